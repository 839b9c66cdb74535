package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ChangedTest {

  @Test
  void tellsAddedModifiedRemovedAndRenamed() {
    Changed changed =
        Changed.between(
            texts("same", "1", "modified", "2", "removed", "3", "old", "4"),
            texts("same", "1", "modified", "x", "added", "y", "new", "4"));

    assertThat(changed.added()).containsExactly("added");
    assertThat(changed.modified()).containsExactly("modified");
    assertThat(changed.removed()).containsExactly("removed");
    assertThat(changed.renamed()).isEqualTo(Map.of("new", "old"));
    assertThat(Stream.of("same", "modified", "added", "new").filter(changed::touches))
        .containsExactly("modified", "added", "new");
  }

  @Test
  void givesEachOldPathToOneNewOne() {
    Changed changed =
        Changed.between(texts("a", "1", "b", "1"), texts("c", "1", "d", "1", "e", "1"));

    assertThat(changed.renamed()).isEqualTo(new TreeMap<>(Map.of("c", "a", "d", "b")));
    assertThat(changed.added()).containsExactly("e");
    assertThat(changed.removed()).isEmpty();
  }

  @Test
  void takesACopyOfAFileThatIsStillThereForNew() {
    Changed changed = Changed.between(texts("a", "1"), texts("a", "1", "copy", "1"));

    assertThat(changed.renamed()).isEmpty();
    assertThat(changed.added()).containsExactly("copy");
  }

  private static List<SourceText> texts(String... pathsAndIds) {
    return Stream.iterate(0, i -> i < pathsAndIds.length, i -> i + 2)
        .map(i -> new SourceText(pathsAndIds[i], "", pathsAndIds[i + 1]))
        .toList();
  }
}

package dev.sallyport.scan.ci.github.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every table reads without a problem, and none lies about unread.
class TablesTest {

  @Test
  void everyRowCanBeRead() {
    List<Sheet<?>> sheets = sheets();
    assertThat(sheets.stream().flatMap(sheet -> sheet.problems().stream())).isEmpty();
    assertThat(sheets.stream().map(sheet -> sheet.rows().size())).doesNotContain(0);
  }

  @Test
  void noRowStandsTwice() {
    List<Object> twice = new ArrayList<>();
    for (Sheet<?> sheet : sheets()) {
      Set<Object> seen = new HashSet<>();
      sheet.rows().stream().filter(row -> !seen.add(row)).forEach(twice::add);
    }
    assertThat(twice).isEmpty();
  }

  @Test
  void everyTableIsRead() throws Exception {
    assertThat(sheets()).hasSize(resources().size());
  }

  @Test
  void tablesAreAsciiWithoutTrailingSpace() throws Exception {
    for (Path table : resources()) {
      for (String line : Files.readAllLines(table)) {
        assertThat(line).as("%s", table).matches("[\\x09\\x20-\\x7e]*").doesNotMatch(".*\\s");
      }
    }
  }

  private static List<Sheet<?>> sheets() {
    List<Sheet<?>> sheets = new ArrayList<>(CommandKnowledge.sheets());
    sheets.addAll(PlatformKnowledge.sheets());
    sheets.addAll(AnswerKnowledge.sheets());
    ActionKnowledge.tables().forEach(table -> sheets.add(table.sheet()));
    return sheets;
  }

  private static List<Path> resources() throws Exception {
    Path directory = Path.of(Sheet.class.getResource("code-inputs.tsv").toURI()).getParent();
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".tsv")).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

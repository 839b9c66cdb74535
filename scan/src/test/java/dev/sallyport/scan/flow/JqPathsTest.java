package dev.sallyport.scan.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JqPathsTest {

  private static Set<String> of(String program) {
    return JqPaths.of(program, Set.of(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          .head.sha ~ head.sha
          .head | .sha ~ head.sha
          .[0].head["sha"] ~ head.sha
          ."head"."sha" ~ head.sha
          .[] | select(.title == "x") | .number ~ number
          [.[].filename] | join(",") ~ filename
          map(.labels[].name) | .[] ~ labels.name
          .data.repository.pullRequest.title ~ data.repository.pullRequest.title
          .title // "none" ~ title
          "\\(.head.sha) is new" ~ head.sha
          .title | ascii_downcase | @sh ~ title
          .head.sha? ~ head.sha
          (.head).sha ~ head.sha
          """)
  void picks(String program, String path) {
    assertThat(of(program)).containsExactly(path);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          .title | length
          .body | contains("x")
          .title == "x"
          any(.[]; .title == "x")
          "fixed"
          .files | map(.path) | length
          """)
  void takesNothing(String program) {
    assertThat(of(program)).isEmpty();
  }

  @Test
  void severalFields() {
    assertThat(of(".title, .body")).containsExactly("title", "body");
    assertThat(of("{t: .title, number}")).containsExactly("title", "number");
    assertThat(of("{t: .title} | .t")).containsExactly("title");
    assertThat(of("[.head.ref, .base.ref] | @tsv")).containsExactly("head.ref", "base.ref");
    assertThat(of("if .draft then .title else .body end")).contains("title", "body");
  }

  @Test
  void wholes() {
    assertThat(of(".")).containsExactly("");
    assertThat(of(".[0]")).containsExactly("");
    assertThat(of(".[] | select(.state == \"open\")")).containsExactly("");
  }

  @Test
  void unfinishedAndHostilePrograms() {
    for (String program :
        new String[] {
          "(", "[", "{", "\"", ".[", ".\"", "map(", "\"\\(", ".a | (", "@", "{a", "..."
        }) {
      assertThat(of(program)).hasSizeLessThan(4);
    }
    assertThat(of("(".repeat(100_000))).isNotNull();
    assertThat(of("\"\\(".repeat(50_000))).isNotNull();
    assertThat(of(".a|".repeat(50_000))).isNotNull();
  }

  @Test
  void manyPathsCountAsAll() {
    assertThat(of("(.a,.b)" + "|(.a,.b)".repeat(40))).containsExactly("");
    assertThat(of(".a" + ".a".repeat(2_000))).containsExactly("");
    assertThat(of(".a,".repeat(300) + ".b")).containsExactly("a", "b");
  }
}

package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VisibleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0000|<U+0000>
          001B|<U+001B>
          007F|<U+007F>
          009B|<U+009B>
          00AD|<U+00AD>
          200B|<U+200B>
          2028|<U+2028>
          202E|<U+202E>
          2066|<U+2066>
          2800|<U+2800>
          3164|<U+3164>
          D800|<U+D800>
          DFFF|<U+DFFF>
          FEFF|<U+FEFF>
          E000|<U+E000>
          E0041|<U+E0041>
          E0101|<U+E0101>
          """)
  void writesOutWhatSteersOrHides(String hex, String wanted) {
    String hostile = Character.toString(Integer.parseInt(hex, 16));
    assertThat(Visible.text("a" + hostile + "b")).isEqualTo("a" + wanted + "b");
    assertThat(Visible.code("a" + hostile + "b")).isEqualTo("a" + wanted + "b");
  }

  @Test
  void leavesPeoplesScriptsAlone() {
    String text = "naïve 漢字 עברית Ελλάδα 🚀 ⚠️ a‐b";
    assertThat(Visible.text(text)).isEqualTo(text);
  }

  @Test
  void makesOneLineOfProse() {
    assertThat(Visible.text("a\tb\nc\rd")).isEqualTo("a b c d");
    assertThat(Visible.code("a\tb\rc")).isEqualTo("a\tb<U+000D>c");
  }

  @Test
  void breaksCommandsOfLogParsers() {
    assertThat(Visible.text("x ##[add-mask]y")).isEqualTo("x <U+0023>#[add-mask]y");
    assertThat(Visible.code("##vso[task.setvariable]")).startsWith("<U+0023>#vso[");
    assertThat(Visible.text("::error::x")).isEqualTo("<U+003A>:error::x");
    assertThat(Visible.text("a ::error::x")).isEqualTo("a <U+003A>:error::x");
  }

  @Test
  void leavesTheirLookalikesAlone() {
    String code = "${GITHUB_REF##refs/heads/} std::string ## Title";
    assertThat(Visible.text(code)).isEqualTo(code);
    assertThat(Visible.code("echo ::group::x")).isEqualTo("echo ::group::x");
  }

  @Test
  void cutsBetweenCodePoints() {
    assertThat(Visible.text("ab🚀cd", 3)).isEqualTo("ab…");
    assertThat(Visible.text("abcd", 4)).isEqualTo("abcd");
  }

  @Test
  void countsColumns() {
    assertThat(Cells.of("abc")).isEqualTo(3);
    assertThat(Cells.of("漢字")).isEqualTo(4);
    assertThat(Cells.of("한국")).isEqualTo(4);
    assertThat(Cells.of("e\u0301")).isEqualTo(1);
    assertThat(Cells.of("🚀")).isEqualTo(2);
    assertThat(Cells.of("⚠\uFE0F")).isEqualTo(2);
    assertThat(Cells.of("ｆｕｌｌ")).isEqualTo(8);
  }
}

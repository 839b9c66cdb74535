package dev.sallyport.scan.syntax.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "]",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{\"a\":1,}",
        "[1 2]",
        "[,]",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u00g0\"",
        "\"\\u00\"",
        "\"\n\"",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "-",
        "NaN",
        "True",
        "nul",
        "1 1",
        "{} []"
      })
  void refusesWhatIsNoJson(String text) {
    assertThat(Json.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "-1.5E+20",
        "[]",
        "{}",
        "\"a\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u2028é\"",
        "[\n  1,\n  [\n    {\n      \"a b\": null\n    }\n  ]\n]"
      })
  void writesWhatItReads(String text) {
    assertThat(Json.write(Json.read(text).orElseThrow())).isEqualTo(text);
  }

  @Test
  void limitsDepth() {
    assertThat(Json.read("[".repeat(65) + "]".repeat(65))).isPresent();
    assertThat(Json.read("[".repeat(66) + "]".repeat(66))).isEmpty();
  }
}

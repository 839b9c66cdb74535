package dev.sallyport.scan.syntax.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlParserTest {

  private static String written(String text, Object... path) {
    return Walk.at(Walk.root(text), path).span().in(text);
  }

  @Test
  void scalarsOfEveryStyleEndWhereTheyEnd() {
    String text =
        """
        plain: a b # comment
        single: 'it''s'   # comment
        double: "a\\tb"
        literal: |2-  # comment
          x
           y

        folded: >+
          x
          y

        many: one
          two
          # comment
        last: end
        """;
    assertThat(written(text, "plain")).isEqualTo("a b");
    assertThat(written(text, "single")).isEqualTo("'it''s'");
    assertThat(written(text, "double")).isEqualTo("\"a\\tb\"");
    assertThat(written(text, "literal")).isEqualTo("|2-  # comment\n  x\n   y");
    assertThat(written(text, "folded")).isEqualTo(">+\n  x\n  y");
    assertThat(written(text, "many")).isEqualTo("one\n  two");
    assertThat(written(text, "last")).isEqualTo("end");
    assertThat(Walk.scalar(Walk.at(Walk.root(text), "literal")).value()).isEqualTo("x\n y");
    assertThat(Walk.scalar(Walk.at(Walk.root(text), "folded")).value()).isEqualTo("x y\n\n");
  }

  @Test
  void blockCollectionsEndWithTheirLastItem() {
    String text =
        """
        on:
          push:
            branches: [main] # here
          # pull_request:

        # about jobs
        jobs:
        - a
        - b:
            c:

        # the end
        """;
    assertThat(written(text, "on")).isEqualTo("push:\n    branches: [main]");
    assertThat(written(text, "on", "push", "branches")).isEqualTo("[main]");
    assertThat(written(text, "jobs")).isEqualTo("- a\n- b:\n    c:");
    assertThat(written(text, "jobs", 1)).isEqualTo("b:\n    c:");
    assertThat(Walk.root(text).span().end()).isEqualTo(text.indexOf("c:") + 2);
  }

  @Test
  void whatIsNotWrittenStandsBehindItsColonDashOrAnchor() {
    String text = "a: # comment\nb:\n-  \n- x\nc: &anchor\nd: {e, f: , g}\n";
    assertThat(Walk.at(Walk.root(text), "a").span().start()).isEqualTo(2);
    assertThat(Walk.at(Walk.root(text), "b", 0).span().start()).isEqualTo(text.indexOf("-") + 1);
    assertThat(Walk.at(Walk.root(text), "c").span().start()).isEqualTo(text.indexOf("r\n") + 1);
    assertThat(Walk.at(Walk.root(text), "d", "e").span().start()).isEqualTo(text.indexOf("{e") + 2);
    assertThat(Walk.at(Walk.root(text), "d", "g").span().start()).isEqualTo(text.indexOf("g}") + 1);
    assertThat(Walk.scalar(Walk.at(Walk.root(text), "a")).isNull()).isTrue();
  }

  @Test
  void anchorsAndTagsAreNotPartOfTheNode() {
    String text =
        """
        scalar: &s !!str value
        block: &b
          # comment
          x: 1
        flow: !t &f {y: 2}
        items:
          - &key k: v
            l: w
          - *s
          - *b # last
        # behind
        """;
    assertThat(written(text, "scalar")).isEqualTo("value");
    assertThat(written(text, "block")).isEqualTo("x: 1");
    assertThat(written(text, "flow")).isEqualTo("{y: 2}");
    assertThat(written(text, "items", 0)).isEqualTo("&key k: v\n    l: w");
    assertThat(written(text, "items")).isEqualTo("- &key k: v\n    l: w\n  - *s\n  - *b");
    assertThat(Walk.at(Walk.root(text), "items", 2))
        .extracting(node -> node.span())
        .isEqualTo(Walk.at(Walk.root(text), "block").span());
  }

  @Test
  void spansCountUtf16UnitsBehindCharactersOutsideTheBasicPlane() {
    String text = "a: \uD83D\uDE80 x\nb: [\uD83D\uDE80, 'y']\n";
    assertThat(written(text, "a")).isEqualTo("\uD83D\uDE80 x");
    assertThat(written(text, "b", 0)).isEqualTo("\uD83D\uDE80");
    assertThat(written(text, "b", 1)).isEqualTo("'y'");
  }

  @Test
  void lineEndsOfWindows() {
    String text = "a: b # c\r\nd: |\r\n  x\r\n  y\r\ne:\r\n  f: g\r\n\r\n# h\r\n";
    assertThat(written(text, "a")).isEqualTo("b");
    assertThat(written(text, "d")).isEqualTo("|\r\n  x\r\n  y");
    assertThat(written(text, "e")).isEqualTo("f: g");
    assertThat(Walk.scalar(Walk.at(Walk.root(text), "d")).value()).isEqualTo("x\ny\n");
  }

  @Test
  void flowCollectionsCarryTheirBraces() {
    String text = "a: {b: [c, {d: e}], \"f\": 'g'} # h\ni: [j: k]\n";
    assertThat(written(text, "a")).isEqualTo("{b: [c, {d: e}], \"f\": 'g'}");
    assertThat(written(text, "a", "b", 1)).isEqualTo("{d: e}");
    assertThat(written(text, "i", 0)).isEqualTo("j: k");
  }

  @Test
  void theFirstOfSeveralDocumentsCounts() {
    assertThat(YamlParser.parse("---\na: b\n---\nc: d\n"))
        .isInstanceOfSatisfying(
            YamlResult.Ok.class,
            ok -> {
              assertThat(ok.notes())
                  .extracting(YamlResult.Note::message)
                  .singleElement()
                  .asString()
                  .contains("second document");
              assertThat(((YamlMapping) java.util.Objects.requireNonNull(ok.root())).get("a"))
                  .isPresent();
            });
  }

  @Test
  void aKeyGivenTwiceIsNotedAndTheLastOneCounts() {
    YamlResult.Ok ok = (YamlResult.Ok) YamlParser.parse("a: 1\na: 2\n");
    assertThat(ok.notes()).singleElement().extracting(YamlResult.Note::offset).isEqualTo(5);
    assertThat(
            ((YamlMapping) java.util.Objects.requireNonNull(ok.root()))
                .get("a")
                .orElseThrow()
                .span()
                .start())
        .isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: &a [*a]", "a: &a {b: *a}", "a: *none", "a: [", "a: 'b", "\tb: c", "a: b: c", "%",
            "a: @b",
        "\u0000", "a: \"\\Uffffffff\"", "a: \"\\xZZ\"", "? {", "!<", "&", "*", "- &a", "a: !<tag"
      })
  void badInputHasAnAnswer(String text) {
    YamlResult result = YamlParser.parse(text);
    if (result instanceof YamlResult.Ok ok && ok.root() != null) {
      Walk.check(text, ok.root());
    } else {
      assertThat(result).isInstanceOf(YamlResult.Bad.class);
    }
  }

  @Test
  void aLoneSurrogateIsRefused() {
    assertThat(YamlParser.parse("a: \uD83D b")).isInstanceOf(YamlResult.Bad.class);
  }

  @Test
  void billionLaughs() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      String alias = "*a" + (i - 1);
      text.append("a").append(i).append(": &a").append(i).append(" [");
      text.append((alias + ", ").repeat(9)).append(alias).append("]\n");
    }
    assertThat(YamlParser.parse(text.toString()))
        .isInstanceOfSatisfying(
            YamlResult.Bad.class, bad -> assertThat(bad.message()).contains("expand"));
  }

  @Test
  void aChainOfAliasesIsNoDeeperThanWhatIsWritten() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 5_000; i++) {
      text.append("a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n");
    }
    assertThat(YamlParser.parse(text.toString()))
        .isInstanceOfSatisfying(
            YamlResult.Bad.class, bad -> assertThat(bad.message()).contains("deeper"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[[", "{? "})
  void deepNestingIsRefusedAtOnce(String piece) {
    YamlResult result = YamlParser.parse(piece.repeat(100_000));
    assertThat(result).isInstanceOf(YamlResult.Bad.class);
  }

  @Test
  @Timeout(20)
  void longLinesTakeLinearTime() {
    int length = 2_000_000;
    List<String> texts =
        List.of(
            "a: " + "x".repeat(length),
            "a: " + "x ".repeat(length / 2),
            "a: \"" + "x".repeat(length) + "\"",
            "a: \"" + "\\t".repeat(length / 2) + "\"",
            "a: '" + "''".repeat(length / 2) + "'",
            "a: |\n  " + "x".repeat(length),
            "a: |\n" + "  x\n".repeat(length / 4),
            "a: >\n" + "  x\n\n".repeat(length / 5),
            "a: |\n  x\n" + "\n".repeat(length),
            "a: " + " ".repeat(length) + "b",
            "a: b #" + "c".repeat(length),
            "#" + "c".repeat(length) + "\na: b");
    for (String text : texts) {
      long start = System.nanoTime();
      YamlNode root = Walk.root(text);
      Walk.check(text, root);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
  }
}

package dev.sallyport.scan.syntax.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.text.Span;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// In every sample the value at `v` holds `${{ one }}` and `${{ two }}`, written the same way.
final class ScalarOffsetsTest {
  private static final String ONE = "${{ one }}";
  private static final String TWO = "${{ two }}";

  static Stream<Arguments> samples() {
    return Stream.of(
        sample("plain", "v: a ${{ one }} b ${{ two }} # c"),
        sample("plain on several lines", "v: ${{ one }}\n  b\n\n\n    c ${{ two }}\nw: x"),
        sample("plain with tabs", "v: a\t${{ one }}\t \n    b\t${{ two }}"),
        sample("anchored", "v: &anchor ${{ one }} b ${{ two }}"),
        sample("tagged below", "v: !!str\n  ${{ one }} ${{ two }}"),
        sample("in a flow sequence", "v: ['a', \"${{ one }} ${{ two }}\"]", "v", 1),
        sample("in a flow mapping", "v: {w: '${{ one }}, ${{ two }}', x: y}", "v", "w"),
        sample("single quotes", "v: 'it''s ${{ one }}''' # '${{ two }}'", false),
        sample("single quotes twice", "v: '''${{ one }}'''' ${{ two }}'"),
        sample("single quotes on several lines", "v: 'a ${{ one }} \n\n\n  b ''\n ${{ two }}'"),
        sample("double quotes", "v: \"a\\n\\\"${{ one }}\\\" \\\\ ${{ two }}\""),
        sample("escapes of all lengths", "v: \"\\x41\\u00e9\\U0001F680${{ one }}\\e${{ two }}\""),
        sample("escaped line breaks", "v: \"a\\\n    ${{ one }}\\\n\n   \\ b ${{ two }}\\  \""),
        sample("double quotes folded", "v: \"a\n\n\\t ${{ one }}\n  b\t\n ${{ two }}\""),
        sample("literal", "v: |\n  a\n  ${{ one }}\n\n    ${{ two }}\nw: x\n"),
        sample("literal, deeper first line", "v: |2\n     a ${{ one }}\n  ${{ two }}\n"),
        sample(
            "literal, indicator and strip",
            "w:\n v: |1-\n   \n    ${{ one }}\n  ${{ two }}",
            "w",
            "v"),
        sample("literal, keep", "v: |+ # c\n\n  ${{ one }}\n  ${{ two }}\n\n\nw: x\n"),
        sample("literal with tabs", "v: |\n  \t${{ one }}\n  \t\n  b\t${{ two }}\n"),
        sample("literal, no line break at the end", "v: |\n  ${{ one }}\n  ${{ two }}"),
        sample(
            "literal, blank lines with blanks", "v: |\n   \n\n   ${{ one }}\n \n   ${{ two }}\n"),
        sample("literal in a sequence", "v:\n- |\n ${{ one }}\n\n ${{ two }}\n- x\n", "v", 0),
        sample("folded", "v: >\n  a ${{ one }}\n  b\n\n  c\n\n\n  ${{ two }}\n"),
        sample(
            "folded, deeper lines", "v: >-\n  a\n    ${{ one }}\n\n    b\n  c\n  ${{ two }}\n\n"),
        sample("folded, first line deeper", "v: >1\n   a ${{ one }}\n b\n c ${{ two }}\n"),
        sample("folded, keep", "v: >+\n\n a\n ${{ one }}\n\n\n ${{ two }}\n\n\n"),
        sample("folded, a tab first", "v: >\n a\n \tb ${{ one }}\n\n c\n ${{ two }}\n"),
        sample("outside the basic plane", "\uD83D\uDE80: x\nv: \uD83D\uDE80 ${{ one }} ${{ two }}"),
        sample("\uD83D\uDE80 literal", "v: |\n  \uD83D\uDE80 ${{ one }}\n  ${{ two }}\n"));
  }

  private static Arguments sample(String name, String text, Object... path) {
    boolean both = path.length != 1 || !Boolean.FALSE.equals(path[0]);
    Object[] way = path.length == 0 || !both ? new Object[] {"v"} : path;
    return Arguments.of(name, text, way, both);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void everyPartIsFound(String name, String text, Object[] path, boolean both) {
    check(text, path, both);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void withLineEndsOfWindows(String name, String text, Object[] path, boolean both) {
    check(text.replace("\n", "\r\n"), path, both);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void withLineEndsOfOldMacs(String name, String text, Object[] path, boolean both) {
    check(text.replace("\n", "\r"), path, both);
  }

  private static void check(String text, Object[] path, boolean both) {
    YamlNode root = Walk.root(text);
    Walk.check(text, root);
    YamlScalar scalar = Walk.scalar(Walk.at(root, path));
    int one = scalar.value().indexOf(ONE);
    assertThat(scalar.exactSource(new Span(one, one + ONE.length())))
        .map(Span::start)
        .hasValue(text.indexOf(ONE));
    if (both) {
      int two = scalar.value().indexOf(TWO);
      assertThat(scalar.exactSource(new Span(two, two + TWO.length())))
          .map(Span::start)
          .hasValue(text.indexOf(TWO));
    }
    wholeValue(text, scalar);
  }

  /// Characters that are neither white space nor escaped are found one by one.
  private static void wholeValue(String text, YamlScalar scalar) {
    for (int i = 0; i < scalar.value().length(); i++) {
      char c = scalar.value().charAt(i);
      if (!Character.isWhitespace(c)) {
        String found = scalar.source(new Span(i, i + 1)).in(text);
        assertThat(found.startsWith("\\") || found.equals("''") || found.equals(c + "")).isTrue();
      }
    }
  }

  @Test
  void anEscapeIsCoveredAsAWhole() {
    String text = "v: \"a\\u0041b\\n\"";
    YamlScalar scalar = Walk.scalar(Walk.at(Walk.root(text), "v"));
    assertThat(scalar.source(new Span(1, 2)).in(text)).isEqualTo("\\u0041");
    assertThat(scalar.source(new Span(3, 4)).in(text)).isEqualTo("\\n");
    assertThat(scalar.exactSource(new Span(1, 2))).isEmpty();
  }

  @Test
  void chompedLineBreaksStayInsideTheText() {
    for (String text :
        new String[] {"v: |\n  a", "v: |\n  a\n", "v: |+\n  a\n\n", "v: |-\n  a\n"}) {
      YamlScalar scalar = Walk.scalar(Walk.at(Walk.root(text), "v"));
      Span all = scalar.source(new Span(0, scalar.value().length()));
      assertThat(all.start()).isEqualTo(text.indexOf('a'));
      assertThat(all.end()).isEqualTo(text.indexOf('a') + scalar.value().length());
    }
  }
}

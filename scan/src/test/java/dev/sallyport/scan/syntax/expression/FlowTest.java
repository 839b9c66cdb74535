package dev.sallyport.scan.syntax.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FlowTest {

  /// Paths that reach, those via JSON with a `j:` before them.
  static Stream<Arguments> reaching() {
    return Stream.of(
        arguments("github.ref", List.of("github.ref")),
        arguments("(github.ref)", List.of("github.ref")),
        arguments("'a'", List.of()),
        arguments("github.ref == 'a'", List.of()),
        arguments("!github.ref", List.of()),
        arguments("contains(github.ref, 'a')", List.of()),
        arguments("startsWith(a, b) || endsWith(c, d)", List.of()),
        arguments("hashFiles(a)", List.of()),
        arguments("success() && always()", List.of()),
        arguments("a && b || c", List.of("b", "c")),
        arguments("a || b", List.of("a", "b")),
        arguments("a && b", List.of("b")),
        arguments("a && b && c", List.of("c")),
        arguments("(a || b) && (c || d)", List.of("c", "d")),
        arguments("a == b && c || d", List.of("c", "d")),
        arguments("a && 'x' || 'y'", List.of()),
        arguments("github.ref == 'a' && 'x' || 'y'", List.of()),
        arguments("false && a", List.of()),
        arguments("true && a || b", List.of("a", "b")),
        arguments("'x' || a", List.of()),
        arguments("a || 'x' || b", List.of("a")),
        arguments("a && ''", List.of()),
        arguments("format('{0} {1}', a, b)", List.of("a", "b")),
        arguments("format('{0}', a, b)", List.of("a")),
        arguments("format(a, b)", List.of("a", "b")),
        arguments("format('{x', a)", List.of("a")),
        arguments("format('{0}', a == b)", List.of()),
        arguments("join(a.*.b, c)", List.of("a.*.b", "c")),
        arguments("toJSON(github.event)", List.of("j:github.event")),
        arguments("format('{0}', toJSON(a))", List.of("j:a")),
        arguments("fromJSON(a)", List.of("a")),
        arguments("fromJSON(a).b.c", List.of("a")),
        arguments("fromJSON(toJSON(a))", List.of("a")),
        arguments("fromJSON(toJSON(a)).b.c", List.of("a.b.c")),
        arguments("fromJSON((toJSON(a.b)))['c'].*", List.of("a.b.c.*")),
        arguments("fromJSON(toJSON(fromJSON(toJSON(a)).b)).c", List.of("a.b.c")),
        arguments("fromJSON(format('{0}', toJSON(a))).b", List.of("a")),
        arguments("toJSON(fromJSON(a))", List.of("j:a")),
        arguments("fromJSON('[\"x\"]')[a]", List.of()),
        arguments("fromJSON(b)[a]", List.of("b")),
        arguments("case(a, b, c)", List.of("b", "c")),
        arguments("case(a == 'x', b, d, e, f)", List.of("b", "e", "f")),
        arguments("case(false, b, true, c, d)", List.of("c")),
        arguments("case(a, 'x', 'y')", List.of()),
        arguments("github.event[a.b]", List.of("github.event.?")),
        arguments("github.event.commits[0].message", List.of("github.event.commits.*.message")),
        arguments("(a || b).c", List.of("a.c", "b.c")),
        arguments("case(x, a, b).c[0]", List.of("a.c.*", "b.c.*")),
        arguments("GITHUB['Event'].Issue", List.of("github.event.issue")),
        arguments("unheardOf(a, b)", List.of("a", "b")),
        arguments("toJson(a) == b", List.of()),
        arguments("a || a", List.of("a", "a")));
  }

  @ParameterizedTest
  @MethodSource("reaching")
  void findsWhatReachesTheResult(String source, List<String> expected) {
    assertThat(Flow.reaching(Expressions.parse(source)))
        .extracting(found -> (found.viaJson() ? "j:" : "") + found.path())
        .containsExactlyElementsOf(expected);
  }

  static Stream<Arguments> mentioned() {
    return Stream.of(
        arguments("'a'", List.of()),
        arguments("a.b == c && !d", List.of("a.b", "c", "d")),
        arguments(
            "github.event[needs.x.outputs.y].z", List.of("github.event.?.z", "needs.x.outputs.y")),
        arguments("contains(a.*.b, c[0])", List.of("a.*.b", "c.*")),
        arguments("fromJSON(a.b).c", List.of("a.b")),
        arguments("(a || b).c", List.of("a", "b")),
        arguments("(a)['b'].c", List.of("a.b.c")),
        arguments("false && a", List.of("a")));
  }

  @ParameterizedTest
  @MethodSource("mentioned")
  void findsEveryAccess(String source, List<String> expected) {
    assertThat(Flow.mentioned(Expressions.parse(source)))
        .extracting(access -> access.path().text())
        .containsExactlyElementsOf(expected);
  }

  @Test
  void spansPointIntoTheTemplate() {
    String text =
        "echo ${{ github.head_ref }} ${{ a && (b['c']) || format('{0}', d .e) }} ${{ ( }}";
    Template template = Template.parse(text);
    assertThat(Flow.reaching(template))
        .extracting(found -> found.span().in(text))
        .containsExactly("github.head_ref", "b['c']", "d .e");
    assertThat(Flow.mentioned(template))
        .extracting(access -> access.span().in(text))
        .containsExactly("github.head_ref", "a", "b['c']", "d .e");
  }

  @Test
  void namesFunctions() {
    assertThat(Flow.functions(Expressions.parse("toJSON(FORMAT('a', a[success()])) || success()")))
        .containsExactly("format", "success", "tojson");
  }

  @Test
  void isQuickOnHostileExpressions() {
    String deep = "a";
    for (int i = 0; i < 48; i++) {
      deep = "a[" + deep + "]";
    }
    assertThat(Flow.mentioned(Expressions.parse(deep))).hasSize(49);
    String wide = "a" + " || a && a".repeat(2_000);
    assertThat(Flow.reaching(Expressions.parse(wide))).hasSize(2_001);
  }
}

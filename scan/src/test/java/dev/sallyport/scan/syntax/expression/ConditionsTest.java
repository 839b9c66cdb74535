package dev.sallyport.scan.syntax.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sallyport.scan.syntax.expression.Conditions.Atom;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionsTest {

  /// Atoms that must not hold have a `not ` before them.
  static Stream<Arguments> conditions() {
    return Stream.of(
        arguments("a", List.of("a")),
        arguments("a && b", List.of("a", "b")),
        arguments("a && (b && c)", List.of("a", "b", "c")),
        arguments("a || b", List.of()),
        arguments("a && b || b && c", List.of("b")),
        arguments("(a || b) && c", List.of("c")),
        arguments("a && b || A && c", List.of("a")),
        arguments("a.b || a['B']", List.of("a.b")),
        arguments("!a", List.of("not a")),
        arguments("!!a", List.of("a")),
        arguments("!(a || b)", List.of("not a", "not b")),
        arguments("!(a && b)", List.of()),
        arguments("!(a && b || a)", List.of("not a")),
        arguments("a == 'x'", List.of("a == 'x'")),
        arguments("'x' == a", List.of("a == 'x'")),
        arguments("a != 'x'", List.of("not a == 'x'")),
        arguments("!(a != 'x')", List.of("a == 'x'")),
        arguments("a == 'X' && b || 'x' == a && c", List.of("a == 'X'")),
        arguments("a < 1", List.of("a < 1")),
        arguments("a && true", List.of("a")),
        arguments("a && 'yes' || ''", List.of("a")),
        arguments("a || false", List.of("a")),
        arguments("a || true", List.of()),
        arguments("false || a && b", List.of("a", "b")),
        arguments("a && false", List.of()),
        arguments("!(a && true)", List.of("not a")),
        arguments("always() && a", List.of("a")),
        arguments("!cancelled() && success()", List.of("not cancelled()", "success()")),
        arguments("'a' != 'b' && c", List.of("c")),
        arguments("contains(fromJSON('[1]'), a)", List.of("contains(fromJSON('[1]'), a)")));
  }

  @ParameterizedTest
  @MethodSource("conditions")
  void findsWhatMustHold(String source, List<String> expected) {
    assertThat(Conditions.implied(Expressions.parse(source)))
        .extracting(atom -> (atom.holds() ? "" : "not ") + atom.expr().text())
        .containsExactlyElementsOf(expected);
  }

  @Test
  void askingForOneAtom() {
    Expr condition = Expressions.parse("github.event.pull_request.head.repo.fork == false && x");
    Expr atom = Expressions.parse("github['event'].pull_request.head.repo.fork == false");
    assertThat(Conditions.implies(condition, new Atom(atom, true))).isTrue();
    assertThat(Conditions.implies(condition, new Atom(atom, false))).isFalse();
    assertThat(Conditions.implies(Expressions.parse("x"), new Atom(atom, true))).isFalse();
  }

  @Test
  void atomsKeepTheirPlace() {
    String source = "a && ('x' != b)";
    assertThat(Conditions.implied(Expressions.parse(source)))
        .extracting(atom -> atom.expr().span().in(source))
        .containsExactly("a", "'x' != b");
  }

  @Test
  void isQuickOnHostileConditions() {
    String side = "a1" + " && a1".repeat(1_500);
    assertThat(Conditions.implied(Expressions.parse("(" + side + ") || (" + side + ")")))
        .hasSize(1);
  }
}

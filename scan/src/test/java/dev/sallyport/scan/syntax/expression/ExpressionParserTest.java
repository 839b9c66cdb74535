package dev.sallyport.scan.syntax.expression;

import static dev.sallyport.scan.syntax.expression.Expressions.parse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sallyport.base.text.Span;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionParserTest {

  static Stream<Arguments> literals() {
    return Stream.of(
        arguments("null", new Value.Null()),
        arguments("true", new Value.Bool(true)),
        arguments(" false\n", new Value.Bool(false)),
        arguments("0", new Value.Num(0)),
        arguments("711", new Value.Num(711)),
        arguments("-9.2", new Value.Num(-9.2)),
        arguments("+3", new Value.Num(3)),
        arguments(".5", new Value.Num(0.5)),
        arguments("1.", new Value.Num(1)),
        arguments("0xff", new Value.Num(255)),
        arguments("0xFFFFFFFF", new Value.Num(-1)),
        arguments("0o17", new Value.Num(15)),
        arguments("-2.99e-2", new Value.Num(-0.0299)),
        arguments("1E3", new Value.Num(1000)),
        arguments("NaN", new Value.Num(Double.NaN)),
        arguments("Infinity", new Value.Num(Double.POSITIVE_INFINITY)),
        arguments("-Infinity", new Value.Num(Double.NEGATIVE_INFINITY)),
        arguments("''", new Value.Str("")),
        arguments("'it''s'", new Value.Str("it's")),
        arguments("''''", new Value.Str("'")),
        arguments("'a\nb}}'", new Value.Str("a\nb}}")));
  }

  @ParameterizedTest
  @MethodSource("literals")
  void readsLiterals(String source, Value.Scalar expected) {
    assertThat(parse(source)).isInstanceOf(Expr.Literal.class);
    assertThat(((Expr.Literal) parse(source)).value()).isEqualTo(expected);
  }

  /// Parentheses show the structure.
  static Stream<Arguments> bindings() {
    return Stream.of(
        arguments("a || b && c", "(|| A (&& B C))"),
        arguments("a && b || c && d", "(|| (&& A B) (&& C D))"),
        arguments("a && b && c", "(&& A B C)"),
        arguments("(a && b) && (c && d)", "(&& A B C D)"),
        arguments("a || (b || c)", "(|| A B C)"),
        arguments("(a || b) && c", "(&& (|| A B) C)"),
        arguments("!a == b", "(== (! A) B)"),
        arguments("!!a.b", "(! (! [ A 'B']))"),
        arguments("!(a == b)", "(! (== A B))"),
        arguments("a == b != c", "(!= (== A B) C)"),
        arguments("a < b == c >= d", "(== (< A B) (>= C D))"),
        arguments("a <= b > c", "(> (<= A B) C)"),
        arguments("a == b && c != d", "(&& (== A B) (!= C D))"),
        arguments("f()", "(f)"),
        arguments("F (a, !b, c || d)", "(f A (! B) (|| C D))"),
        arguments("f(a).b[0].*", "[ [ [ (f A) 'B'] 0] *]"),
        arguments("a[b[c]]", "[ A [ B C]]"),
        arguments("a[*].b", "[ [ A *] 'B']"),
        arguments("a [ * ] . b", "[ [ A *] 'B']"),
        arguments("a.true.null", "[ [ A 'TRUE'] 'NULL']"),
        arguments("('x').y", "[ 'x' 'Y']"),
        arguments("a._b-c9", "[ A '_B-C9']"),
        arguments("a\u00a0&&\tb\r\n", "(&& A B)"));
  }

  @ParameterizedTest
  @MethodSource("bindings")
  void bindsOperators(String source, String structure) {
    String key = Printer.key(parse(source));
    assertThat(key.replaceAll("\\b([abcd])\\b(?!')", "$1".toUpperCase(java.util.Locale.ROOT)))
        .isEqualToIgnoringCase(structure);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("«»", "the expression ends too early"),
        arguments("  «»", "the expression ends too early"),
        arguments("a &&«»", "the expression ends too early"),
        arguments("!«»", "the expression ends too early"),
        arguments("a.«»", "the expression ends too early"),
        arguments("a «b»", "unexpected name 'b'"),
        arguments("a «'b'»", "unexpected string"),
        arguments("1 «-2»", "unexpected literal"),
        arguments("«1-2»", "not a number: '1-2'"),
        arguments("«1.2.3»", "not a number: '1.2.3'"),
        arguments("«0xfg»", "not a number: '0xfg'"),
        arguments("«0x1ffffffff»", "not a number: '0x1ffffffff'"),
        arguments("«-»", "not a number: '-'"),
        arguments("«.»", "not a number: '.'"),
        arguments("«\"a\"»", "unexpected '\"a\"'; strings take single quotes"),
        arguments(
            "a == «\"b c»\"".replace(" c»", "» c"), "unexpected '\"b'; strings take single quotes"),
        arguments("«'it's»".replace("'it's", "'its"), "the string is not closed"),
        arguments("a «=» b", "unexpected '=', did you mean '=='?"),
        arguments("a «&» b", "unexpected '&', did you mean '&&'?"),
        arguments("a «|» b", "unexpected '|', did you mean '||'?"),
        arguments("a == «== b»".replace("== b»", "==» b"), "unexpected '=='"),
        arguments("«)»", "unexpected ')'"),
        arguments("(«)»", "unexpected ')'"),
        arguments("a«)»", "unexpected ')'"),
        arguments("«(»a", "'(' is not closed"),
        arguments("f«(»a", "'(' is not closed"),
        arguments("a«[»0", "'[' is not closed"),
        arguments("(a«]»", "unexpected ']'"),
        arguments("a[0«)»", "unexpected ')'"),
        arguments("a[«]»", "unexpected ']'"),
        arguments("a[* «b»]", "unexpected name 'b'"),
        arguments("«*»", "unexpected '*'"),
        arguments("f(«*»)", "unexpected '*'"),
        arguments("a[!«*»]", "unexpected '*'"),
        arguments("f(a,«)»", "unexpected ')'"),
        arguments("f(«,»a)", "unexpected ','"),
        arguments("a«,» b", "unexpected ','"),
        arguments("(a«,» b)", "unexpected ','"),
        arguments("'a'«.»b", "unexpected '.'"),
        arguments("1«[»0]", "unexpected '['"),
        arguments("a.«0»", "unexpected literal"),
        arguments("a.«$b»", "unexpected '$b'"),
        arguments("a.b«(»c)", "unexpected '('"),
        arguments("«a$b» == c", "unexpected 'a$b'"),
        arguments("«#»", "unexpected '#'"),
        arguments("true«(»)", "unexpected '('"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void showsTheFirstFault(String sample, String message) {
    Marked marked = Marked.of(sample);
    assertThat(ExpressionParser.parse(marked.text(), 0))
        .isEqualTo(new Parsed.Bad(marked.span(), message));
    assertThat(ExpressionParser.parse(marked.text(), 70))
        .isEqualTo(new Parsed.Bad(marked.span().shift(70), message));
  }

  @Test
  void everyNodeHasItsSpan() {
    String source = " !f( a.b[ 'c' ] , (d) ).* && e == 1";
    List<String> texts =
        ExpressionParser.parse(source, 100)
            .tree()
            .orElseThrow()
            .walk()
            .map(expr -> expr.span().shift(-100).in(source))
            .toList();
    assertThat(texts)
        .containsExactly(
            "!f( a.b[ 'c' ] , (d) ).* && e == 1",
            "!f( a.b[ 'c' ] , (d) ).*",
            "f( a.b[ 'c' ] , (d) ).*",
            "f( a.b[ 'c' ] , (d) )",
            "a.b[ 'c' ]",
            "a.b",
            "a",
            "'c'",
            "(d)",
            "d",
            "e == 1",
            "e",
            "1");
  }

  @Test
  void limitsTheHeightOfTheTree() {
    assertThat(ExpressionParser.parse("!".repeat(49) + "a", 0)).isInstanceOf(Parsed.Ok.class);
    assertThat(ExpressionParser.parse("!".repeat(50) + "a", 0))
        .isEqualTo(
            new Parsed.Bad(new Span(0, 51), "the expression is nested deeper than 50 levels"));
    assertThat(ExpressionParser.parse("a" + ".b".repeat(49), 0)).isInstanceOf(Parsed.Ok.class);
    assertThat(ExpressionParser.parse("a" + ".b".repeat(50), 0)).isInstanceOf(Parsed.Bad.class);
  }

  @Test
  void neitherParenthesesNorChainsAddHeight() {
    Expr nested = parse("(".repeat(10_000) + "a" + ")".repeat(10_000));
    assertThat(nested.sameAs(parse("a"))).isTrue();
    assertThat(((Expr.And) parse("a" + " && a".repeat(3_000))).operands()).hasSize(3_001);
    Expr leaning = parse("(".repeat(2_000) + "a" + " && a)".repeat(2_000));
    assertThat(leaning.ungrouped()).isInstanceOf(Expr.And.class);
    assertThat(leaning.sameAs(parse("a" + " && a".repeat(2_000)))).isTrue();
  }

  @Test
  void limitsTheLength() {
    String longest = " " + "a".repeat(ExpressionParser.MAX_LENGTH) + " ";
    assertThat(ExpressionParser.parse(longest, 0)).isInstanceOf(Parsed.Ok.class);
    assertThat(ExpressionParser.parse(longest + "a", 5))
        .isEqualTo(
            new Parsed.Bad(new Span(5, 21_008), "the expression is longer than 21000 characters"));
  }

  @Test
  void survivesHostileText() {
    for (String piece :
        List.of("(", "[", "f(", "a[", "!", "'", "a.", "a&&", "-", "a==", "((a)||")) {
      String hostile = piece.repeat(ExpressionParser.MAX_LENGTH / piece.length());
      assertThat(ExpressionParser.parse(hostile, 0)).as(piece).isInstanceOf(Parsed.class);
    }
    assertThat(ExpressionParser.parse("'".repeat(1_000_001), 0)).isInstanceOf(Parsed.Bad.class);
  }
}

package dev.sallyport.scan.syntax.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.expression.Template.Part;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {

  /// Expressions print in angle brackets, unclosed or malformed ones as `<?>`.
  static Stream<Arguments> samples() {
    return Stream.of(
        arguments("", List.of()),
        arguments("plain $ { } }}", List.of("plain $ { } }}")),
        arguments("${{a}}", List.of("<a>")),
        arguments("x ${{ a }} y", List.of("x ", "<a>", " y")),
        arguments("${{ a }}${{ b }}", List.of("<a>", "<b>")),
        arguments("${{ 'it''s }}' }}!", List.of("<'it''s }}'>", "!")),
        arguments("${{\n  a ||\n  b\n}}", List.of("<a || b>")),
        arguments("a ${{ b", List.of("a ", "<?>")),
        arguments("${{ 'a }} b", List.of("<?>")),
        arguments("${{}} b", List.of("<?>", " b")),
        arguments("${{ a }}}", List.of("<a>", "}")),
        arguments("$${{ a }}", List.of("$", "<a>")),
        arguments("${{ ${{ a }} }}", List.of("<?>", " }}")),
        arguments("${ { a }}", List.of("${ { a }}")));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void splits(String text, List<String> parts) {
    Template template = Template.parse(text);
    assertThat(template.parts()).extracting(TemplateTest::show).containsExactlyElementsOf(parts);
    String joined =
        String.join("", template.parts().stream().map(part -> part.span().in(text)).toList());
    assertThat(joined).isEqualTo(text);
  }

  private static String show(Part part) {
    return switch (part) {
      case Part.Text(_, String text) -> text;
      case Part.Expression expression ->
          "<" + expression.parsed().tree().map(Expr::text).orElse("?") + ">";
    };
  }

  @Test
  void spansAreOffsetsIntoTheString() {
    String text = "run ${{ a.b }}";
    Part.Expression part = Template.parse(text).expressions().getFirst();
    assertThat(part.outer()).isEqualTo(new Span(4, 14));
    assertThat(part.inner()).isEqualTo(new Span(7, 12));
    assertThat(part.parsed().tree().orElseThrow().span().in(text)).isEqualTo("a.b");
  }

  @Test
  void anUnclosedExpressionIsMarkedWhereItOpens() {
    Part.Expression part = Template.parse("ab ${{ c").expressions().getFirst();
    assertThat(part.outer()).isEqualTo(new Span(3, 8));
    assertThat(part.parsed())
        .isEqualTo(new Parsed.Bad(new Span(3, 6), "'${{' is not closed by '}}'"));
  }

  @Test
  void anEmptyExpressionIsAFault() {
    assertThat(Template.parse("${{ }}").expressions().getFirst().parsed())
        .isEqualTo(new Parsed.Bad(new Span(4, 4), "the expression ends too early"));
  }

  @Test
  void wholeMeansNothingElseNotEvenSpace() {
    assertThat(Template.parse("${{ a }}").isWholeExpression()).isTrue();
    assertThat(Template.parse("${{ a }}\n").isWholeExpression()).isFalse();
    assertThat(Template.parse(" ${{ a }}").isWholeExpression()).isFalse();
    assertThat(Template.parse("${{ a }}${{ b }}").isWholeExpression()).isFalse();
    assertThat(Template.parse("a").isWholeExpression()).isFalse();
    assertThat(Template.parse("a").hasExpressions()).isFalse();
    assertThat(Template.parse("a ${{ b").hasExpressions()).isTrue();
  }

  @Test
  void aConditionMayLackDelimiters() {
    String text = "  a == 'b'\n";
    Template condition = Template.parseCondition(text);
    assertThat(condition.whole().map(Expr::text)).contains("a == 'b'");
    assertThat(condition.whole().orElseThrow().span().in(text)).isEqualTo("a == 'b'");
    assertThat(Template.parseCondition(" \n").parts()).isEmpty();
    assertThat(Template.parseCondition("${{ a }} && b").parts()).hasSize(2);
    assertThat(Template.parseCondition("a b").expressions().getFirst().parsed())
        .isEqualTo(new Parsed.Bad(new Span(2, 3), "unexpected name 'b'"));
  }

  @Test
  void isLinearInHostileText() {
    int size = 1_000_000;
    assertThat(Template.parse("'".repeat(size)).parts()).hasSize(1);
    assertThat(Template.parse("${{" + "'".repeat(size)).parts()).hasSize(1);
    assertThat(Template.parse("${{".repeat(size / 3)).parts()).hasSize(1);
    assertThat(Template.parse("${{a}}".repeat(size / 6)).parts()).hasSize(size / 6);
    assertThat(Template.parse("}}".repeat(size / 2)).parts()).hasSize(1);
    assertThat(Template.parse("${{" + "(".repeat(10_000) + "}}").parts()).hasSize(1);
  }
}

package dev.sallyport.scan.syntax.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.base.text.Span;

class ExpressionFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    check(Template.parse(text), text);
    check(Template.parseCondition(text), text);
  }

  private static void check(Template template, String text) {
    Span all = new Span(0, text.length());
    int end = 0;
    for (Template.Part part : template.parts()) {
      assertThat(part.span().start()).isGreaterThanOrEqualTo(end);
      end = part.span().end();
    }
    assertThat(end).isLessThanOrEqualTo(text.length());
    Evaluator.evaluate(template, _ -> Values.UNKNOWN);
    for (Template.Part.Expression part : template.expressions()) {
      switch (part.parsed()) {
        case Parsed.Ok(Expr expr) -> check(expr, part.inner());
        case Parsed.Bad(Span span, _) -> assertThat(all.contains(span)).isTrue();
      }
    }
  }

  private static void check(Expr expr, Span inner) {
    assertThat(expr.walk()).allMatch(node -> inner.contains(node.span()));
    assertThat(Flow.mentioned(expr)).allMatch(access -> inner.contains(access.span()));
    assertThat(Flow.mentioned(expr))
        .extracting(Access::span)
        .containsAll(Flow.reaching(expr).stream().map(Reaching::span).toList());
    Conditions.implied(expr);
    Expr again = Expressions.parse(expr.text());
    assertThat(again.sameAs(expr)).isTrue();
    assertThat(again.text()).isEqualTo(expr.text());
  }
}

package dev.sallyport.scan.syntax.expression;

import static dev.sallyport.scan.syntax.expression.Expressions.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.expression.Expr.And;
import dev.sallyport.scan.syntax.expression.Expr.Binary;
import dev.sallyport.scan.syntax.expression.Expr.Comparison;
import dev.sallyport.scan.syntax.expression.Expr.Literal;
import dev.sallyport.scan.syntax.expression.Expr.NamedValue;
import dev.sallyport.scan.syntax.expression.Expr.Not;
import dev.sallyport.scan.syntax.expression.Expr.Or;
import dev.sallyport.scan.syntax.expression.Expr.Property;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrinterTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "a&&b||!c; a && b || !c",
        "( ( a ) ); (a)",
        "github [ 'event' ] . issue; github.event.issue",
        "a['b c'][0][*]; a['b c'][0].*",
        "STARTSWITH(a,'it''s'); startsWith(a, 'it''s')",
        "tojson(fromjson(a)); toJSON(fromJSON(a))",
        "Custom(a); Custom(a)",
        "False(a)||FALSE.b; False(a) || FALSE.b",
        "a==0xff; a == 255",
        "(a||b)&&c; (a || b) && c",
        "a<b==(c!=d); a < b == (c != d)"
      })
  void printsCanonically(String source, String expected) {
    assertThat(parse(source).text()).isEqualTo(expected);
    assertThat(parse(expected).text()).isEqualTo(expected);
  }

  @Test
  void addsParenthesesThatATreeLacks() {
    Span span = new Span(0, 0);
    Expr a = new NamedValue(span, "a");
    Expr or = new Or(span, List.of(a, a));
    Expr one = new Literal(span, new Value.Num(1));
    Expr equal = new Binary(span, Comparison.EQUAL, a, one);
    assertThat(new And(span, List.of(or, a)).text()).isEqualTo("(a || a) && a");
    assertThat(new Not(span, equal).text()).isEqualTo("!(a == 1)");
    assertThat(new Property(span, one, "b").text()).isEqualTo("(1).b");
    assertThat(new Binary(span, Comparison.EQUAL, one, equal).text()).isEqualTo("1 == (a == 1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "a.b; A['B']; true",
        "(a); a; true",
        "a == 'X'; A == 'x'; true",
        "contains(a, 'X'); CONTAINS(a, 'x'); true",
        "format('X'); format('x'); false",
        "a == b; b == a; false",
        "a == 1; a == '1'; false",
        "a.b; a.c; false",
        "a['*']; a.*; false",
        "a[b]; a['b']; false",
        "a && b && c; a && (b && c); true",
        "a && b || c; a && (b || c); false",
        "f(a, b); f(a); false",
        "f('a, b'); f('a', b); false"
      })
  void comparesStructure(String left, String right, boolean same) {
    assertThat(parse(left).sameAs(parse(right))).isEqualTo(same);
  }
}

package dev.sallyport.scan.syntax.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sallyport.scan.syntax.expression.Value.Kind;
import dev.sallyport.scan.syntax.expression.Value.Truth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluatorTest {
  private static final Map<String, Value> KNOWN =
      Map.of(
          "known",
          Value.of("Value"),
          "number",
          Value.of(7),
          "name",
          Values.NON_EMPTY_STRING,
          "flag",
          Values.UNKNOWN_BOOLEAN,
          "text",
          Values.UNKNOWN_STRING,
          "list",
          new Value.Arr(List.of(Value.of("a"), Values.UNKNOWN_STRING)),
          "github.ref",
          Value.of("refs/heads/main"),
          "matrix",
          new Value.Obj(
              Map.of("os", Value.of("linux"), "more", new Value.Obj(Map.of("A", Value.of(1))))),
          "fruits",
          Json.read(fruits()).orElseThrow());

  private static String fruits() {
    return """
        [{"name": "apple", "tags": ["x", "y"]}, {"Name": "orange"}, {"tags": ["z"]}, 3]
        """;
  }

  private static Value context(ContextPath path) {
    return KNOWN.getOrDefault(path.text(), Values.UNKNOWN);
  }

  private static Value evaluate(String source) {
    return Evaluator.evaluate(Expressions.parse(source), EvaluatorTest::context);
  }

  /// Known results as literals, unknown ones as `kinds/truth`.
  private static String show(Value value) {
    if (value instanceof Value.Unknown(Set<Kind> kinds, Truth truth)) {
      String types = kinds.size() == 6 ? "any" : kinds.toString().toLowerCase(Locale.ROOT);
      return types + "/" + truth.name().toLowerCase(Locale.ROOT);
    }
    return value instanceof Value.Scalar scalar
        ? Printer.literal(scalar)
        : Json.write(value).replaceAll("\\s+", "");
  }

  static Stream<Arguments> comparisons() {
    return Stream.of(
        arguments("null == null", "true"),
        arguments("null == 0", "true"),
        arguments("null == false", "true"),
        arguments("null == ''", "true"),
        arguments("null == 'null'", "false"),
        arguments("true == 1", "true"),
        arguments("true == '1'", "true"),
        arguments("true == 'true'", "false"),
        arguments("false == ''", "true"),
        arguments("0 == ''", "true"),
        arguments("0 == '  '", "true"),
        arguments("1 == ' 1 '", "true"),
        arguments("255 == '0xff'", "true"),
        arguments("15 == '0o17'", "true"),
        arguments("1000 == '1e3'", "true"),
        arguments("1 == '1d'", "false"),
        arguments("'0xff' == '255'", "false"),
        arguments("'abc' == 'ABC'", "true"),
        arguments("'straße' == 'STRASSE'", "false"),
        arguments("'ma\u0131n' == 'MAIN'", "false"),
        arguments("'tes\u017f' == 'TESS'", "false"),
        arguments("'\u00e9' == '\u00c9'", "true"),
        arguments("'a' != 'b'", "true"),
        arguments("NaN == NaN", "false"),
        arguments("NaN != NaN", "true"),
        arguments("NaN == text", "false"),
        arguments("'x' == 0", "false"),
        arguments("1 < 2", "true"),
        arguments("2 <= 2", "true"),
        arguments("2 > 2", "false"),
        arguments("'10' < 9", "false"),
        arguments("'10' < '9'", "true"),
        arguments("'a' < 'B'", "true"),
        arguments("'_' > 'a'", "true"),
        arguments("'ab' > 'a'", "true"),
        arguments("false < true", "true"),
        arguments("null < 1", "true"),
        arguments("null <= null", "true"),
        arguments("null < null", "false"),
        arguments("'x' < 1", "false"),
        arguments("'x' >= 1", "false"),
        arguments("NaN < 1", "false"),
        arguments("NaN >= NaN", "false"),
        arguments("NaN < text", "false"),
        arguments("-Infinity < Infinity", "true"),
        arguments("fromJSON('[]') == fromJSON('[]')", "false"),
        arguments("fromJSON('[]') == ''", "false"),
        arguments("fromJSON('[]') < 1", "false"),
        arguments("list == list", "true"),
        arguments("text == 'a'", "[boolean]/unknown"),
        arguments("text < 'a'", "[boolean]/unknown"),
        arguments("name == ''", "false"),
        arguments("name != ''", "true"),
        arguments("text.*.x == 'a'", "false"),
        arguments("known == 'value'", "true"));
  }

  static Stream<Arguments> logic() {
    return Stream.of(
        arguments("'a' && 'b'", "'b'"),
        arguments("'' && 'b'", "''"),
        arguments("'a' || 'b'", "'a'"),
        arguments("0 || null", "null"),
        arguments("NaN || 'x'", "'x'"),
        arguments("true && 'a' || 'b'", "'a'"),
        arguments("true && '' || 'b'", "'b'"),
        arguments("!''", "true"),
        arguments("!'false'", "false"),
        arguments("!NaN", "true"),
        arguments("!fromJSON('[]')", "false"),
        arguments("flag && false", "false"),
        arguments("false && any", "false"),
        arguments("any && false", "[null, boolean, number, string]/false"),
        arguments("text && ''", "''"),
        arguments("flag || true", "true"),
        arguments("true || any", "true"),
        arguments("text || 'x'", "[string]/true"),
        arguments("name || 'x'", "[string]/true"),
        arguments("flag && 'a' || 'b'", "[string]/true"),
        arguments("flag && 'a' || 'a'", "'a'"),
        arguments("any || 'a'", "[boolean, number, string, array, object]/true"),
        arguments("!any", "[boolean]/unknown"),
        arguments("!name", "false"),
        arguments("any", "any/unknown"));
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        arguments("contains('Hello world', 'LLO')", "true"),
        arguments("contains('Hello world', 'x')", "false"),
        arguments("contains(123, 2)", "true"),
        arguments("contains(true, 'RU')", "true"),
        arguments("contains('a', null)", "true"),
        arguments("contains(text, '')", "true"),
        arguments("contains(any, '')", "[boolean]/unknown"),
        arguments("contains(text, 'a')", "[boolean]/unknown"),
        arguments("contains('a', text)", "[boolean]/unknown"),
        arguments("contains(fromJSON('[\"push\", 3]'), 'PUSH')", "true"),
        arguments("contains(fromJSON('[\"push\", 3]'), '3')", "true"),
        arguments("contains(fromJSON('[\"push\", 3]'), 'pus')", "false"),
        arguments("contains(fromJSON('{\"a\":1}'), 'a')", "false"),
        arguments("contains('a', fromJSON('[]'))", "false"),
        arguments("contains(list, 'a')", "true"),
        arguments("contains(list, 'b')", "[boolean]/unknown"),
        arguments("contains(fruits.*.name, 'orange')", "true"),
        arguments("contains('a')", "any/unknown"),
        arguments("startsWith('Hello', 'he')", "true"),
        arguments("startsWith('He', 'Hello')", "false"),
        arguments("startsWith(12, 1)", "true"),
        arguments("startsWith(text, '')", "true"),
        arguments("startsWith(github.ref, 'refs/heads/')", "true"),
        arguments("endsWith('Hello', 'LO')", "true"),
        arguments("endsWith('Hello', 'el')", "false"),
        arguments("endsWith(fromJSON('[]'), '')", "false"),
        arguments("format('Hello {0} {1} {0}', 'a', 2)", "'Hello a 2 a'"),
        arguments("format('{{Hello {0}!}}', 'x')", "'{Hello x!}'"),
        arguments("format('{{{0}}}', 'x')", "'{x}'"),
        arguments("format('{0}', null)", "''"),
        arguments("format('{0}', fromJSON('[]'))", "'Array'"),
        arguments("format('{1}', 'x')", "[string]/unknown"),
        arguments("format('{x}', 'x')", "[string]/unknown"),
        arguments("format('}', 'x')", "[string]/unknown"),
        arguments("format('{', 'x')", "[string]/unknown"),
        arguments("format('a{0}', any)", "[string]/true"),
        arguments("format('{0}', flag)", "[string]/true"),
        arguments("format('{0}', any)", "[string]/unknown"),
        arguments("format(text, 'a')", "[string]/unknown"),
        arguments("join(fromJSON('[1,\"b\",null,true]'))", "'1,b,,true'"),
        arguments("join(fromJSON('[\"a\",\"b\"]'), ' + ')", "'a + b'"),
        arguments("join('a', '-')", "'a'"),
        arguments("join(fromJSON('{}'))", "''"),
        arguments("join(list)", "[string]/true"),
        arguments("join(any)", "[string]/unknown"),
        arguments("toJSON('a\"b\\\n')", "'\"a\\\"b\\\\\\n\"'"),
        arguments("toJSON(null)", "'null'"),
        arguments("toJSON(1.50)", "'1.5'"),
        arguments("toJSON(fromJSON('[]'))", "'[]'"),
        arguments("toJSON(fromJSON('{\"a\":[1,{}]}'))", "'{\n  \"a\": [\n    1,\n    {}\n  ]\n}'"),
        arguments("toJSON(any)", "[string]/true"),
        arguments("fromJSON('1e2')", "100"),
        arguments("fromJSON('true') == true", "true"),
        arguments("fromJSON('\"\\u0041\\n\"')", "'A\n'"),
        arguments("fromJSON('{\"a\":{\"b\":[1,2]}}').A.b[1]", "2"),
        arguments("fromJSON('{bad')", "any/unknown"),
        arguments("fromJSON('')", "any/unknown"),
        arguments("fromJSON('01')", "any/unknown"),
        arguments("fromJSON('[1,]')", "any/unknown"),
        arguments("fromJSON(text)", "any/unknown"),
        arguments("hashFiles('**/pom.xml')", "[string]/unknown"),
        arguments("always()", "true"),
        arguments("ALWAYS()", "true"),
        arguments("success() || failure()", "[boolean]/unknown"),
        arguments("!cancelled()", "[boolean]/unknown"),
        arguments("nosuch(1)", "any/unknown"),
        arguments("case(true, 'a', 'b')", "'a'"),
        arguments("case(false, 'a', 'b')", "'b'"),
        arguments("case(1 == 2, 'a', 1 == 1, 'b', 'c')", "'b'"),
        arguments("case(flag, 'a', 'b')", "[string]/true"),
        arguments("case(flag, 'a', 'a')", "'a'"),
        arguments("case(flag, 'a', true, 'a', any)", "'a'"),
        arguments("case('yes', 'a', 'b')", "any/unknown"),
        arguments("case(true, 'a')", "any/unknown"));
  }

  static Stream<Arguments> accesses() {
    return Stream.of(
        arguments("matrix.OS", "'linux'"),
        arguments("matrix['os']", "'linux'"),
        arguments("matrix[format('o{0}', 's')]", "'linux'"),
        arguments("matrix.none", "null"),
        arguments("matrix.none.deeper", "null"),
        arguments("matrix.more.a", "1"),
        arguments("matrix[any]", "any/unknown"),
        arguments("github.ref", "'refs/heads/main'"),
        arguments("github['re' ]", "any/unknown"),
        arguments("github.event.number", "any/unknown"),
        arguments("known.length", "null"),
        arguments("fruits[0].name", "'apple'"),
        arguments("fruits['1'].name", "'orange'"),
        arguments("fruits[1.9].name", "'orange'"),
        arguments("fruits[9]", "null"),
        arguments("fruits[-1]", "null"),
        arguments("fruits['x']", "null"),
        arguments("fruits.*.name", "[\"apple\",\"orange\"]"),
        arguments("fruits.*.tags[0]", "[\"x\",\"z\"]"),
        arguments("fruits.*.tags.*", "[\"x\",\"y\",\"z\"]"),
        arguments("matrix.more.*", "[1]"),
        arguments("known.*", "[]"),
        arguments("any.*.name", "[array]/true"),
        arguments("(any.*).name", "[array]/true"),
        arguments("any.name", "any/unknown"));
  }

  @ParameterizedTest
  @MethodSource({"comparisons", "logic", "functions", "accesses"})
  void hasTheKnownAnswer(String source, String expected) {
    assertThat(show(evaluate(source))).isEqualTo(expected);
  }

  @Test
  void aTemplateIsTextUnlessItIsOneExpression() {
    assertThat(Evaluator.evaluate(Template.parse("${{ number }}"), EvaluatorTest::context))
        .isEqualTo(Value.of(7));
    assertThat(
            Evaluator.evaluate(
                Template.parse("v${{ number }}.${{ null }}"), EvaluatorTest::context))
        .isEqualTo(Value.of("v7."));
    assertThat(Evaluator.evaluate(Template.parse("v${{ any }}"), EvaluatorTest::context))
        .isEqualTo(Values.NON_EMPTY_STRING);
    assertThat(Evaluator.evaluate(Template.parse("${{ ("), EvaluatorTest::context))
        .isEqualTo(Values.UNKNOWN);
  }

  @Test
  void constantsNeedNoContext() {
    assertThat(Constant.of(Expressions.parse("format('{0}', 1)"))).contains(Value.of("1"));
    assertThat(Constant.of(Expressions.parse("false && github.ref"))).contains(Values.FALSE);
    assertThat(Constant.of(Expressions.parse("github.ref"))).isEmpty();
    assertThat(Constant.of(Expressions.parse("hashFiles('a')"))).isEmpty();
    assertThat(Constant.truth(Expressions.parse("github.ref && 'a' || 'b'"))).isEqualTo(Truth.TRUE);
  }

  @Test
  void textAroundAConditionMakesItTrue() {
    assertThat(Constant.truth(Template.parseCondition("${{ false }}"))).isEqualTo(Truth.FALSE);
    assertThat(Constant.truth(Template.parseCondition("${{ false }}\n"))).isEqualTo(Truth.TRUE);
    assertThat(Constant.truth(Template.parseCondition("${{ a }} && b"))).isEqualTo(Truth.TRUE);
    assertThat(Constant.truth(Template.parseCondition("a && b"))).isEqualTo(Truth.UNKNOWN);
    assertThat(Constant.truth(Template.parseCondition(""))).isEqualTo(Truth.UNKNOWN);
  }

  @Test
  void whatDoublesAtEveryLevelStaysBounded() {
    String text = "'xxxxxxxxxx'";
    for (int i = 0; i < 45; i++) {
      text = "format('{0}{0}', " + text + ")";
    }
    assertThat(evaluate(text)).isEqualTo(Values.NON_EMPTY_STRING);
    String json = "'\"'";
    for (int i = 0; i < 45; i++) {
      json = "toJSON(" + json + ")";
    }
    assertThat(evaluate(json)).isEqualTo(Values.NON_EMPTY_STRING);
    assertThat(evaluate("fromJSON('" + "[".repeat(20_000) + "')")).isEqualTo(Values.UNKNOWN);
  }

  @Test
  void repeatedSearchesStayBounded() {
    String hay = "'a'";
    for (int i = 0; i < 14; i++) {
      hay = "format('{0}{0}', " + hay + ")";
    }
    String search = "contains(" + hay + ", format('{0}b', " + hay + "))";
    String all = search + (" || " + search).repeat(20);
    assertThat(evaluate(all).kinds()).containsExactly(Kind.BOOLEAN);
  }

  static Stream<Arguments> choices() {
    return Stream.of(
        arguments("flag && 'a' || 'b'", List.of("'a'", "'b'")),
        arguments("any && 'a' || 'b'", List.of("'a'", "'b'")),
        arguments("flag && '' || 'b'", List.of("'b'")),
        arguments("flag && 'a' || any && 'b' || 'c'", List.of("'a'", "'b'", "'c'")),
        arguments("case(flag, 'a', flag, 'b', text)", List.of("'a'", "'b'", "[string]/unknown")),
        arguments("flag && 'a'", List.of("false", "'a'")),
        arguments("true && (flag && 'a' || 'b')", List.of("'a'", "'b'")),
        arguments("number", List.of("7")));
  }

  @ParameterizedTest
  @MethodSource("choices")
  void keepsAlternativesApart(String source, List<String> expected) {
    assertThat(Evaluator.alternatives(Expressions.parse(source), EvaluatorTest::context))
        .extracting(EvaluatorTest::show)
        .containsExactlyElementsOf(expected);
  }

  @Test
  void mergesTooManyAlternatives() {
    StringBuilder source = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      source.append("flag && 'x").append(i).append("' || ");
    }
    assertThat(Evaluator.alternatives(Expressions.parse(source + "'y'"), EvaluatorTest::context))
        .containsExactly(Values.NON_EMPTY_STRING);
  }

  @Test
  void describesItself() {
    assertThat(Value.of(1.5).describe()).isEqualTo("1.5");
    assertThat(Values.UNKNOWN_STRING.describe()).isEqualTo("unknown [string]");
  }
}

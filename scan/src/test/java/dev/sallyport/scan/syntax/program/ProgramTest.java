package dev.sallyport.scan.syntax.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.text.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

  private static List<Node> javascript(String text) {
    return Program.parse(Language.JAVASCRIPT, text).statements();
  }

  private static List<Node> python(String text) {
    return Program.parse(Language.PYTHON, text).statements();
  }

  @Test
  void membersAndCalls() {
    assertThat(javascript("a?.b['c'](1)"))
        .singleElement()
        .isInstanceOfSatisfying(
            Node.Call.class,
            call -> {
              assertThat(call.callee())
                  .isInstanceOfSatisfying(
                      Node.Member.class, m -> assertThat(m.name()).isEqualTo("c"));
              assertThat(call.arguments()).hasSize(1);
            });
  }

  @Test
  void templatesHoldExpressions() {
    String text = "`a ${b.c} ${d(`x`)}`";
    assertThat(javascript(text))
        .singleElement()
        .isInstanceOfSatisfying(
            Node.Joined.class,
            joined ->
                assertThat(joined.parts())
                    .extracting(p -> p.span().in(text))
                    .containsExactly("a ", "b.c", " ", "d(`x`)"));
  }

  @Test
  void assignmentsToPatterns() {
    assertThat(javascript("const { data: { head }, x } = await f()"))
        .singleElement()
        .isInstanceOfSatisfying(
            Node.Assign.class,
            assign ->
                assertThat(assign.target())
                    .isInstanceOfSatisfying(
                        Node.Entries.class,
                        e ->
                            assertThat(e.entries())
                                .extracting(Node.Entry::key)
                                .containsExactly("data", "x")));
  }

  @Test
  void functionsKeepTheirReturns() {
    List<Node> nodes = javascript("const f = async (a) => { if (a) { return 1 } }\nreturn 2");
    assertThat(nodes).hasSize(2);
    assertThat(nodes.getLast()).isInstanceOf(Node.Return.class);
  }

  @Test
  void aSlashIsAPatternOrADivision() {
    assertThat(javascript("x = a / b / c; /[/]x/g.test(y)")).hasSize(2);
  }

  @Test
  void formatStringsAndNamedArguments() {
    String text = "run(f\"a {b['c']!r:>3} {{d}}\", shell=True)";
    assertThat(python(text))
        .singleElement()
        .isInstanceOfSatisfying(
            Node.Call.class,
            call -> {
              assertThat(call.arguments()).hasSize(2);
              Node.Joined joined = (Node.Joined) call.arguments().getFirst();
              assertThat(joined.parts().get(1).span().in(text)).isEqualTo("b['c']");
              assertThat(((Node.Entries) call.arguments().getLast()).entries())
                  .extracting(Node.Entry::key)
                  .containsExactly("shell");
            });
  }

  @Test
  void importsNameModules() {
    assertThat(python("import os, subprocess as sp\nfrom os import (system as s, popen)\n"))
        .hasSize(3)
        .allMatch(Node.Assign.class::isInstance);
  }

  @Test
  void expressionsOfTheRunnerAreNotUnderstood() {
    assertThat(javascript("f(${{ github.event.issue.title }}, 'a')")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void hostileInputEnds(Language language) {
    for (String part :
        List.of("(", "[", "{", "a.", "f(", "`${", "f'{", "=>", "!", "a ? ", "new ", "/")) {
      Program program = Program.parse(language, part.repeat(20_000));
      assertThat(program.statements()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "f(a", "{", "`${", "'", "const {", "with x as", "return", "for (", "a["})
  void unfinishedInputEnds(String text) {
    Span whole = new Span(0, text.length());
    assertThat(javascript(text)).allMatch(n -> whole.contains(n.span()));
    assertThat(python(text)).allMatch(n -> whole.contains(n.span()));
  }

  @Test
  void whatIsTooLargeIsNotRead() {
    assertThat(Program.parse(Language.PYTHON, "a\n".repeat(150_000)).complete()).isFalse();
  }
}

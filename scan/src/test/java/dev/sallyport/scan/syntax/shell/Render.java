package dev.sallyport.scan.syntax.shell;

import java.util.List;
import java.util.stream.Collectors;

/// Trees as short text, so that a test reads as script and expected shape.
///
/// Words are written with `'…'` for literals, `$x` for variables, `"…"` for double quotes, `$(…)`
/// for substitutions and `<…>` for placeholders.
final class Render {
  private Render() {}

  static String of(Script script) {
    return statements(script.statements());
  }

  private static String statements(List<Statement> statements) {
    return statements.stream().map(Render::statement).collect(Collectors.joining("; "));
  }

  static String statement(Statement statement) {
    String text =
        switch (statement) {
          case Statement.SimpleCommand command ->
              (command.assignments().stream().map(Render::assignment).collect(joining())
                      + " "
                      + words(command.words()))
                  .strip();
          case Statement.Expression expression -> "expr(" + word(expression.value()) + ")";
          case Statement.Pipeline pipeline ->
              (pipeline.negated() ? "not(" : "pipe(")
                  + pipeline.commands().stream()
                      .map(Render::statement)
                      .collect(Collectors.joining(" | "))
                  + ")";
          case Statement.AndOr list -> andOr(list);
          case Statement.Background(var _, Statement command) -> statement(command) + " &";
          case Statement.Group group ->
              (group.subshell() ? "sub(" : "group(") + statements(group.body()) + ")";
          case Statement.If conditional ->
              conditional.branches().stream()
                      .map(
                          b ->
                              "if(" + statements(b.condition()) + "){" + statements(b.body()) + "}")
                      .collect(joining())
                  + (conditional.otherwise().isEmpty()
                      ? ""
                      : " else{" + statements(conditional.otherwise()) + "}");
          case Statement.Loop loop ->
              (loop.until() ? "until(" : "while(")
                  + statements(loop.condition())
                  + "){"
                  + statements(loop.body())
                  + "}";
          case Statement.For loop ->
              "for("
                  + loop.variable()
                  + ": "
                  + words(loop.words())
                  + "){"
                  + statements(loop.body())
                  + "}";
          case Statement.Case choice ->
              "case("
                  + word(choice.subject())
                  + "){"
                  + choice.arms().stream()
                      .map(a -> words(a.patterns()) + " => " + statements(a.body()))
                      .collect(Collectors.joining("; "))
                  + "}";
          case Statement.FunctionDefinition function ->
              "def " + function.name() + "{" + statements(function.body()) + "}";
          case Statement.Test test -> "test(" + words(test.words()) + ")";
          case Statement.ArithmeticCommand arithmetic -> "arith" + part(arithmetic.expression());
        };
    return text
        + statement.redirects().stream().map(r -> " " + redirect(r)).collect(Collectors.joining());
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joining() {
    return Collectors.joining(" ");
  }

  private static String andOr(Statement.AndOr list) {
    StringBuilder text = new StringBuilder(statement(list.commands().getFirst()));
    for (int i = 0; i < list.operators().size(); i++) {
      text.append(list.operators().get(i) == Statement.AndOr.Operator.AND ? " && " : " || ")
          .append(statement(list.commands().get(i + 1)));
    }
    return text.toString();
  }

  private static String assignment(Assignment assignment) {
    String value =
        assignment.value() == null
            ? "(" + words(assignment.elements()) + ")"
            : word(assignment.value());
    String scope = assignment.scope() == Scope.ENVIRONMENT ? "env:" : "";
    return scope + assignment.name() + (assignment.append() ? "+=" : "=") + value;
  }

  private static String redirect(Redirect redirect) {
    return redirect
        .document()
        .map(
            d ->
                redirect.fd()
                    + "<<"
                    + (d.quoted() ? "!" : "")
                    + d.delimiter()
                    + "["
                    + word(d.body())
                    + "]")
        .orElseGet(() -> redirect.fd() + redirect.operator().symbol() + word(redirect.target()));
  }

  private static String words(List<Word> words) {
    return words.stream().map(Render::word).collect(joining());
  }

  static String word(Word word) {
    return parts(word.parts());
  }

  static String parts(List<WordPart> parts) {
    return parts.stream().map(Render::part).collect(Collectors.joining());
  }

  private static String part(WordPart part) {
    return switch (part) {
      case WordPart.Literal(var _, String value) -> value.replace("\n", "\\n");
      case WordPart.SingleQuoted(var _, List<WordPart> parts) -> "'" + parts(parts) + "'";
      case WordPart.AnsiQuoted(var _, List<WordPart> parts) -> "$'" + parts(parts) + "'";
      case WordPart.DoubleQuoted(var _, List<WordPart> parts) -> "\"" + parts(parts) + "\"";
      case WordPart.Variable variable -> variable(variable);
      case WordPart.CommandSubstitution(var _, Script body, boolean backtick) ->
          (backtick ? "`(" : "$(") + of(body) + ")";
      case WordPart.Arithmetic(var _, List<WordPart> parts) -> "((" + parts(parts) + "))";
      case WordPart.ProcessSubstitution(var _, boolean input, Script body) ->
          (input ? "<(" : ">(") + of(body) + ")";
      case WordPart.Block(var _, Script body) -> "{" + of(body) + "}";
      case WordPart.Placeholder(var _, String inner) -> "<" + inner.strip() + ">";
      case WordPart.Spliced(var _, WordPart outer) -> "~" + part(outer);
    };
  }

  private static String variable(WordPart.Variable variable) {
    String scope = variable.scope() == Scope.ENVIRONMENT ? "env:" : "";
    String index = variable.index() == null ? "" : "[" + word(variable.index()) + "]";
    String argument = variable.argument() == null ? "" : word(variable.argument());
    return variable.operator().isEmpty() && index.isEmpty()
        ? "$" + scope + variable.name()
        : "${" + scope + variable.name() + index + " " + variable.operator() + argument + "}";
  }
}

package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.shell.Statement.Arm;
import dev.sallyport.scan.syntax.shell.Statement.Branch;
import dev.sallyport.scan.syntax.shell.Statement.Case;
import dev.sallyport.scan.syntax.shell.Statement.For;
import dev.sallyport.scan.syntax.shell.Statement.FunctionDefinition;
import dev.sallyport.scan.syntax.shell.Statement.Group;
import dev.sallyport.scan.syntax.shell.Statement.If;
import dev.sallyport.scan.syntax.shell.Statement.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Statements of PowerShell that start with a keyword.
final class PowerShellKeywords {
  private final Cursor in;
  private final PowerShellParser parser;
  private final PowerShellWords words;

  PowerShellKeywords(Cursor in, PowerShellParser parser, PowerShellWords words) {
    this.in = in;
    this.parser = parser;
    this.words = words;
  }

  /// The statement at the cursor, or null if it starts with no keyword.
  @Nullable Statement statement() {
    int start = in.at;
    String keyword = keyword();
    in.at += keyword.length();
    return switch (keyword.toLowerCase(Locale.ROOT)) {
      case "if" -> conditional(start);
      case "foreach" -> forEach(start);
      case "for" -> forLoop(start);
      case "while" -> whileLoop(start);
      case "do" -> doLoop(start);
      case "switch" -> switchOf(start);
      case "function", "filter" -> function(start);
      case "try", "finally", "begin", "process", "end", "trap", "catch" -> block(start);
      case "param" -> {
        parameters();
        yield new Group(in.from(start), false, List.of(), List.of());
      }
      default -> {
        in.at = start;
        yield null;
      }
    };
  }

  /// Letters that are a word of their own and not the name of a command such as `do-thing`.
  private String keyword() {
    int end = in.at;
    while (end < in.end && Names.isPart(in.text.charAt(end))) {
      end++;
    }
    boolean alone = end == in.end || " \t\r\n({;".indexOf(in.text.charAt(end)) >= 0;
    return alone && end - in.at < 12 ? in.text.substring(in.at, end) : "";
  }

  private boolean accept(String keyword) {
    int before = in.at;
    parser.skipSpace();
    if (keyword().equalsIgnoreCase(keyword)) {
      in.at += keyword.length();
      return true;
    }
    in.at = before;
    return false;
  }

  /// `(…)`: the statements in it.
  private List<Statement> condition(int start) {
    parser.skipSpace();
    if (in.peek() != '(') {
      in.trouble(start, "missing (");
      return List.of();
    }
    in.at++;
    List<Statement> condition = parser.statements(')');
    close(start, ')');
    return condition;
  }

  private List<Statement> body(int start) {
    parser.skipSpace();
    if (in.peek() != '{') {
      in.trouble(start, "missing {");
      return List.of();
    }
    in.at++;
    List<Statement> body = parser.statements('}');
    close(start, '}');
    return body;
  }

  private void close(int start, char wanted) {
    if (in.peek() == wanted) {
      in.at++;
    } else {
      in.session.trouble(in.span(start, start + 1), "missing " + wanted);
    }
  }

  private Statement conditional(int start) {
    List<Branch> branches = new ArrayList<>();
    branches.add(new Branch(condition(start), body(start)));
    while (accept("elseif")) {
      branches.add(new Branch(condition(start), body(start)));
    }
    List<Statement> otherwise = accept("else") ? body(start) : List.of();
    return new If(in.from(start), branches, otherwise, List.of());
  }

  private Statement forEach(int start) {
    parser.skipSpace();
    if (in.peek() != '(') {
      in.trouble(start, "missing (");
      return new Group(in.from(start), false, List.of(), List.of());
    }
    in.at++;
    parser.skipSpace();
    String variable = "";
    List<Word> items = new ArrayList<>();
    Parts out = new Parts(in);
    if (words.operand(out)
        && out.build().getFirst()
            instanceof WordPart.Variable(var _, var _, String name, var _, var _, var _)) {
      variable = name;
    }
    if (accept("in")) {
      parser.skipSpace();
      int from = in.at;
      List<Statement> list = parser.statements(')');
      Span span = in.from(from);
      Script script = Script.nested(Dialect.POWERSHELL, span, in.source.script, list);
      WordPart part = new WordPart.CommandSubstitution(span, script, false);
      items.add(new Word(span, List.of(part), in.source.script));
    }
    close(start, ')');
    List<Statement> body = body(start);
    return new For(in.from(start), Scope.SHELL, variable, items, body, List.of());
  }

  private Statement forLoop(int start) {
    List<Statement> head = condition(start);
    return new Loop(in.from(start), false, head, body(start), List.of());
  }

  private Statement whileLoop(int start) {
    List<Statement> condition = condition(start);
    List<Statement> body = body(start);
    return new Loop(in.from(start), false, condition, body, List.of());
  }

  private Statement doLoop(int start) {
    List<Statement> body = body(start);
    boolean until = accept("until");
    List<Statement> condition = until || accept("while") ? condition(start) : List.of();
    return new Loop(in.from(start), until, condition, body, List.of());
  }

  private Statement switchOf(int start) {
    parser.skipBlanks();
    while (in.peek() == '-') {
      words.word();
      parser.skipBlanks();
    }
    int from = in.at;
    List<Statement> subject = condition(start);
    Span span = in.from(from);
    Script script = Script.nested(Dialect.POWERSHELL, span, in.source.script, subject);
    Word word =
        subject.size() == 1 && subject.getFirst() instanceof Statement.Expression expression
            ? expression.value()
            : new Word(
                span,
                List.of(new WordPart.CommandSubstitution(span, script, false)),
                in.source.script);
    List<Arm> arms = new ArrayList<>();
    parser.skipSpace();
    if (in.peek() == '{') {
      in.at++;
      arms(start, arms);
      close(start, '}');
    }
    return new Case(in.from(start), word, arms, List.of());
  }

  private void arms(int start, List<Arm> arms) {
    while (true) {
      parser.skipSpace();
      while (in.peek() == ';') {
        in.at++;
        parser.skipSpace();
      }
      if (in.atEnd() || in.peek() == '}') {
        return;
      }
      int before = in.at;
      Word pattern = words.word();
      arms.add(new Arm(List.of(pattern), body(start)));
      if (in.at == before) {
        in.at++;
      }
    }
  }

  private Statement function(int start) {
    parser.skipBlanks();
    String name = words.word().text();
    parser.skipBlanks();
    List<String> parameters = new ArrayList<>();
    if (in.peek() == '(') {
      parameters.addAll(parameters());
    }
    parser.skipSpace();
    if (in.peek() != '{') {
      in.trouble(start, "missing {");
      return new FunctionDefinition(in.from(start), name, parameters, List.of());
    }
    in.at++;
    parser.skipSpace();
    while (in.peek() == '[') {
      skipBalanced('[', ']');
      parser.skipSpace();
    }
    if (keyword().equalsIgnoreCase("param")) {
      in.at += "param".length();
      parameters.addAll(parameters());
    }
    List<Statement> body = parser.statements('}');
    close(start, '}');
    return new FunctionDefinition(in.from(start), name, parameters, body);
  }

  /// The names in `([type] $a = 1, $b)`.
  private List<String> parameters() {
    parser.skipSpace();
    List<String> names = new ArrayList<>();
    if (in.peek() != '(') {
      return names;
    }
    int start = in.at;
    skipBalanced('(', ')');
    for (int i = start; i < in.at; i++) {
      if (in.text.charAt(i) == '$' && i + 1 < in.at && Names.isStart(in.text.charAt(i + 1))) {
        int end = Names.end(in, i + 1);
        String name = in.text.substring(i + 1, Math.min(end, in.at));
        if (!name.equalsIgnoreCase("true") && !name.equalsIgnoreCase("false")) {
          names.add(name);
        }
        i = end;
      }
    }
    return names;
  }

  private void skipBalanced(char open, char close) {
    int depth = 0;
    do {
      char c = in.text.charAt(in.at++);
      depth += c == open ? 1 : c == close ? -1 : 0;
    } while (depth > 0 && !in.atEnd());
  }

  /// `try {…} catch [type] {…} finally {…}`: each block runs at some time, one behind the other.
  private Statement block(int start) {
    parser.skipSpace();
    while (in.peek() == '[' || in.peek() == ',') {
      if (in.peek() == ',') {
        in.at++;
      } else {
        skipBalanced('[', ']');
      }
      parser.skipSpace();
    }
    List<Statement> body = body(start);
    return new Group(in.from(start), false, body, List.of());
  }
}

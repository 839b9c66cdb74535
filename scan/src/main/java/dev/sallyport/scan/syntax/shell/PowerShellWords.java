package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Words and variables of PowerShell (about_Parsing, about_Variables). Statements inside
/// substitutions go back to the [PowerShellParser].
final class PowerShellWords {
  private static final List<String> SCOPES =
      List.of("global:", "local:", "script:", "private:", "using:", "variable:");
  private static final String ENDS = " \t\r\n;|&(){},<>";

  private final Cursor in;
  private final PowerShellParser parser;
  private final PowerShellStrings strings;

  /// Where a string opened that never closed, or -1.
  int unterminated = -1;

  PowerShellWords(Cursor in, PowerShellParser parser) {
    this.in = in;
    this.parser = parser;
    this.strings = new PowerShellStrings(in, this);
  }

  /// The word at the cursor in a command's arguments; empty at an operator or blank.
  Word word() {
    int start = in.at;
    Parts out = new Parts(in);
    while (!in.atEnd() && step(out, start)) {}
    return new Word(in.from(start), out.build(), in.source.script);
  }

  private boolean step(Parts out, int start) {
    WordPart substituted = in.substituted();
    if (substituted != null) {
      out.add(substituted);
      return true;
    }
    int c = in.peek();
    switch (c) {
      case '"' -> out.add(strings.doubleQuoted());
      case '\'' -> out.add(strings.singleQuoted());
      case '`' -> strings.escape(out);
      case '$' -> dollar(out, true);
      case '@' -> {
        WordPart literal = in.at == start ? at() : null;
        if (literal == null) {
          out.take(1);
        } else {
          out.add(literal);
        }
      }
      case '(' -> {
        return in.at == start && parenthesis(out, 1);
      }
      case '{' -> {
        return in.at == start && block(out);
      }
      default -> {
        if (ENDS.indexOf(c) >= 0) {
          return false;
        }
        out.take(1);
      }
    }
    return true;
  }

  /// A string, variable, parenthesis or block that an operand of an expression starts with, with
  /// the members, calls and indexes behind it; null if none starts here.
  boolean operand(Parts out) {
    WordPart substituted = in.substituted();
    if (substituted != null) {
      out.add(substituted);
      return true;
    }
    switch (in.peek()) {
      case '"' -> out.add(strings.doubleQuoted());
      case '\'' -> out.add(strings.singleQuoted());
      case '$' -> dollar(out, false);
      case '(' -> {
        if (!parenthesis(out, 1)) {
          return false;
        }
      }
      case '{' -> {
        if (!block(out)) {
          return false;
        }
      }
      case '@' -> {
        WordPart literal = at();
        if (literal == null) {
          return false;
        }
        out.add(literal);
      }
      default -> {
        return false;
      }
    }
    members(out);
    return true;
  }

  /// `.Property`, `.Method(arguments)`, `[index]`, `::Member`. The marks of arguments belong to the
  /// value of a call, so their parts are kept; names of members are not.
  void members(Parts out) {
    while (true) {
      int dots = in.looking("::") ? 2 : in.looking("?.") ? 2 : in.peek() == '.' ? 1 : 0;
      if (dots > 0 && (Names.isStart(in.peek(dots)))) {
        int name = in.at + dots;
        in.at = Names.end(in, name);
        if (in.peek() == '(') {
          called(out, name);
        }
      } else if (in.peek() == '[' && in.peek(1) != '[') {
        skipIndex();
      } else {
        return;
      }
    }
  }

  private void called(Parts out, int name) {
    String method = in.text.substring(name, in.at);
    Span span = in.from(name);
    List<Word> arguments = arguments();
    if (!PowerShellCode.isMethod(method)) {
      arguments.forEach(w -> w.parts().forEach(out::add));
      return;
    }
    List<Word> words = new ArrayList<>();
    WordPart literal = new WordPart.Literal(span, "." + method);
    words.add(new Word(span, List.of(literal), in.source.script));
    words.addAll(arguments);
    Span whole = in.from(name);
    Statement call = new Statement.SimpleCommand(whole, List.of(), words, List.of());
    Script body = Script.nested(Dialect.POWERSHELL, whole, in.source.script, List.of(call));
    out.add(new WordPart.CommandSubstitution(whole, body, false));
  }

  private void skipIndex() {
    int close = in.at + 1;
    while (close < in.end && "]\r\n".indexOf(in.text.charAt(close)) < 0) {
      close++;
    }
    in.at = Math.min(in.end, close + 1);
  }

  /// `(a, b)` behind a method's name.
  List<Word> arguments() {
    int start = in.at;
    if (!in.enter()) {
      in.at++;
      return List.of();
    }
    in.at++;
    List<Word> words = parser.expressions(')');
    in.session.leave();
    if (in.peek() == ')') {
      in.at++;
    } else {
      in.trouble(start, "unterminated (");
    }
    return words;
  }

  /// `@'…'@`, `@"…"@`, `@(…)`, `@{…}`; null for anything else, as splatting `@args`.
  private @Nullable WordPart at() {
    int c = in.peek(1);
    if ((c == '"' || c == '\'') && strings.isHereString()) {
      return strings.hereString((char) c);
    }
    if (c == '(') {
      Parts out = new Parts(in);
      return parenthesis(out, 2) ? out.build().getFirst() : null;
    }
    return c == '{' ? hash() : null;
  }

  /// `@{ key = value; … }` as a block part without statements of its own: its values' parts follow
  /// in a word.
  private @Nullable WordPart hash() {
    if (!in.enter()) {
      return null;
    }
    int start = in.at;
    in.at += 2;
    List<Statement> values = parser.hash();
    in.session.leave();
    close(start, '}');
    Script body = Script.nested(Dialect.POWERSHELL, in.from(start), in.source.script, values);
    return new WordPart.CommandSubstitution(in.from(start), body, false);
  }

  private boolean parenthesis(Parts out, int opening) {
    if (!in.enter()) {
      return false;
    }
    int start = in.at;
    in.at += opening;
    int from = in.at;
    List<Statement> body = parser.statements(')');
    Script script = Script.nested(Dialect.POWERSHELL, in.span(from, in.at), in.source.script, body);
    in.session.leave();
    close(start, ')');
    out.add(new WordPart.CommandSubstitution(in.from(start), script, false));
    return true;
  }

  private boolean block(Parts out) {
    if (!in.enter()) {
      return false;
    }
    int start = in.at++;
    int from = in.at;
    List<Statement> body = parser.statements('}');
    Script script = Script.nested(Dialect.POWERSHELL, in.span(from, in.at), in.source.script, body);
    in.session.leave();
    close(start, '}');
    out.add(new WordPart.Block(in.from(start), script));
    return true;
  }

  private void close(int start, char wanted) {
    if (in.peek() == wanted) {
      in.at++;
    } else {
      in.session.trouble(in.span(start, start + 1), "missing " + wanted);
    }
  }

  /// @param bare in a bare word, where `.name` behind a variable is a property
  void dollar(Parts out, boolean bare) {
    int start = in.at;
    int c = in.peek(1);
    if (c == '(') {
      if (!parenthesis(out, 2)) {
        out.take(2);
      }
    } else if (c == '{') {
      int close = in.at + 2;
      while (close < in.end && "}\r\n\"'`${".indexOf(in.text.charAt(close)) < 0) {
        close++;
      }
      if (close >= in.end || in.text.charAt(close) != '}') {
        out.take(2);
        return;
      }
      String name = in.text.substring(in.at + 2, close);
      in.at = close + 1;
      out.add(variable(start, name));
    } else if (Names.isStart(c)) {
      in.at++;
      int from = in.at;
      in.at = Names.end(in, from);
      if (in.peek() == ':' && Names.isStart(in.peek(1)) && isScope(from)) {
        in.at = Names.end(in, in.at + 1);
      }
      out.add(variable(start, in.text.substring(from, in.at)));
      if (bare) {
        members(out);
      }
    } else if (c == '?' || c == '^' || (c == '$' && in.peek(2) != '{')) {
      in.at += 2;
      out.add(variable(start, Character.toString(c)));
    } else {
      out.take(1);
    }
  }

  private boolean isScope(int from) {
    String scope = in.text.substring(from, in.at + 1).toLowerCase(Locale.ROOT);
    return scope.equals("env:") || SCOPES.contains(scope);
  }

  private WordPart variable(int start, String written) {
    String lower = written.toLowerCase(Locale.ROOT);
    Scope scope = lower.startsWith("env:") ? Scope.ENVIRONMENT : Scope.SHELL;
    String name = written;
    if (scope == Scope.ENVIRONMENT || SCOPES.stream().anyMatch(lower::startsWith)) {
      name = written.substring(written.indexOf(':') + 1);
    }
    return new WordPart.Variable(in.from(start), scope, name, "", null, null);
  }

  void open(int start) {
    if (unterminated < 0) {
      unterminated = start;
    }
    in.session.trouble(in.span(start, Math.min(in.end, start + 1)), "unterminated string");
  }

  /// A word in which a leading parenthesis may have members: `(Get-Item x).Name`.
  Word argument() {
    if (in.peek() == '(' || in.peek() == '@') {
      int start = in.at;
      Parts out = new Parts(in);
      if (operand(out)) {
        return new Word(in.from(start), out.build(), in.source.script);
      }
    }
    return word();
  }

  /// The redirection at the cursor, or null if none starts here.
  @Nullable Redirect redirect() {
    int start = in.at;
    int i = in.at;
    if (i < in.end && (Names.isDigit(in.text.charAt(i)) || in.text.charAt(i) == '*')) {
      i++;
    }
    if (i >= in.end || in.text.charAt(i) != '>') {
      return null;
    }
    String fd = in.text.substring(start, i);
    in.at = i + 1;
    Redirect.Operator operator = Redirect.Operator.WRITE;
    if (in.peek() == '>') {
      in.at++;
      operator = Redirect.Operator.APPEND;
    } else if (in.peek() == '&') {
      in.at++;
      operator = Redirect.Operator.DUPLICATE_OUTPUT;
    }
    parser.skipBlanks();
    Word target = argument();
    if (target.span().length() == 0) {
      in.trouble(start, "redirection without target");
    }
    return new Redirect(in.from(start), fd, operator, target, null);
  }
}

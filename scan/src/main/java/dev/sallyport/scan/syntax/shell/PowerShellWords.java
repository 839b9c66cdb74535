package dev.sallyport.scan.syntax.shell;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Words, strings and variables of PowerShell (about_Quoting_Rules, about_Variables,
/// about_Special_Characters). Statements inside substitutions go back to the [PowerShellParser].
final class PowerShellWords {
  private static final List<String> SCOPES =
      List.of("global:", "local:", "script:", "private:", "using:", "variable:");
  private static final String ENDS = " \t\r\n;|&(){},<>";

  private final Cursor in;
  private final PowerShellParser parser;

  /// Where a string opened that never closed, or -1.
  int unterminated = -1;

  PowerShellWords(Cursor in, PowerShellParser parser) {
    this.in = in;
    this.parser = parser;
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
      case '"' -> out.add(doubleQuoted());
      case '\'' -> out.add(singleQuoted());
      case '`' -> escape(out);
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
      case '"' -> out.add(doubleQuoted());
      case '\'' -> out.add(singleQuoted());
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
        in.at = Names.end(in, in.at + dots);
        if (in.peek() == '(') {
          arguments().forEach(w -> w.parts().forEach(out::add));
        }
      } else if (in.peek() == '[' && in.peek(1) != '[') {
        skipIndex();
      } else {
        return;
      }
    }
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
    if (!in.session.enter()) {
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

  private void escape(Parts out) {
    int start = in.at++;
    if (in.atEnd() || in.atSubstituted()) {
      out.backslash();
    } else if (in.atLineBreak()) {
      in.skipLineBreak();
    } else {
      in.at++;
      out.escaped(start, escaped(in.text.charAt(in.at - 1)));
    }
  }

  private static String escaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '0' -> "\0";
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'e' -> "\u001b";
      case 'f' -> "\f";
      case 'v' -> "\u000b";
      default -> Character.toString(c);
    };
  }

  WordPart singleQuoted() {
    int start = in.at++;
    Parts out = new Parts(in);
    while (true) {
      if (in.atEnd()) {
        open(start);
        break;
      }
      WordPart substituted = in.substituted();
      if (substituted != null) {
        out.add(substituted);
      } else if (in.looking("''")) {
        in.at += 2;
        out.escaped(in.at - 2, "'");
      } else if (in.peek() == '\'') {
        in.at++;
        break;
      } else {
        out.take(1);
      }
    }
    return new WordPart.SingleQuoted(in.from(start), out.build());
  }

  WordPart doubleQuoted() {
    int start = in.at++;
    Parts out = new Parts(in);
    while (true) {
      if (in.atEnd()) {
        open(start);
        break;
      }
      if (in.looking("\"\"")) {
        in.at += 2;
        out.escaped(in.at - 2, "\"");
      } else if (in.peek() == '"') {
        in.at++;
        break;
      } else {
        expandable(out);
      }
    }
    return new WordPart.DoubleQuoted(in.from(start), out.build());
  }

  private void expandable(Parts out) {
    WordPart substituted = in.substituted();
    if (substituted != null) {
      out.add(substituted);
      return;
    }
    switch (in.peek()) {
      case '`' -> escape(out);
      case '$' -> dollar(out, false);
      default -> out.take(1);
    }
  }

  /// `@'…'@`, `@"…"@`, `@(…)`, `@{…}`; null for anything else, as splatting `@args`.
  private @Nullable WordPart at() {
    int c = in.peek(1);
    if ((c == '"' || c == '\'') && isHereString()) {
      return hereString((char) c);
    }
    if (c == '(') {
      Parts out = new Parts(in);
      return parenthesis(out, 2) ? out.build().getFirst() : null;
    }
    return c == '{' ? hash() : null;
  }

  private boolean isHereString() {
    int i = in.at + 2;
    while (i < in.end && (in.text.charAt(i) == ' ' || in.text.charAt(i) == '\t')) {
      i++;
    }
    return i < in.end && (in.text.charAt(i) == '\n' || in.text.charAt(i) == '\r');
  }

  private WordPart hereString(char quote) {
    int start = in.at;
    in.at = in.lineEnd(in.at);
    in.skipLineBreak();
    int bodyEnd = hereStringEnd(quote);
    int outerEnd = in.end;
    in.end = Math.max(in.at, bodyEnd);
    Parts out = new Parts(in);
    while (!in.atEnd()) {
      WordPart substituted = quote == '\'' ? in.substituted() : null;
      if (substituted != null) {
        out.add(substituted);
      } else if (quote == '\'') {
        out.take(1);
      } else {
        expandable(out);
      }
    }
    in.end = outerEnd;
    if (in.atEnd()) {
      open(start);
    } else {
      in.at = closing(bodyEnd, quote);
    }
    return quote == '"'
        ? new WordPart.DoubleQuoted(in.from(start), out.build())
        : new WordPart.SingleQuoted(in.from(start), out.build());
  }

  /// Behind the `"@` that stands on the line after the body. The body's last line break does not
  /// count.
  private int closing(int bodyEnd, char quote) {
    int i = bodyEnd;
    while (i < in.end && in.text.charAt(i) != quote) {
      i++;
    }
    return Math.min(in.end, i + 2);
  }

  /// Where the line break in front of the closing `"@` begins. The closing mark has to start its
  /// line; scripts embedded in other files are often indented, so blanks in front are let pass.
  private int hereStringEnd(char quote) {
    int line = in.at;
    int previousEnd = in.at;
    while (line <= in.end) {
      int i = line;
      while (i < in.end && (in.text.charAt(i) == ' ' || in.text.charAt(i) == '\t')) {
        i++;
      }
      if (i + 1 < in.end && in.text.charAt(i) == quote && in.text.charAt(i + 1) == '@') {
        return previousEnd;
      }
      previousEnd = in.lineEnd(i);
      line = previousEnd + (in.text.startsWith("\r\n", previousEnd) ? 2 : 1);
    }
    return in.end;
  }

  /// `@{ key = value; … }` as a block part without statements of its own: its values' parts follow
  /// in a word.
  private @Nullable WordPart hash() {
    if (!in.session.enter()) {
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
    if (!in.session.enter()) {
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
    if (!in.session.enter()) {
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
  private void dollar(Parts out, boolean bare) {
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

  private void open(int start) {
    if (unterminated < 0) {
      unterminated = start;
    }
    in.session.trouble(in.span(start, Math.min(in.end, start + 1)), "unterminated string");
  }
}

package dev.sallyport.scan.syntax.shell;

import org.jspecify.annotations.Nullable;

/// Words of cmd.exe: `"…"`, `%NAME%`, `!NAME!`, `%1`, `%%x` and `^` escapes.
final class CmdWords {
  private final Cursor in;

  CmdWords(Cursor in) {
    this.in = in;
  }

  void skipBlanks() {
    while (true) {
      int c = in.peek();
      if (c == ' ' || c == '\t') {
        in.at++;
      } else if (c == '^' && (in.peek(1) == '\n' || in.peek(1) == '\r')) {
        in.at++;
        in.skipLineBreak();
      } else {
        return;
      }
    }
  }

  /// @param group whether `)` ends the word
  Word word(boolean group) {
    int start = in.at;
    Parts out = new Parts(in);
    while (!in.atEnd() && !ends(group)) {
      if (in.peek() == '"' && !in.atSubstituted()) {
        out.add(quoted());
      } else {
        step(out);
      }
    }
    return new Word(in.from(start), out.build(), in.source.script);
  }

  /// What stands behind `set NAME=`: blanks belong to it.
  Word value(boolean quoted, boolean group) {
    int start = in.at;
    Parts out = new Parts(in);
    while (!in.atEnd() && !in.atLineBreak()) {
      int c = in.peek();
      if (quoted ? c == '"' : c == '&' || c == '|' || (group && c == ')')) {
        break;
      }
      step(out);
    }
    Word value = new Word(in.from(start), out.build(), in.source.script);
    if (quoted) {
      in.at = in.peek() == '"' ? in.at + 1 : in.at;
    }
    return value;
  }

  private boolean ends(boolean group) {
    return switch (in.peek()) {
      case ' ', '\t', '\r', '\n', '&', '|', '<', '>' -> true;
      case ')' -> group;
      default -> false;
    };
  }

  /// A quote that does not close on its line ends with it.
  private WordPart quoted() {
    int start = in.at++;
    Parts out = new Parts(in);
    while (!in.atEnd() && !in.atLineBreak() && in.peek() != '"') {
      step(out);
    }
    if (in.peek() == '"') {
      in.at++;
    }
    return new WordPart.DoubleQuoted(in.from(start), out.build());
  }

  private void step(Parts out) {
    WordPart substituted = in.substituted();
    if (substituted != null) {
      out.add(substituted);
      return;
    }
    int c = in.peek();
    if (c == '^' && !in.atEnd() && in.peek(1) != Cursor.END) {
      int start = in.at++;
      if (in.atLineBreak()) {
        in.skipLineBreak();
      } else {
        in.at++;
        out.escaped(start, in.text.substring(in.at - 1, in.at));
      }
    } else if (c == '%' || c == '!') {
      variable(out, (char) c);
    } else {
      out.take(1);
    }
  }

  private void variable(Parts out, char sigil) {
    int start = in.at;
    if (sigil == '%' && (Names.isDigit(in.peek(1)) || in.peek(1) == '*')) {
      in.at += 2;
      String name = in.text.substring(in.at - 1, in.at);
      out.add(new WordPart.Variable(in.from(start), Scope.SHELL, name, "", null, null));
      return;
    }
    if (sigil == '%' && in.peek(1) == '%' && Names.isStart(in.peek(2))) {
      in.at += 3;
      String name = in.text.substring(in.at - 1, in.at);
      out.add(new WordPart.Variable(in.from(start), Scope.SHELL, name, "", null, null));
      return;
    }
    int i = Names.end(in, in.at + 1);
    int close = i < in.end && in.text.charAt(i) == ':' ? modifierEnd(i, sigil) : i;
    boolean named = i > in.at + 1 && close < in.end && in.text.charAt(close) == sigil;
    if (!named) {
      out.take(1);
      return;
    }
    String name = in.text.substring(start + 1, i);
    String operator = close > i ? ":" : "";
    in.at = close + 1;
    out.add(new WordPart.Variable(in.from(start), Scope.SHELL, name, operator, null, null));
  }

  /// The end of `:a=b` or `:~0,7`: the next sigil on the line.
  private int modifierEnd(int from, char sigil) {
    int i = from;
    while (i < in.end && "\r\n%!".indexOf(in.text.charAt(i)) < 0) {
      i++;
    }
    return i < in.end && in.text.charAt(i) == sigil ? i : from;
  }

  @Nullable Redirect redirect(boolean group) {
    int start = in.at;
    int i = in.at;
    if (i < in.end && Names.isDigit(in.text.charAt(i))) {
      i++;
    }
    if (i >= in.end || (in.text.charAt(i) != '>' && in.text.charAt(i) != '<')) {
      return null;
    }
    String fd = in.text.substring(start, i);
    boolean input = in.text.charAt(i) == '<';
    in.at = i + 1;
    Redirect.Operator operator = input ? Redirect.Operator.READ : Redirect.Operator.WRITE;
    if (!input && in.peek() == '>') {
      in.at++;
      operator = Redirect.Operator.APPEND;
    } else if (in.peek() == '&') {
      in.at++;
      operator = input ? Redirect.Operator.DUPLICATE_INPUT : Redirect.Operator.DUPLICATE_OUTPUT;
    }
    skipBlanks();
    Word target = word(group);
    if (target.span().length() == 0) {
      in.trouble(start, "redirection without target");
    }
    return new Redirect(in.from(start), fd, operator, target, null);
  }
}

package dev.sallyport.scan.syntax.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `${…}`, `$((…))` and `$'…'`.
final class PosixExpansions {
  private static final List<String> OPERATORS =
      List.of(
          ":-", ":=", ":?", ":+", "##", "%%", "//", "/#", "/%", "^^", ",,", ":", "-", "=", "?", "+",
          "#", "%", "/", "^", ",", "@", "~");

  private final Cursor in;
  private final PosixWords words;

  PosixExpansions(Cursor in, PosixWords words) {
    this.in = in;
    this.words = words;
  }

  void parameter(Parts out, boolean quoted) {
    int start = in.at;
    if (!in.enter()) {
      out.take(2);
      return;
    }
    in.at += 2;
    String prefix = prefix();
    String name = parameterName();
    Word index = in.peek() == '[' && !name.isEmpty() ? index() : null;
    String operator = prefix.isEmpty() && !name.isEmpty() ? operator() : prefix;
    boolean pattern = !operator.isEmpty() && "#%/^,".indexOf(operator.charAt(0)) >= 0;
    Word argument = operand('}', quoted && !pattern);
    if (in.peek() == '}') {
      in.at++;
    } else {
      words.open(start, "unterminated ${");
    }
    if (name.isEmpty()) {
      in.trouble(start, "bad substitution");
    }
    in.session.leave();
    out.add(
        new WordPart.Variable(
            in.from(start),
            Scope.SHELL,
            name,
            operator,
            index,
            argument.parts().isEmpty() ? null : argument));
  }

  private String prefix() {
    int next = in.peek(1);
    boolean named = Names.isPart(next) || next == '@' || next == '*';
    if ((in.peek() == '#' || in.peek() == '!') && named) {
      in.at++;
      return "${" + in.text.charAt(in.at - 1);
    }
    return "";
  }

  private String parameterName() {
    int from = in.at;
    if (Names.isPart(in.peek())) {
      in.at = Names.end(in, from);
    } else if (in.peek() >= 0 && "@*#?-$!".indexOf(in.peek()) >= 0 && !in.atSubstituted()) {
      in.at++;
    }
    return in.text.substring(from, in.at);
  }

  Word index() {
    in.at++;
    Word index = operand(']', true);
    if (in.peek() == ']') {
      in.at++;
    }
    return index;
  }

  private String operator() {
    for (String operator : OPERATORS) {
      if (in.looking(operator)) {
        in.at += operator.length();
        return operator;
      }
    }
    return "";
  }

  private Word operand(char close, boolean quoted) {
    int start = in.at;
    Parts out = new Parts(in);
    while (!in.atEnd() && in.peek() != close) {
      operandStep(out, close, quoted);
    }
    return new Word(in.from(start), out.build(), in.source.script);
  }

  private void operandStep(Parts out, char close, boolean quoted) {
    WordPart substituted = in.substituted();
    if (substituted != null) {
      out.add(substituted);
      return;
    }
    switch (in.peek()) {
      case '\\' -> {
        int start = in.at++;
        if (in.atEnd() || in.atSubstituted()) {
          out.backslash();
        } else {
          in.at++;
          // A pattern needs to know that the character was escaped.
          out.escaped(start, in.text.substring(start, in.at));
        }
      }
      case '`' -> words.backtick(out, quoted);
      case '$' -> words.dollar(out, quoted);
      case '"' -> out.add(words.doubleQuoted(in.at));
      case '\'' -> {
        if (quoted) {
          out.take(1);
        } else {
          out.add(words.singleQuoted());
        }
      }
      default -> {
        int i = in.at + 1;
        while (i < in.end
            && "\\`$\"'".indexOf(in.text.charAt(i)) < 0
            && in.text.charAt(i) != close
            && in.source.spliced(i) == null) {
          i++;
        }
        out.takeTo(i);
      }
    }
  }

  /// `$((…))`, unless what follows is a command substitution that starts with a subshell.
  boolean arithmetic(Parts out) {
    int start = in.at;
    int close = closeOfArithmetic(start + 3);
    if (close < 0 || !in.enter()) {
      return false;
    }
    out.add(expression(start, start + 3, close));
    in.session.leave();
    return true;
  }

  /// The expression of `((…))` that starts at the cursor, or null if it is none.
  WordPart.@Nullable Arithmetic arithmeticCommand() {
    int start = in.at;
    int close = closeOfArithmetic(start + 2);
    return close < 0 ? null : expression(start, start + 2, close);
  }

  private WordPart.Arithmetic expression(int start, int from, int close) {
    int outerEnd = in.end;
    in.at = from;
    in.end = close;
    Parts out = new Parts(in);
    while (!in.atEnd()) {
      expressionStep(out);
    }
    in.end = outerEnd;
    in.at = close + 2;
    return new WordPart.Arithmetic(in.from(start), out.build());
  }

  private void expressionStep(Parts out) {
    WordPart substituted = in.substituted();
    if (substituted != null) {
      out.add(substituted);
      return;
    }
    int c = in.peek();
    if (c == '$') {
      words.dollar(out, true);
    } else if (c == '`') {
      words.backtick(out, true);
    } else if (Names.isStart(c)) {
      int from = in.at;
      in.at = Names.end(in, from);
      out.add(words.variable(from, in.text.substring(from, in.at)));
    } else if (Names.isDigit(c)) {
      // Numbers, so that the x of 0x1f is no variable.
      int i = in.at;
      while (i < in.end && (Names.isPart(in.text.charAt(i)) || in.text.charAt(i) == '#')) {
        i++;
      }
      out.takeTo(i);
    } else {
      out.take(1);
    }
  }

  /// Offset of the `))` that matches the `((` in front of `from`, or -1: parentheses that close one
  /// by one belong to subshells.
  private int closeOfArithmetic(int from) {
    if (!in.mayLookAhead()) {
      return -1;
    }
    int depth = 2;
    int i = from;
    int result = -1;
    while (i < in.end) {
      char c = in.text.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 1) {
        result = i + 1 < in.end && in.text.charAt(i + 1) == ')' ? i : -1;
        break;
      } else if (c == '\\') {
        i++;
      }
      i++;
    }
    in.session.payLookahead(Math.min(i, in.end) - from);
    return result;
  }

  WordPart ansiQuoted() {
    int start = in.at;
    in.at += 2;
    Parts out = new Parts(in);
    while (in.peek() != '\'') {
      if (in.atEnd()) {
        words.open(start, "unterminated $'");
        return new WordPart.AnsiQuoted(in.from(start), out.build());
      }
      WordPart substituted = in.substituted();
      if (substituted != null) {
        out.add(substituted);
      } else if (in.peek() == '\\') {
        Escapes.decode(in, out);
      } else {
        out.take(1);
      }
    }
    in.at++;
    return new WordPart.AnsiQuoted(in.from(start), out.build());
  }
}

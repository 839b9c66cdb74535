package dev.sallyport.scan.syntax.shell;

import java.util.List;

/// Words of POSIX shells: quoting and expansions (POSIX.1-2024, XCU 2.2 to 2.6, and bash's
/// additions). Statements inside substitutions go back to the [PosixParser].
final class PosixWords {
  private static final String SPECIAL_PARAMETERS = "@*#?-$!";

  private final Cursor in;
  private final PosixParser parser;
  private final PosixExpansions expansions;

  /// Where a quote or brace opened that never closed, or -1.
  int unterminated = -1;

  PosixWords(Cursor in, PosixParser parser) {
    this.in = in;
    this.parser = parser;
    this.expansions = new PosixExpansions(in, this);
  }

  /// The word at the cursor; empty, and nothing read, at an operator or blank.
  Word word() {
    int start = in.at;
    Parts out = new Parts(in);
    while (!in.atEnd() && step(out, start)) {}
    return new Word(in.from(start), out.build(), in.source.script);
  }

  /// The right side of `=~`: parentheses and bars belong to the expression.
  Word regex() {
    int start = in.at;
    Parts out = new Parts(in);
    int depth = 0;
    while (!in.atEnd() && !in.atLineBreak()) {
      int c = in.peek();
      if ((c == ' ' || c == '\t' || c == ')') && depth == 0) {
        break;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if ("()|<>&; \t".indexOf(c) >= 0) {
        out.take(1);
      } else {
        step(out, start);
      }
    }
    return new Word(in.from(start), out.build(), in.source.script);
  }

  /// Reads one element of an unquoted word; false at the word's end.
  private boolean step(Parts out, int wordStart) {
    WordPart substituted = in.substituted();
    if (substituted != null) {
      out.add(substituted);
      return true;
    }
    switch (in.peek()) {
      case ' ', '\t', '\n', '\r', ';', '&', '|', ')' -> {
        return false;
      }
      case '(' -> {
        return extendedGlob(out, wordStart);
      }
      case '<', '>' -> {
        return in.peek(1) == '(' && processSubstitution(out);
      }
      case '\'' -> out.add(singleQuoted());
      case '"' -> out.add(doubleQuoted(in.at));
      default -> other(out);
    }
    return true;
  }

  private void other(Parts out) {
    switch (in.peek()) {
      case '\\' -> escape(out);
      case '`' -> backtick(out, false);
      case '$' -> dollar(out, false);
      default -> out.takeTo(plainEnd(" \t\n\r;&|()<>'\"\\`$"));
    }
  }

  private int plainEnd(String special) {
    int i = in.at + 1;
    while (i < in.end && special.indexOf(in.text.charAt(i)) < 0 && in.source.spliced(i) == null) {
      i++;
    }
    return i;
  }

  private void escape(Parts out) {
    int start = in.at++;
    if (in.atEnd() || in.atSubstituted()) {
      out.backslash();
    } else if (in.atLineBreak()) {
      in.skipLineBreak();
    } else {
      in.at++;
      out.escaped(start, in.text.substring(in.at - 1, in.at));
    }
  }

  /// `@(a|b)` and its kin: everything up to the matching parenthesis belongs to the word.
  private boolean extendedGlob(Parts out, int wordStart) {
    if (in.at == wordStart || "?*+@!".indexOf(in.text.charAt(in.at - 1)) < 0) {
      return false;
    }
    int depth = 0;
    do {
      int c = in.peek();
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if ("()|<>&; \t".indexOf(c) >= 0) {
        out.take(1);
      } else {
        step(out, wordStart);
      }
    } while (depth > 0 && !in.atEnd() && !in.atLineBreak());
    return true;
  }

  WordPart singleQuoted() {
    int start = in.at++;
    Parts out = new Parts(in);
    while (in.peek() != '\'') {
      if (in.atEnd()) {
        open(start, "unterminated '");
        return new WordPart.SingleQuoted(in.from(start), out.build());
      }
      WordPart substituted = in.substituted();
      if (substituted != null) {
        out.add(substituted);
      } else {
        out.takeTo(plainEnd("'$"));
      }
    }
    in.at++;
    return new WordPart.SingleQuoted(in.from(start), out.build());
  }

  /// `"…"`; the cursor is at the quote, `start` at a `$` in front of it, if any.
  WordPart doubleQuoted(int start) {
    in.at++;
    Parts out = new Parts(in);
    while (in.peek() != '"') {
      if (in.atEnd()) {
        open(start, "unterminated \"");
        return new WordPart.DoubleQuoted(in.from(start), out.build());
      }
      quotedStep(out, true);
    }
    in.at++;
    return new WordPart.DoubleQuoted(in.from(start), out.build());
  }

  /// The body of a here-document from the cursor to `bodyEnd`.
  Word hereDocBody(int bodyEnd, boolean literal) {
    int start = in.at;
    int outerEnd = in.end;
    in.end = bodyEnd;
    Parts out = new Parts(in);
    while (!in.atEnd()) {
      WordPart substituted = literal ? in.substituted() : null;
      if (substituted != null) {
        out.add(substituted);
      } else if (literal) {
        out.takeTo(plainEnd("$"));
      } else {
        quotedStep(out, false);
      }
    }
    in.end = outerEnd;
    return new Word(in.span(start, bodyEnd), out.build(), in.source.script);
  }

  private void quotedStep(Parts out, boolean quotes) {
    WordPart substituted = in.substituted();
    if (substituted != null) {
      out.add(substituted);
      return;
    }
    switch (in.peek()) {
      case '\\' -> quotedEscape(out, quotes);
      case '`' -> backtick(out, quotes);
      case '$' -> dollar(out, true);
      default -> out.takeTo(plainEnd(quotes ? "\"\\`$" : "\\`$"));
    }
  }

  private void quotedEscape(Parts out, boolean quotes) {
    int start = in.at++;
    int c = in.peek();
    if (in.atSubstituted()) {
      out.backslash();
    } else if (in.atLineBreak()) {
      in.skipLineBreak();
    } else if (c == '$' || c == '`' || c == '\\' || (quotes && c == '"')) {
      in.at++;
      out.escaped(start, Character.toString(c));
    } else {
      out.backslash();
    }
  }

  void dollar(Parts out, boolean quoted) {
    int start = in.at;
    int c = in.peek(1);
    if (c == '(') {
      if (in.peek(2) != '(' || !expansions.arithmetic(out)) {
        substitution(out);
      }
    } else if (c == '{') {
      expansions.parameter(out, quoted);
    } else if (c == '\'' && !quoted) {
      out.add(expansions.ansiQuoted());
    } else if (c == '"' && !quoted) {
      in.at++;
      out.add(doubleQuoted(start));
    } else if (Names.isStart(c)) {
      in.at++;
      int from = in.at;
      in.at = Names.end(in, from);
      out.add(variable(start, in.text.substring(from, in.at)));
    } else if (isSpecial(c) || (c >= '0' && c <= '9')) {
      in.at += 2;
      out.add(variable(start, Character.toString(c)));
    } else {
      out.take(1);
    }
  }

  private boolean isSpecial(int c) {
    // In "$${{ x }}" the second dollar sign opens the placeholder.
    boolean placeholder = c == '$' && in.peek(2) == '{' && in.peek(3) == '{';
    return c >= 0 && SPECIAL_PARAMETERS.indexOf(c) >= 0 && !placeholder;
  }

  WordPart variable(int start, String name) {
    return new WordPart.Variable(in.from(start), Scope.SHELL, name, "", null, null);
  }

  private void substitution(Parts out) {
    int start = in.at;
    if (!in.enter()) {
      out.take(2);
      return;
    }
    in.at += 2;
    Script body = parser.parenthesized(start);
    in.session.leave();
    out.add(new WordPart.CommandSubstitution(in.from(start), body, false));
  }

  private boolean processSubstitution(Parts out) {
    if (!in.enter()) {
      return false;
    }
    int start = in.at;
    boolean input = in.peek() == '<';
    in.at += 2;
    Script body = parser.parenthesized(start);
    in.session.leave();
    out.add(new WordPart.ProcessSubstitution(in.from(start), input, body));
    return true;
  }

  /// `[…]` behind a name.
  Word subscript() {
    return expansions.index();
  }

  /// `` `…` ``: escapes are taken out first, then the rest is a script of its own.
  void backtick(Parts out, boolean quoted) {
    int start = in.at;
    int close = in.mayLookAhead() ? closingBacktick() : -1;
    if (close < 0 || !in.enter()) {
      in.at = start;
      in.trouble(start, "unterminated `");
      out.take(1);
      return;
    }
    Source code = unescaped(start + 1, close, quoted);
    in.at = close + 1;
    List<Statement> statements = new PosixParser(code, in.session, parser.dialect).all();
    in.session.leave();
    Script body =
        Script.nested(parser.dialect, in.span(start + 1, close), in.source.script, statements);
    out.add(new WordPart.CommandSubstitution(in.from(start), body, true));
  }

  private int closingBacktick() {
    int start = in.at++;
    while (!in.atEnd()) {
      if (in.peek() == '`') {
        return in.at;
      }
      if (in.peek() == '\\') {
        in.at = Math.min(in.end, in.at + 2);
      } else if (in.substituted() == null) {
        in.at++;
      }
    }
    in.session.payLookahead(in.end - start);
    return -1;
  }

  private Source unescaped(int from, int to, boolean quoted) {
    int backslash = in.text.indexOf('\\', from, to);
    if (backslash < 0) {
      return in.source.slice(from, to);
    }
    Source.Builder builder = new Source.Builder(in.source.script);
    for (int i = from; i < to; i++) {
      int first = i;
      char c = in.text.charAt(i);
      if (c == '\\' && i + 1 < to) {
        char next = in.text.charAt(i + 1);
        if (next == '`' || next == '\\' || next == '$' || (quoted && next == '"')) {
          i++;
        }
      }
      WordPart spliced = in.source.spliced(i);
      if (spliced != null) {
        builder.add(spliced);
      } else {
        var span = in.span(first, i + 1);
        builder.add(in.text.charAt(i), span.start(), span.end());
      }
    }
    return builder.build();
  }

  void open(int start, String message) {
    if (unterminated < 0) {
      unterminated = start;
    }
    in.session.trouble(in.span(start, Math.min(in.end, start + 1)), message);
  }
}

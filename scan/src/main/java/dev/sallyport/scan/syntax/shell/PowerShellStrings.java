package dev.sallyport.scan.syntax.shell;

/// Strings and here-strings of PowerShell (about_Quoting_Rules, about_Special_Characters).
final class PowerShellStrings {
  private final Cursor in;
  private final PowerShellWords words;

  PowerShellStrings(Cursor in, PowerShellWords words) {
    this.in = in;
    this.words = words;
  }

  void escape(Parts out) {
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
        words.open(start);
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
        words.open(start);
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
      case '$' -> words.dollar(out, false);
      default -> out.take(1);
    }
  }

  boolean isHereString() {
    int i = in.at + 2;
    while (i < in.end && (in.text.charAt(i) == ' ' || in.text.charAt(i) == '\t')) {
      i++;
    }
    return i < in.end && (in.text.charAt(i) == '\n' || in.text.charAt(i) == '\r');
  }

  WordPart hereString(char quote) {
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
      words.open(start);
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
}

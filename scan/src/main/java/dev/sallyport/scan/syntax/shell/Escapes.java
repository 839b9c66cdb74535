package dev.sallyport.scan.syntax.shell;

/// Backslash escapes of `$'…'`, `echo -e` and `printf`.
final class Escapes {
  private Escapes() {}

  /// Reads the escape at the cursor.
  static void decode(Cursor in, Parts out) {
    int start = in.at++;
    int c = in.peek();
    if (c == Cursor.END || in.atSubstituted()) {
      out.backslash();
      return;
    }
    in.at++;
    switch (c) {
      case 'x' -> number(in, out, start, 16, 2);
      case 'u' -> number(in, out, start, 16, 4);
      case 'U' -> number(in, out, start, 16, 8);
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        in.at--;
        number(in, out, start, 8, 3);
      }
      default -> out.escaped(start, simple(c));
    }
  }

  private static void number(Cursor in, Parts out, int start, int radix, int digits) {
    int value = 0;
    int from = in.at;
    while (in.at - from < digits && Character.digit(in.peek(), radix) >= 0) {
      value = value * radix + Character.digit(in.peek(), radix);
      in.at++;
    }
    out.escaped(start, Character.isValidCodePoint(value) ? Character.toString(value) : "\uFFFD");
  }

  private static String simple(int c) {
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case 'a' -> "\u0007";
      case 'b' -> "\b";
      case 'e', 'E' -> "\u001b";
      case 'f' -> "\f";
      case 'v' -> "\u000b";
      case '\\', '\'', '"', '?' -> Character.toString(c);
      default -> "\\" + Character.toString(c);
    };
  }

  /// Decodes what `echo -e` and the format of `printf` decode, for text that is already cooked.
  static String decode(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        out.append(simple(text.charAt(++i)));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}

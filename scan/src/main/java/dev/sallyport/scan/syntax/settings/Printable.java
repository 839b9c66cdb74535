package dev.sallyport.scan.syntax.settings;

/// Text from files made fit for a message: one line, short, nothing that moves a cursor or turns
/// the direction of writing (a file under review must not forge what its reviewer reads).
public final class Printable {
  private static final int LONGEST = 60;

  private Printable() {}

  public static String of(String text) {
    return of(text, LONGEST);
  }

  /// @param most code points, from which on it ends in `…`
  public static String of(String text, int most) {
    StringBuilder out = new StringBuilder();
    int count = 0;
    boolean gap = false;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (Character.isWhitespace(point)) {
        gap = !out.isEmpty();
        continue;
      }
      if (count >= most) {
        return out.append('…').toString();
      }
      if (gap) {
        out.append(' ');
        gap = false;
        count++;
      }
      count++;
      append(out, point);
    }
    return out.toString();
  }

  private static void append(StringBuilder out, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          out.append("\\u{").append(Integer.toHexString(point)).append('}');
      default -> out.appendCodePoint(point);
    }
  }
}

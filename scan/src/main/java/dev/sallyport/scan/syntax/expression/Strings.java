package dev.sallyport.scan.syntax.expression;

/// String comparison without regard to case, unit by unit, as an ordinal comparison of
/// upper-cased text does it.
final class Strings {
  private Strings() {}

  static boolean equal(String a, String b) {
    return a.length() == b.length() && compare(a, b) == 0;
  }

  static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      int difference = fold(a.charAt(i)) - fold(b.charAt(i));
      if (difference != 0) {
        return difference;
      }
    }
    return a.length() - b.length();
  }

  static String fold(String text) {
    char[] units = text.toCharArray();
    for (int i = 0; i < units.length; i++) {
      units[i] = fold(units[i]);
    }
    return new String(units);
  }

  /// A letter outside ASCII never becomes one inside: U+0131 and U+017F stay what they are, or
  /// "maın" would pass for "main".
  private static char fold(char unit) {
    char upper = Character.toUpperCase(unit);
    return unit > 0x7f && upper <= 0x7f ? unit : upper;
  }

  /// White space of the language, which is wider than Java's: no-break spaces and U+0085 count.
  static boolean isSpace(char unit) {
    return Character.isWhitespace(unit) || Character.isSpaceChar(unit) || unit == '\u0085';
  }

  static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}

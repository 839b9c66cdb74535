package dev.sallyport.scan.syntax.shell;

/// Names of shell variables: `[A-Za-z_][A-Za-z0-9_]*`.
final class Names {
  private Names() {}

  static boolean isStart(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean isPart(int c) {
    return isStart(c) || isDigit(c);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /// Offset behind the name characters from `from`.
  static int end(Cursor in, int from) {
    int i = from;
    while (i < in.end && isPart(in.text.charAt(i))) {
      i++;
    }
    return i;
  }

  static boolean isName(String s) {
    return !s.isEmpty() && isStart(s.charAt(0)) && s.chars().allMatch(Names::isPart);
  }
}

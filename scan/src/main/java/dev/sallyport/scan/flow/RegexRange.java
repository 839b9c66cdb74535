package dev.sallyport.scan.flow;

/// What text a regular expression of JavaScript or Python can match, as far as its signs tell.
final class RegexRange {
  /// Characters that mean something to a shell or end a string.
  private static final String HARMFUL = "$`;|&<>\"'(){}!#*? \t\n";

  private RegexRange() {}

  /// Whether a match can hold more than letters, digits and what the pattern itself spells out: by
  /// a
  /// dot, a negated set or class, or a set with a harmful character.
  static boolean isWide(String pattern) {
    boolean set = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
        char escaped = i < pattern.length() ? pattern.charAt(i) : '\\';
        boolean negated = escaped == 'S' || escaped == 'W' || escaped == 'D';
        if (negated || (set && (escaped == 's' || HARMFUL.indexOf(escaped) >= 0))) {
          return true;
        }
      } else if (set) {
        set = c != ']';
        if (HARMFUL.indexOf(c) >= 0) {
          return true;
        }
      } else if (c == '.') {
        return true;
      } else if (c == '[') {
        set = true;
        if (pattern.startsWith("^", i + 1)) {
          return true;
        }
      }
    }
    return false;
  }
}

package dev.sallyport.scan.syntax.shell;

/// Decides whether a character set or regular expression lets only harmless text through: letters,
/// digits and punctuation without meaning to a shell. Reads the pattern once, left to right.
public final class SafeText {
  private static final String HARMLESS = "_.-/:@+,=% ~";

  private final String pattern;
  private int at;

  private SafeText(String pattern) {
    this.pattern = pattern;
  }

  private static boolean harmless(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || HARMLESS.indexOf(c) >= 0;
  }

  /// The inside of a bracket expression or an operand of `tr`: `a-zA-Z0-9_-`, `[:alnum:]`.
  static boolean set(String set) {
    String rest = set;
    for (String named : new String[] {"alnum", "alpha", "digit", "lower", "upper", "xdigit"}) {
      rest = rest.replace("[:" + named + ":]", "");
    }
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '\\' && i + 1 < rest.length()) {
        char next = rest.charAt(++i);
        if (!(next == 'd' || next == 'w' || HARMLESS.indexOf(next) >= 0)) {
          return false;
        }
        continue;
      }
      boolean range = c == '-' && i > 0 && i + 1 < rest.length();
      if (range ? !sameClass(rest.charAt(i - 1), rest.charAt(i + 1)) : !harmless(c)) {
        return false;
      }
    }
    return true;
  }

  /// `a-z` but not `A-z` or `+-~`, which hold other characters as well.
  private static boolean sameClass(char from, char to) {
    return (Character.isDigit(from) && Character.isDigit(to))
        || (Character.isLowerCase(from) && Character.isLowerCase(to))
        || (Character.isUpperCase(from) && Character.isUpperCase(to));
  }

  /// `[^set]` or `[!set]`, with an optional quantifier, of a harmless set: replacing what it
  /// matches leaves harmless text.
  static boolean complement(String pattern) {
    String text = pattern;
    while (text.endsWith("+") || text.endsWith("*")) {
      text = text.substring(0, text.length() - 1);
    }
    text = text.endsWith("\\") ? text.substring(0, text.length() - 1) : text;
    return text.length() > 3
        && (text.startsWith("[^") || text.startsWith("[!"))
        && text.endsWith("]")
        && set(text.substring(2, text.length() - 1));
  }

  /// Whether every text that the expression matches from `^` to `$` is harmless.
  static boolean whole(String given) {
    String regex =
        given.length() > 4
                && given.startsWith("\\A")
                && (given.endsWith("\\z") || given.endsWith("\\Z"))
            ? "^" + given.substring(2, given.length() - 2) + "$"
            : given;
    return regex.length() > 2
        && regex.startsWith("^")
        && regex.endsWith("$")
        && !regex.endsWith("\\$")
        && part(regex.substring(1, regex.length() - 1));
  }

  /// Whether every stretch of text that the expression matches is harmless, anchors set aside.
  public static boolean part(String regex) {
    String text = regex.startsWith("^") ? regex.substring(1) : regex;
    text =
        text.endsWith("$") && !text.endsWith("\\$") ? text.substring(0, text.length() - 1) : text;
    return new SafeText(text).expression();
  }

  private boolean expression() {
    int depth = 0;
    boolean any = false;
    while (at < pattern.length()) {
      char c = pattern.charAt(at++);
      boolean known =
          switch (c) {
            case '(' -> {
              depth++;
              skipGroupKind();
              yield true;
            }
            case ')' -> depth-- > 0;
            // An alternative outside a group would not be anchored.
            case '|' -> depth > 0;
            case '*', '+', '?' -> true;
            case '{' -> skipTo('}');
            case '[' -> bracket();
            case '\\' -> escape();
            case '.' -> !repeats();
            default -> harmless(c);
          };
      if (!known) {
        return false;
      }
      any = true;
    }
    return any && depth == 0;
  }

  private void skipGroupKind() {
    if (pattern.startsWith("?:", at)) {
      at += 2;
    }
  }

  private boolean skipTo(char end) {
    int close = pattern.indexOf(end, at);
    at = close + 1;
    return close >= 0;
  }

  private boolean bracket() {
    int from = at;
    int i = from < pattern.length() && pattern.charAt(from) == ']' ? from + 1 : from;
    while (i < pattern.length() && pattern.charAt(i) != ']') {
      int named = pattern.startsWith("[:", i) ? pattern.indexOf(":]", i) : -1;
      i = named > 0 ? named + 2 : i + 1;
    }
    at = Math.min(pattern.length(), i + 1);
    String inside = pattern.substring(from, Math.min(i, pattern.length()));
    return i < pattern.length() && !inside.startsWith("^") && set(inside);
  }

  private boolean escape() {
    if (at >= pattern.length()) {
      return false;
    }
    char c = pattern.charAt(at++);
    return c == 'd' || c == 'w' || c == 'b' || HARMLESS.indexOf(c) >= 0;
  }

  /// Any one character is not enough to do harm; many are.
  private boolean repeats() {
    return at < pattern.length() && "*+{".indexOf(pattern.charAt(at)) >= 0;
  }
}

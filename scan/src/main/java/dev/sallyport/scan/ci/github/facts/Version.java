package dev.sallyport.scan.ci.github.facts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A version as tags of actions spell it: `v4`, `v4.1`, `4.1.2`, `v1.2.3-rc1`, `2026.07.20.1`.
///
/// Ordered like Semantic Versioning 2.0.0 (section 11) with missing numbers read as 0, with two
/// liberties that real tags need: a suffix may stand without a hyphen (`1.2.3b1`), and digits
/// inside it count as numbers (`rc10` is later than `rc2`). Build metadata (`+…`) is ignored.
public final class Version implements Comparable<Version> {
  private static final int MAX_LENGTH = 64;
  private static final int MAX_NUMBERS = 6;
  private static final int MAX_DIGITS = 18;

  private final long[] numbers;
  private final String suffix;

  private Version(long[] numbers, String suffix) {
    this.numbers = numbers;
    this.suffix = suffix;
  }

  /// Empty when the text is not a version: a branch name, a commit id, a name with a version in it.
  public static Optional<Version> parse(String text) {
    return Optional.ofNullable(read(text));
  }

  static @Nullable Version read(String text) {
    int end = text.indexOf('+') < 0 ? text.length() : text.indexOf('+');
    int at = !text.isEmpty() && (text.charAt(0) == 'v' || text.charAt(0) == 'V') ? 1 : 0;
    // Forty hex digits may all be decimal digits, and are still a commit.
    if (end > MAX_LENGTH || isCommit(text)) {
      return null;
    }
    long[] numbers = new long[MAX_NUMBERS];
    int count = 0;
    while (true) {
      int from = at;
      while (at < end && isDigit(text.charAt(at))) {
        at++;
      }
      if (at == from || at - from > MAX_DIGITS || count == MAX_NUMBERS) {
        return null;
      }
      numbers[count++] = Long.parseLong(text, from, at, 10);
      boolean more = at + 1 < end && text.charAt(at) == '.' && isDigit(text.charAt(at + 1));
      if (!more) {
        break;
      }
      at++;
    }
    String suffix = suffix(text, at, end);
    return suffix == null ? null : new Version(Arrays.copyOf(numbers, count), suffix);
  }

  private static boolean isCommit(String text) {
    return text.length() == 40 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  /// The pre-release part without its separator, or null where the rest is no such thing.
  private static @Nullable String suffix(String text, int at, int end) {
    if (at == end) {
      return "";
    }
    char first = text.charAt(at);
    boolean separated = first == '-' || first == '.';
    String rest = text.substring(separated ? at + 1 : at, end);
    boolean startsRight =
        !rest.isEmpty() && (isLetter(rest.charAt(0)) || (separated && isDigit(rest.charAt(0))));
    return startsRight && rest.chars().allMatch(Version::isSuffixCharacter) && !isWildcard(rest)
        ? rest
        : null;
  }

  /// `v1.x` names a branch by custom, not a version.
  private static boolean isWildcard(String rest) {
    return rest.equals("x") || rest.equals("X");
  }

  private static boolean isSuffixCharacter(int c) {
    return isDigit((char) c) || isLetter((char) c) || c == '.' || c == '-';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  public long major() {
    return numbers[0];
  }

  /// How many numbers are written: 1 for `v4`, 3 for `v4.1.2`.
  public int precision() {
    return numbers.length;
  }

  public boolean isPreRelease() {
    return !suffix.isEmpty();
  }

  /// Whether this is written short (`v4`, `v4.1`), as tags that move by custom are.
  public boolean isShort() {
    return numbers.length < 3 && suffix.isEmpty();
  }

  /// Whether `other` belongs to the family that this short version names: `v4` holds `4.1.2`.
  public boolean holds(Version other) {
    if (other.numbers.length < numbers.length) {
      return false;
    }
    return Arrays.equals(numbers, Arrays.copyOf(other.numbers, numbers.length));
  }

  /// The first version behind the family: `v5` for `v4`, `v4.2` for `v4.1`.
  Version afterFamily() {
    long[] next = numbers.clone();
    next[next.length - 1]++;
    return new Version(next, "");
  }

  @Override
  public int compareTo(Version other) {
    int most = Math.max(numbers.length, other.numbers.length);
    for (int i = 0; i < most; i++) {
      int order = Long.compare(number(i), other.number(i));
      if (order != 0) {
        return order;
      }
    }
    if (suffix.isEmpty() || other.suffix.isEmpty()) {
      return Boolean.compare(suffix.isEmpty(), other.suffix.isEmpty());
    }
    return compareSuffixes(pieces(suffix), pieces(other.suffix));
  }

  private long number(int at) {
    return at < numbers.length ? numbers[at] : 0;
  }

  private static int compareSuffixes(List<String> left, List<String> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = comparePieces(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int comparePieces(String left, String right) {
    boolean leftNumber = isDigit(left.charAt(0));
    boolean rightNumber = isDigit(right.charAt(0));
    if (leftNumber && rightNumber) {
      return compareDigits(left, right);
    }
    return leftNumber == rightNumber ? left.compareTo(right) : leftNumber ? -1 : 1;
  }

  private static int compareDigits(String left, String right) {
    String a = left.replaceFirst("^0+", "");
    String b = right.replaceFirst("^0+", "");
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }

  /// Runs of digits and runs of letters; dots and hyphens only separate.
  private static List<String> pieces(String suffix) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= suffix.length(); at++) {
      if (at == suffix.length() || kind(suffix.charAt(at)) != kind(suffix.charAt(from))) {
        if (kind(suffix.charAt(from)) != 0) {
          pieces.add(suffix.substring(from, at));
        }
        from = at;
      }
    }
    return pieces;
  }

  private static int kind(char c) {
    return isDigit(c) ? 1 : isLetter(c) ? 2 : 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Version version && compareTo(version) == 0;
  }

  @Override
  public int hashCode() {
    int length = numbers.length;
    while (length > 1 && numbers[length - 1] == 0) {
      length--;
    }
    int hash = suffix.isEmpty() ? 0 : 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + Long.hashCode(numbers[i]);
    }
    return hash;
  }

  /// As written, without a leading `v` and without build metadata.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.length; i++) {
      text.append(i == 0 ? "" : ".").append(numbers[i]);
    }
    return suffix.isEmpty() ? text.toString() : text.append('-').append(suffix).toString();
  }
}

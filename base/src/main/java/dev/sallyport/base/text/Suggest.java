package dev.sallyport.base.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// "Did you mean …": the known word that is nearest to a mistyped one.
public final class Suggest {
  /// Longer words are no typing errors; the bound also keeps the table small on hostile input.
  private static final int LONGEST = 64;

  private Suggest() {}

  /// The candidate with the fewest typing errors (optimal string alignment: insert, delete,
  /// replace, swap neighbours), letter case aside, when there are at most one per three letters of
  /// the word and never more than four. Of equally near ones the alphabetically first.
  public static Optional<String> closest(String word, Collection<String> candidates) {
    String wanted = word.strip().toLowerCase(Locale.ROOT);
    if (wanted.isEmpty() || wanted.length() > LONGEST) {
      return Optional.empty();
    }
    int best = Math.min(4, Math.max(1, wanted.length() / 3)) + 1;
    String found = null;
    for (String candidate : candidates.stream().sorted().toList()) {
      String other = candidate.toLowerCase(Locale.ROOT);
      if (other.length() > LONGEST || Math.abs(other.length() - wanted.length()) >= best) {
        continue;
      }
      int distance = distance(wanted, other);
      if (distance < best) {
        best = distance;
        found = candidate;
      }
    }
    return Optional.ofNullable(found);
  }

  /// `; did you mean 'x'?`, or nothing when no candidate is near.
  public static String hint(String word, Collection<String> candidates) {
    return closest(word, candidates).map(near -> "; did you mean '" + near + "'?").orElse("");
  }

  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && swapped(a, i, b, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean swapped(String a, int i, String b, int j) {
    return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
  }
}

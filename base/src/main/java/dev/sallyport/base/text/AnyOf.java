package dev.sallyport.base.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Tells whether a text has any of some fixed words in it, in one pass: looking for one after the
/// other costs as many passes as there are words. Upper and lower case differ.
public final class AnyOf {
  /// Six bits of each of two neighbouring characters.
  private static final int PAIRS = 1 << 12;

  private final List<String> words;
  private final boolean[] begins = new boolean[PAIRS];

  private AnyOf(List<String> words) {
    this.words = words;
    words.forEach(word -> begins[pair(word.charAt(0), word.charAt(1))] = true);
  }

  public static AnyOf of(String... words) {
    return of(List.of(words));
  }

  /// @param words of two characters or more
  /// @throws IllegalArgumentException for a shorter one
  public static AnyOf of(Collection<String> words) {
    List<String> all = new ArrayList<>(words);
    if (all.stream().anyMatch(word -> word.length() < 2)) {
      throw new IllegalArgumentException("words of two characters or more, not " + all);
    }
    return new AnyOf(List.copyOf(all));
  }

  public boolean in(String text) {
    int last = text.length() - 1;
    for (int at = 0; at < last; at++) {
      if (begins[pair(text.charAt(at), text.charAt(at + 1))] && startsAt(text, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean startsAt(String text, int at) {
    for (String word : words) {
      if (text.startsWith(word, at)) {
        return true;
      }
    }
    return false;
  }

  private static int pair(char first, char second) {
    return (first & 63) << 6 | second & 63;
  }
}

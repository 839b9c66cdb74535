package dev.sallyport.base.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// Tells whether a text has any of some fixed words in it, in one pass: looking for one after the
/// other costs as many passes as there are words. Upper and lower case differ.
public final class AnyOf {
  /// Six bits of each of two neighbouring characters.
  private static final int PAIRS = 1 << 12;

  private static final String[] NONE = {};

  private final String[][] beginning = new String[PAIRS][];

  private AnyOf(Collection<String> words) {
    Arrays.fill(beginning, NONE);
    for (String word : words) {
      int pair = pair(word.charAt(0), word.charAt(1));
      String[] alike = beginning[pair];
      beginning[pair] = Arrays.copyOf(alike, alike.length + 1);
      beginning[pair][alike.length] = word;
    }
  }

  public static AnyOf of(String... words) {
    return of(List.of(words));
  }

  /// @param words of two characters or more
  /// @throws IllegalArgumentException for a shorter one
  public static AnyOf of(Collection<String> words) {
    if (words.stream().anyMatch(word -> word.length() < 2)) {
      throw new IllegalArgumentException("words of two characters or more, not " + words);
    }
    return new AnyOf(words);
  }

  public boolean in(String text) {
    int last = text.length() - 1;
    for (int at = 0; at < last; at++) {
      String[] words = beginning[pair(text.charAt(at), text.charAt(at + 1))];
      if (words.length > 0 && startsAt(text, at, words)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(String text, int at, String[] words) {
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

package dev.sallyport.scan.syntax.shell;

import java.util.List;
import java.util.Set;

/// Patterns of `case` and operands of `[[ … ]]`.
final class Patterns {
  private static final Set<String> NUMERIC = Set.of("-eq", "-ne", "-lt", "-le", "-gt", "-ge");

  private Patterns() {}

  /// Whether all are fixed texts.
  static boolean fixed(List<Word> patterns) {
    return patterns.stream().allMatch(p -> p.literal().isPresent() && (!hasGlob(p) || isSafe(p)));
  }

  /// `[0-9].[0-9]`, `+([a-z])`: every text that it takes is harmless.
  private static boolean isSafe(Word word) {
    String text = word.text();
    return text.indexOf('*') < 0
        && text.indexOf('?') < 0
        && text.indexOf('!') < 0
        && SafeText.part(text.replace("+(", "("));
  }

  /// Glob characters count outside quotes only.
  private static boolean hasGlob(Word word) {
    boolean[] found = {false};
    word.forEach(
        (part, quoted) ->
            found[0] |=
                !quoted
                    && part instanceof WordPart.Literal literal
                    && literal.value().chars().anyMatch(c -> c == '*' || c == '?' || c == '['));
    return found[0];
  }

  static boolean anything(List<Word> patterns) {
    return patterns.stream().anyMatch(p -> p.is("*"));
  }

  /// Whether one of them takes every text with a character outside a harmless set, as
  /// `*[!a-z0-9]*` does: later arms then see harmless text only.
  static boolean harmful(List<Word> patterns) {
    return patterns.stream()
        .map(Word::text)
        .anyMatch(
            t ->
                t.length() > 5
                    && t.startsWith("*[")
                    && t.endsWith("]*")
                    && SafeText.complement(t.substring(1, t.length() - 1)));
  }

  /// Whether bash evaluates the operand as arithmetic, subscripts with command substitutions
  /// included: the sides of `-eq` and its kin, the operand of `-v`.
  static boolean evaluated(List<Word> words, int at) {
    return (at > 0 && (isNumeric(words.get(at - 1)) || words.get(at - 1).is("-v")))
        || (at + 1 < words.size() && isNumeric(words.get(at + 1)));
  }

  private static boolean isNumeric(Word word) {
    return word.literal().filter(NUMERIC::contains).isPresent();
  }
}

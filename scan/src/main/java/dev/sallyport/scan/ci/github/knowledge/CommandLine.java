package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;

/// Matches words of a command line without knowing the program's options.
final class CommandLine {
  /// How many values of options may stand before or between the words (`gh -R o/r issue close`).
  private static final int MAX_VALUES = 2;

  private CommandLine() {}

  /// Whether the words follow in this order, options left out. A `*` at the end of a word stands
  /// for any text.
  static boolean follows(List<String> words, List<String> given) {
    int next = 0;
    int seen = 0;
    for (String word : given) {
      if (next == words.size()) {
        break;
      }
      if (!word.startsWith("-")) {
        next += isWord(words.get(next), word) ? 1 : 0;
        if (++seen >= words.size() + MAX_VALUES) {
          break;
        }
      }
    }
    return next == words.size();
  }

  /// Whether one of the options is there, alone or with `=value`.
  static boolean hasOption(List<String> options, List<String> given) {
    return given.stream().anyMatch(word -> options.contains(option(word)));
  }

  /// `--x` of `--x=y`.
  static String option(String word) {
    int equals = word.indexOf('=');
    return equals < 0 ? word : word.substring(0, equals);
  }

  private static boolean isWord(String pattern, String word) {
    return pattern.endsWith("*")
        ? word.startsWith(pattern.substring(0, pattern.length() - 1))
        : word.equals(pattern);
  }
}

package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;

/// What a command needs of the job's token. Of several that fit, the one that says most decides.
///
/// @param words must follow the program in this order, options left out; a `*` at the end of one
///     stands for any text
/// @param options of which one must be there; empty for none
record CommandTokenNeed(
    String command, List<String> words, List<String> options, TokenNeeds needs) {

  CommandTokenNeed {
    words = List.copyOf(words);
    options = List.copyOf(options);
  }

  boolean fits(List<String> given) {
    return hasWords(given) && (options.isEmpty() || given.stream().anyMatch(this::isOption));
  }

  /// The first word follows the program, perhaps behind an option and its value.
  private boolean hasWords(List<String> given) {
    int next = 0;
    int seen = 0;
    for (String word : given) {
      if (next == words.size()) {
        return true;
      }
      if (word.startsWith("-")) {
        continue;
      }
      if (isWord(words.get(next), word)) {
        next++;
      }
      seen++;
      if (seen > words.size() + MAX_VALUES) {
        return false;
      }
    }
    return next == words.size();
  }

  /// How many values of options may stand between the words.
  private static final int MAX_VALUES = 2;

  private static boolean isWord(String pattern, String word) {
    return pattern.endsWith("*")
        ? word.startsWith(pattern.substring(0, pattern.length() - 1))
        : word.equals(pattern);
  }

  private boolean isOption(String word) {
    int equals = word.indexOf('=');
    return options.contains(equals < 0 ? word : word.substring(0, equals));
  }

  int weight() {
    return words.size() * 2 + (options.isEmpty() ? 0 : 1);
  }

  static CommandTokenNeed read(Sheet.Row row) {
    String words = row.text("words");
    return new CommandTokenNeed(
        row.filled("command"),
        words.isEmpty() ? List.of() : List.of(words.split(" ")),
        row.list("option"),
        TokenNeeds.read(row));
  }
}

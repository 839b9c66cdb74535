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
    return CommandLine.follows(words, given)
        && (options.isEmpty() || CommandLine.hasOption(options, given));
  }

  int weight() {
    return words.size() * 2 + (options.isEmpty() ? 0 : 1);
  }

  static CommandTokenNeed read(Sheet.Row row) {
    return new CommandTokenNeed(
        row.filled("command"), row.words("words"), row.list("option"), TokenNeeds.read(row));
  }
}

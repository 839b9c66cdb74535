package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;

/// An AI agent that a script calls.
///
/// @param words one of them must follow for it to run a task by itself; empty for any call
/// @param dangers options or values that let it act without asking or without a sandbox
public record AgentCommand(String command, List<String> words, List<String> dangers, String why) {

  public AgentCommand {
    words = List.copyOf(words);
    dangers = List.copyOf(dangers);
  }

  boolean isRunBy(List<String> given) {
    return words.isEmpty() || CommandLine.hasOption(words, given);
  }

  /// Those of the words that are dangerous, in their order.
  public List<String> dangersIn(List<String> given) {
    return given.stream()
        .filter(word -> dangers.contains(CommandLine.option(word)) || dangers.contains(value(word)))
        .toList();
  }

  private static String value(String word) {
    return word.substring(word.indexOf('=') + 1);
  }

  static AgentCommand read(Sheet.Row row) {
    return new AgentCommand(
        row.filled("command"), row.list("words"), row.list("dangers"), row.filled("why"));
  }
}

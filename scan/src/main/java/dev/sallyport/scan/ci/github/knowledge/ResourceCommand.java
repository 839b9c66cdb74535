package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;

/// A command that makes something which outlives the job, and the one that takes it away.
///
/// @param words follow the program in this order
/// @param end the program that removes it, with any of `endWords` behind it
/// @param local whether it vanishes with the machine
/// @param what is made, with its article
public record ResourceCommand(
    String command,
    List<String> words,
    String end,
    List<String> endWords,
    boolean local,
    String what) {

  public ResourceCommand {
    words = List.copyOf(words);
    endWords = List.copyOf(endWords);
  }

  boolean isRunBy(List<String> given) {
    return CommandLine.follows(words, given);
  }

  /// Whether a command removes what this one makes.
  public boolean isUndoneBy(String program, List<String> given) {
    return CommandKnowledge.programName(program).equals(end)
        && endWords.stream().anyMatch(given::contains);
  }

  static ResourceCommand read(Sheet.Row row) {
    String local = row.filled("local");
    Sheet.require(local.equals("yes") || local.equals("no"), "neither yes nor no: " + local);
    return new ResourceCommand(
        row.filled("command"),
        row.words("words"),
        row.filled("end"),
        row.list("end_words"),
        local.equals("yes"),
        row.filled("what"));
  }
}

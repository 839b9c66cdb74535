package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;

/// What a command does on the way from sources to users.
///
/// @param words follow the program in this order
/// @param unless options with which it does not
public record DeliveryCommand(
    String command, List<String> words, List<String> unless, Delivery kind) {

  public DeliveryCommand {
    words = List.copyOf(words);
    unless = List.copyOf(unless);
  }

  boolean isRunBy(List<String> given) {
    return CommandLine.follows(words, given)
        && given.stream().noneMatch(unless::contains)
        && !CommandLine.hasOption(unless, given);
  }

  static DeliveryCommand read(Sheet.Row row) {
    return new DeliveryCommand(
        row.filled("command"),
        row.words("words"),
        row.list("unless"),
        row.keyword("kind", Delivery.class));
  }
}

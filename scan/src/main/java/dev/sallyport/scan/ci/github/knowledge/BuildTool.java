package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;

/// A command that runs code it finds in the working directory ("living off the pipeline"): harmless
/// in its own words, and whatever the author of the checkout wants in effect.
///
/// @param command program name, without directory and without `.exe`, `.cmd` or `.bat`
/// @param subcommands first words that do it; empty for any call
/// @param unless options that keep it from doing so
/// @param files what it loads; globs are meant
public record BuildTool(
    String command, List<String> subcommands, List<String> unless, List<String> files, String why) {

  public BuildTool {
    subcommands = List.copyOf(subcommands);
    unless = List.copyOf(unless);
    files = List.copyOf(files);
  }

  /// @param words of the command line behind the program's name
  boolean isRunBy(List<String> words) {
    boolean called =
        subcommands.isEmpty()
            || words.stream()
                .filter(word -> !word.startsWith("-"))
                .limit(MAX_WORDS)
                .anyMatch(subcommands::contains);
    return called && words.stream().noneMatch(unless::contains);
  }

  /// An option before the subcommand may have a value of its own (`npm --prefix x ci`).
  private static final int MAX_WORDS = 3;

  static BuildTool read(Sheet.Row row) {
    return new BuildTool(
        row.filled("command"),
        row.list("subcommands"),
        row.list("unless"),
        row.list("files"),
        row.filled("why"));
  }
}

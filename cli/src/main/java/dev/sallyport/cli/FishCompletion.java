package dev.sallyport.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The completion script for fish (fish-shell documentation, "complete"), which picocli has none
/// of.
final class FishCompletion {
  private FishCompletion() {}

  static String of(CommandLine root) {
    StringBuilder out = new StringBuilder("complete -c sallyport -f\n");
    root.getSubcommands().forEach((name, command) -> command(name, command, out));
    out.append("complete -c sallyport -n '__fish_seen_subcommand_from scan' -F\n");
    return out.toString();
  }

  private static void command(String name, CommandLine command, StringBuilder out) {
    out.append("complete -c sallyport -n __fish_use_subcommand -a ")
        .append(name)
        .append(" -d ")
        .append(quoted(about(command)))
        .append('\n');
    for (OptionSpec option : command.getCommandSpec().options()) {
      out.append(option(name, option));
    }
    for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
      List<String> words = words(parameter.completionCandidates());
      if (!words.isEmpty()) {
        out.append(seen(name)).append(" -a ").append(quoted(String.join(" ", words))).append('\n');
      }
    }
  }

  private static String about(CommandLine command) {
    String about = first(command.getCommandSpec().usageMessage().description(), List.of());
    return about.isEmpty()
        ? first(command.getCommandSpec().usageMessage().header(), List.of())
        : about;
  }

  private static String option(String command, OptionSpec option) {
    StringBuilder out = new StringBuilder(seen(command));
    for (String name : option.names()) {
      out.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    List<String> words = words(option.completionCandidates());
    // -r and -x: the next word is the value, which is wrong where the value may be left out.
    if (option.arity().min() > 0) {
      out.append(option.typeInfo().getType() == Path.class ? " -r -F" : " -x");
    }
    if (!words.isEmpty()) {
      out.append(" -a ").append(quoted(String.join(" ", words)));
    }
    return out.append(" -d ").append(quoted(first(option.description(), words))) + "\n";
  }

  private static String seen(String command) {
    return "complete -c sallyport -n '__fish_seen_subcommand_from " + command + "'";
  }

  private static List<String> words(@Nullable Iterable<String> candidates) {
    List<String> words = new ArrayList<>();
    if (candidates != null) {
      candidates.forEach(words::add);
    }
    return words;
  }

  /// picocli's own variables and line breaks mean nothing to a shell.
  private static String first(String[] lines, List<String> words) {
    return lines.length == 0
        ? ""
        : lines[0]
            .replace("${COMPLETION-CANDIDATES}", String.join(", ", words))
            .replaceFirst("%n.*", "");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

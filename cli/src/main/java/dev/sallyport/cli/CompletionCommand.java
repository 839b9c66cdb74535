package dev.sallyport.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sallyport completion bash|zsh|fish`: a script that completes commands and options.
@Command(
    name = "completion",
    description = "Print a completion script for bash, zsh or fish.",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
  private String shell = "";

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (!SHELLS.contains(shell)) {
      line.getErr()
          .println("sallyport: completion: expected bash, zsh or fish, got '" + shell + "'");
      line.getErr().flush();
      return 2;
    }
    CommandLine root = line.getParent();
    // The bash script of picocli also serves zsh, which it switches to bash completion.
    line.getOut().print(shell.equals("fish") ? fish(root) : AutoComplete.bash("sallyport", root));
    line.getOut().flush();
    return 0;
  }

  private static String fish(CommandLine root) {
    StringBuilder out = new StringBuilder("complete -c sallyport -f\n");
    root.getSubcommands()
        .forEach(
            (name, command) -> {
              out.append("complete -c sallyport -n __fish_use_subcommand -a ")
                  .append(name)
                  .append(" -d ")
                  .append(quoted(first(command.getCommandSpec().usageMessage().description())))
                  .append('\n');
              for (OptionSpec option : command.getCommandSpec().options()) {
                out.append(option(name, option));
              }
            });
    out.append("complete -c sallyport -n '__fish_seen_subcommand_from scan' -F\n");
    return out.toString();
  }

  private static String option(String command, OptionSpec option) {
    StringBuilder out =
        new StringBuilder("complete -c sallyport -n '__fish_seen_subcommand_from ")
            .append(command)
            .append('\'');
    for (String name : option.names()) {
      out.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    if (option.arity().max() > 0) {
      out.append(" -r");
    }
    if (option.completionCandidates() != null) {
      List<String> values = new java.util.ArrayList<>();
      option.completionCandidates().forEach(values::add);
      out.append(" -a ").append(quoted(String.join(" ", values)));
    }
    return out.append(" -d ").append(quoted(first(option.description()))).append('\n').toString();
  }

  private static String first(String[] lines) {
    return lines.length == 0 ? "" : lines[0];
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}

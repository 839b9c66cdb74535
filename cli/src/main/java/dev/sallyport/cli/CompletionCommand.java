package dev.sallyport.cli;

import dev.sallyport.base.text.Suggest;
import dev.sallyport.scan.engine.ExitCodes;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sallyport completion bash|zsh|fish`: a script that completes commands and options.
@Command(
    name = "completion",
    description = "Print a completion script for bash, zsh or fish.",
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      completionCandidates = Candidates.Shells.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private String shell = "";

  @Override
  public Integer call() {
    CommandLine line = Objects.requireNonNull(spec).commandLine();
    if (!Candidates.Shells.WORDS.contains(shell)) {
      line.getErr()
          .println(
              "sallyport: completion: expected bash, zsh or fish, got '"
                  + shell
                  + "'"
                  + Suggest.hint(shell, Candidates.Shells.WORDS));
      line.getErr().flush();
      return ExitCodes.USAGE;
    }
    CommandLine root = line.getParent();
    // The bash script of picocli also serves zsh, which it switches to bash completion.
    line.getOut()
        .print(
            shell.equals("fish") ? FishCompletion.of(root) : AutoComplete.bash("sallyport", root));
    line.getOut().flush();
    return ExitCodes.CLEAN;
  }
}

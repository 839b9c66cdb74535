package dev.sallyport.cli.audit;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/// `sallyport audit append`, for the list of commands: the launcher gives it to the program that
/// knows the database. Who gets here has the scanner alone.
@Command(
    name = "append",
    description = "Record a deployment that happened outside, in the log of this machine.")
final class AppendCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;
  @Parameters(hidden = true) private List<String> positional = List.of();
  @Unmatched private List<String> options = List.of();

  @Override
  public Integer call() {
    Objects.requireNonNull(spec)
        .commandLine()
        .getErr()
        .println("audit append needs the server's part of Sallyport: start it with ./sallyport");
    return Exit.USAGE;
  }
}

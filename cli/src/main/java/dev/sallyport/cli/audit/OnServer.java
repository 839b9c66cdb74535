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

/// Commands on the server's own machine, for the list of commands: the launcher gives them to the
/// program that knows the database. Who gets here has the scanner alone.
public abstract sealed class OnServer implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  // Whatever is given is taken, so that the answer is that of call().
  @Parameters(hidden = true)
  @SuppressWarnings("UnusedVariable")
  private List<String> positional = List.of();

  @Unmatched
  @SuppressWarnings("UnusedVariable")
  private List<String> options = List.of();

  @Override
  public final Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    line.getErr()
        .println(
            "%s needs the server's part of Sallyport: start it with ./sallyport"
                .formatted(line.getCommandSpec().qualifiedName().replaceFirst("^sallyport ", "")));
    return Exit.USAGE;
  }

  /// `sallyport serve`.
  @Command(name = "serve", description = Serve.DESCRIPTION)
  public static final class Serve extends OnServer {
    /// As the list of all commands has it.
    public static final String DESCRIPTION =
        "Run the server: the audit log over HTTP, health, metrics, sinks.";
  }

  @Command(
      name = "append",
      description = "Record a deployment that happened outside, in the log of this machine.")
  static final class Append extends OnServer {}

  @Command(name = "search", description = "Find entries in the log of this machine, newest first.")
  static final class Search extends OnServer {}

  @Command(name = "erase", description = "Erase what the log of this machine keeps about a person.")
  static final class Erase extends OnServer {}

  @Command(
      name = "reindex",
      description = "Make the tables for searching again from the entries of this machine's log.")
  static final class Reindex extends OnServer {}
}

package dev.sallyport.cli.audit;

import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `sallyport audit`: the group. What works on a published log alone is here; what needs the
/// server's database is not.
@Command(
    name = "audit",
    description = AuditCommand.DESCRIPTION,
    mixinStandardHelpOptions = true,
    subcommands = {
      VerifyCommand.class,
      ShowCommand.class,
      ProveCommand.class,
      CheckProofCommand.class,
      CosignCommand.class
    },
    footer = {
      "",
      "LOG is the directory of a log or the URL it is published under. The server is",
      "not trusted: all that is shown or kept was proven with --key or --policy",
      "first.",
      "",
      "On the server's own machine: append, search, erase, reindex, and verify",
      "--state DIR, which compares the rows of the database, its head and the",
      "published files.",
      "",
      "Exit codes: 0 right; 1 the log or proof is wrong; 2 wrong usage; 3 it could",
      "not be read; 4 the log forked; 5 the log fell silent or went back (both:",
      "mirror alone)."
    })
public final class AuditCommand implements Runnable {
  /// As the list of all commands has it.
  public static final String DESCRIPTION = "Verify, read, prove and mirror the audit log.";

  @Spec private @Nullable CommandSpec spec;

  /// @param clock tells how long a mirrored log has been silent
  public static CommandLine with(Clock clock) {
    return new CommandLine(new AuditCommand())
        .addSubcommand("mirror", new MirrorCommand(clock))
        .addSubcommand(new OnServer.Append())
        .addSubcommand(new OnServer.Search())
        .addSubcommand(new OnServer.Erase())
        .addSubcommand(new OnServer.Reindex())
        .addSubcommand(new HelpCommand());
  }

  @Override
  public void run() {
    var line = Objects.requireNonNull(spec).commandLine();
    line.usage(line.getOut());
  }
}

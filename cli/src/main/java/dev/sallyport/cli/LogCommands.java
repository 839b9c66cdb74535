package dev.sallyport.cli;

import dev.sallyport.cli.audit.AuditCommand;
import dev.sallyport.cli.audit.OnServer;
import dev.sallyport.cli.audit.WitnessCommand;
import java.time.Clock;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The commands on logs and servers. A scan that does not name them pays nothing for them: all that
/// is made
/// then is their line in the help, and no class of theirs is loaded.
final class LogCommands {
  private static final String AUDIT = "audit";
  private static final String WITNESS = "witness";
  private static final String SERVE = "serve";

  private LogCommands() {}

  /// @param args the command line; `completion` needs every option
  static void addTo(CommandLine line, Clock clock, List<String> args) {
    boolean all = args.contains("completion");
    if (all || args.contains(AUDIT)) {
      line.addSubcommand(AUDIT, AuditCommand.with(clock));
    } else {
      line.addSubcommand(AUDIT, named(AuditCommand.DESCRIPTION));
    }
    if (all || args.contains(WITNESS)) {
      line.addSubcommand(WITNESS, new WitnessCommand(clock));
    } else {
      line.addSubcommand(WITNESS, named(WitnessCommand.DESCRIPTION));
    }
    if (all || args.contains(SERVE)) {
      line.addSubcommand(SERVE, new OnServer.Serve());
    } else {
      line.addSubcommand(SERVE, named(OnServer.Serve.DESCRIPTION));
    }
  }

  private static CommandSpec named(String description) {
    var spec = CommandSpec.create();
    spec.usageMessage().description(description);
    return spec;
  }
}

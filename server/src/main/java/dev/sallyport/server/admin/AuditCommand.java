package dev.sallyport.server.admin;

import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `sallyport audit`: the log of an installation, on its own machine.
@Command(
    name = "audit",
    description = "The log of this installation.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class AuditCommand {

  private AuditCommand() {}

  public static CommandLine commandLine(Clock clock, Map<String, String> environment) {
    return new CommandLine(new AuditCommand())
        .addSubcommand(new AuditAppendCommand(clock, environment))
        .addSubcommand(new AuditSearchCommand(clock, environment))
        .addSubcommand(new AuditEraseCommand(clock, environment))
        .addSubcommand(new AuditVerifyCommand(environment))
        .addSubcommand(new AuditReindexCommand(environment));
  }
}

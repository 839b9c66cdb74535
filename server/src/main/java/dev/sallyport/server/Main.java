package dev.sallyport.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.server.admin.AuditCommand;
import dev.sallyport.server.admin.ServeCommand;
import dev.sallyport.server.admin.Stop;
import dev.sallyport.server.output.Libraries;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands that need the state directory. `./sallyport` starts it for these and the other
/// program for all else; one `--help` lists both.
@Command(
    name = "sallyport",
    description = "Commands on the server's own machine.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
public final class Main {

  /// As `perhaps logged` of `audit append`.
  private static final int UNEXPECTED = 4;

  private Main() {}

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    Libraries.silence();
    var out = new PrintWriter(System.out, false, UTF_8);
    var err = new PrintWriter(System.err, false, UTF_8);
    int code =
        commandLine(Clock.systemUTC(), System.getenv(), Stop.onSignal(Runtime.getRuntime()::halt))
            .setOut(out)
            .setErr(err)
            .execute(args);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /// All commands, with what they take from outside.
  ///
  /// @param stop ends `serve`
  public static CommandLine commandLine(Clock clock, Map<String, String> environment, Stop stop) {
    var line =
        new CommandLine(new Main())
            .addSubcommand(new ServeCommand(clock, environment, stop))
            .addSubcommand(AuditCommand.commandLine(clock, environment));
    versioned(line);
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler(Main::unexpected);
  }

  /// All commands have the option; they are one program.
  private static void versioned(CommandLine line) {
    String version = Main.class.getPackage().getImplementationVersion();
    line.getCommandSpec().version("sallyport " + (version == null ? "(unpackaged)" : version));
    line.getSubcommands().values().forEach(Main::versioned);
  }

  /// A mistake of ours: where it struck is not known, so neither is what was done.
  private static int unexpected(
      Exception e, CommandLine command, CommandLine.ParseResult arguments) {
    command.getErr().println("unexpected, this is a bug: " + e);
    return UNEXPECTED;
  }
}

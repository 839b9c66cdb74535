package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The program.
@Command(
    name = "sallyport",
    description = "Security of CI/CD pipelines.",
    versionProvider = Main.Version.class,
    subcommands = {
      RulesCommand.class,
      ExplainCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    var out = new PrintWriter(System.out, false, UTF_8);
    var err = new PrintWriter(System.err, false, UTF_8);
    int code = run(out, err, Clock.systemUTC(), args);
    out.flush();
    err.flush();
    // Nothing waits for the end of the program, and exit() would first look for a logger.
    Runtime.getRuntime().halt(code);
  }

  /// Runs one command line and returns its exit code.
  static int run(PrintWriter out, PrintWriter err, Clock clock, String... args) {
    var line = new CommandLine(new Main()).addSubcommand("scan", new ScanCommand(clock));
    LogCommands.addTo(line, clock, List.of(args));
    return line.setOut(out).setErr(err).execute(args);
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
  }

  static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "0.0.0" : version;
  }

  /// Read from the jar's manifest, where the build writes it.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"sallyport " + (version == null ? "(unpackaged)" : version)};
    }
  }
}

package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.scan.engine.ExitCodes;
import java.io.BufferedWriter;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {
  private static final int FRAMES = 12;

  @Spec private @Nullable CommandSpec spec;

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    StandardOut standard = StandardOut.ofProcess();
    var out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(standard, UTF_8)));
    var err = new PrintWriter(System.err, false, UTF_8);
    int code = run(out, err, Clock.systemUTC(), args);
    out.flush();
    if (standard.failure().isPresent()) {
      err.println("sallyport: " + standard.failure().get());
      code = ExitCodes.USAGE;
    }
    err.flush();
    // Nothing waits for the end of the program, and exit() would first look for a logger.
    Runtime.getRuntime().halt(code);
  }

  /// Runs one command line and returns its exit code.
  static int run(PrintWriter out, PrintWriter err, Clock clock, String... args) {
    return run(out, err, clock, System.getenv(), args);
  }

  static int run(
      PrintWriter out,
      PrintWriter err,
      Clock clock,
      Map<String, String> environment,
      String... args) {
    try {
      var line = new CommandLine(new Main());
      line.addSubcommand("scan", new ScanCommand(clock, environment));
      line.addSubcommand(new RulesCommand());
      line.addSubcommand(new ExplainCommand());
      LogCommands.addTo(line, clock, List.of(args));
      line.addSubcommand(new CompletionCommand());
      line.addSubcommand(new HelpCommand());
      return execute(line, out, err, args);
    } catch (OutOfMemoryError _) {
      err.println(
          "sallyport: not enough memory for a tree of this size; name a part of it, or give the"
              + " machine more");
      err.flush();
      return ExitCodes.INCOMPLETE;
    } catch (StackOverflowError defect) {
      return defect(err, defect);
    }
  }

  private static int execute(CommandLine line, PrintWriter out, PrintWriter err, String... args) {
    versioned(line);
    return line.setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(new WrongUsage())
        .setExecutionExceptionHandler((defect, _, _) -> defect(err, defect))
        .execute(args);
  }

  /// All commands have the option; they are one program.
  private static void versioned(CommandLine line) {
    line.getCommandSpec().versionProvider(new Version());
    line.getSubcommands().values().forEach(Main::versioned);
  }

  /// The code of a tree that was not looked into: a defect must neither pass for findings nor for
  /// their absence.
  private static int defect(PrintWriter err, Throwable defect) {
    err.println("sallyport: a defect of the program ended this run; please report it:");
    err.println("  " + defect);
    Stream.of(defect.getStackTrace()).limit(FRAMES).forEach(at -> err.println("    at " + at));
    err.flush();
    return ExitCodes.INCOMPLETE;
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

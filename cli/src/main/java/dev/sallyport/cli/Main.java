package dev.sallyport.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The program.
@Command(
    name = "sallyport",
    description = "Security of CI/CD pipelines.",
    versionProvider = Main.Version.class,
    mixinStandardHelpOptions = true)
public final class Main implements Runnable {

  @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  public static void main(String[] args) {
    System.exit(
        run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
  }

  /// Runs one command line and returns its exit code.
  static int run(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new Main()).setOut(out).setErr(err).execute(args);
  }

  @Override
  public void run() {
    if (spec != null) {
      spec.commandLine().usage(spec.commandLine().getOut());
    }
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

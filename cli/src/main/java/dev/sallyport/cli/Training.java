package dev.sallyport.cli;

import dev.sallyport.scan.report.ReportFormat;
import dev.sallyport.scan.report.Reports;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Clock;

/// What the launcher runs once to let the JVM record which classes a scan needs. It takes the
/// ways that users take: every format, personas, the help. Outcomes do not matter, so nothing is
/// printed.
final class Training {

  private Training() {}

  /// @param args the tree to scan
  public static void main(String[] args) {
    String tree = args[0];
    for (ReportFormat format : Reports.all()) {
      run("scan", tree, "--no-cache", "--format", format.id());
    }
    run("scan", tree, "--no-cache", "--persona", "auditor", "--color", "always");
    run("--version");
    run("scan", "--help");
    run("--help");
  }

  private static void run(String... args) {
    Main.run(
        new PrintWriter(Writer.nullWriter()),
        new PrintWriter(Writer.nullWriter()),
        Clock.systemUTC(),
        args);
  }
}

package dev.sallyport.cli;

import dev.sallyport.scan.report.ReportFormat;
import dev.sallyport.scan.report.Reports;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/// What the launcher runs once to let the JVM record which classes a scan needs. It takes the ways
/// that users take: every format, personas, fixes, the help. Outcomes do not matter, so nothing is
/// printed. The samples of all rule pages are scanned, for a class that is met here for the first
/// time costs every later start half a millisecond less, and there are hundreds.
final class Training {

  private Training() {}

  /// @param args an empty directory of its own, which it fills, and a small tree to scan
  public static void main(String[] args) throws IOException {
    Path pages = Path.of(args[0]);
    for (Rule rule : PipelineRules.all()) {
      samples(rule.info().id(), pages);
    }
    String tree = args[1];
    for (ReportFormat format : Reports.all()) {
      run("scan", tree, "--no-cache", "--format", format.id());
    }
    run("scan", pages.toString(), "--no-cache", "--persona", "auditor", "--color", "always");
    run("scan", pages.toString(), "--no-cache", "--diff");
    // Twice: written into the cache, then read from it.
    run("scan", pages.toString());
    run("scan", pages.toString());
    run("rules");
    run("explain", "template-injection");
    run("--version");
    run("scan", "--help");
    run("--help");
  }

  /// Writes the page's workflows, each under a name of its own.
  private static void samples(String rule, Path root) throws IOException {
    Path directory = Files.createDirectories(root.resolve(".github/workflows"));
    String[] parts = ExplainCommand.text(rule).split("\n```", -1);
    for (int i = 0; i < parts.length; i++) {
      int head = parts[i].indexOf('\n');
      if (head > 0 && parts[i].startsWith("yaml title=\".github/workflows/")) {
        Path file = directory.resolve(rule + "-" + i + ".yml");
        Files.writeString(file, parts[i].substring(head + 1) + "\n");
      }
    }
  }

  private static void run(String... args) {
    Main.run(
        new PrintWriter(Writer.nullWriter()),
        new PrintWriter(Writer.nullWriter()),
        Clock.systemUTC(),
        args);
  }
}

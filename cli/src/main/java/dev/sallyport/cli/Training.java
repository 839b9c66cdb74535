package dev.sallyport.cli;

import java.io.PrintWriter;
import java.io.Writer;

/// What the launcher runs once to let the JVM record which classes a scan needs. It takes the
/// ways that users take: every format, personas, the help. Outcomes do not matter, so nothing is
/// printed.
final class Training {

  private Training() {}

  /// @param args the tree to scan
  public static void main(String[] args) {
    String tree = args[0];
    for (String format : new String[] {"terminal", "json", "sarif", "html", "markdown", "junit"}) {
      run("scan", tree, "--format", format);
    }
    run("scan", tree, "--persona", "auditor");
    run("--version");
    run("scan", "--help");
    run("--help");
  }

  private static void run(String... args) {
    Main.run(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), args);
  }
}

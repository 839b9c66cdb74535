package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.engine.ExitCodes;
import dev.sallyport.scan.fix.ChangedFile;
import dev.sallyport.scan.fix.FixApplier;
import dev.sallyport.scan.fix.FixWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// `--fix` and `--diff`: applies what can be applied, says what it did and what is left.
final class FixRun {
  private final ScanCommand asked;
  private final PrintWriter out;
  private final PrintWriter err;

  FixRun(ScanCommand asked, PrintWriter out, PrintWriter err) {
    this.asked = asked;
    this.out = out;
    this.err = err;
  }

  int run(Path root, List<Finding> findings, Map<String, SourceText> texts) {
    FixApplier.Outcome outcome = FixApplier.apply(findings, texts, most());
    int code = asked.diff ? show(outcome) : write(root, outcome);
    err.flush();
    out.flush();
    return code;
  }

  private Safety most() {
    String fix = asked.fix;
    if (fix == null || fix.equals("safe")) {
      return Safety.SAFE;
    }
    if (fix.equals("unsafe")) {
      return Safety.UNSAFE;
    }
    throw new UsageException("--fix: expected --fix or --fix=unsafe, got '" + fix + "'");
  }

  /// A patch on standard output, everything else on the other one.
  private int show(FixApplier.Outcome outcome) {
    outcome.files().forEach(file -> out.print(file.diff()));
    summary(outcome, "would change");
    return ExitCodes.CLEAN;
  }

  private int write(Path root, FixApplier.Outcome outcome) {
    FixWriter writer = new FixWriter(root);
    int refused = 0;
    for (ChangedFile file : outcome.files()) {
      switch (writer.write(file)) {
        case FixWriter.Written.Done(String path) -> out.println("fixed " + path);
        case FixWriter.Written.Refused(String path, String reason) -> {
          refused++;
          err.println("sallyport: " + path + " is left as it was: " + reason);
        }
      }
    }
    outcome.applied().stream()
        .filter(a -> !a.fix().explanation().isEmpty())
        .forEach(
            a ->
                out.println(
                    "  "
                        + a.finding().primary()
                        + "  "
                        + a.fix().title()
                        + ": "
                        + a.fix().explanation()));
    summary(outcome, "changed");
    return refused > 0 ? ExitCodes.INCOMPLETE : ExitCodes.CLEAN;
  }

  private void summary(FixApplier.Outcome outcome, String verb) {
    outcome
        .skipped()
        .forEach(
            s ->
                err.println(
                    "sallyport: not applied at "
                        + s.finding().primary()
                        + " ("
                        + s.finding().rule()
                        + "): "
                        + s.reason()));
    err.println(
        "sallyport: "
            + outcome.applied().size()
            + " fixes, "
            + outcome.files().size()
            + " files "
            + verb
            + (outcome.runAgain() ? "; run again for the rest" : ""));
  }
}

package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.engine.ExitCodes;
import dev.sallyport.scan.fix.ChangedFile;
import dev.sallyport.scan.fix.FixApplier;
import dev.sallyport.scan.fix.FixWriter;
import dev.sallyport.scan.report.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// `--fix` and `--diff`: applies what can be applied, says what it did and what is left.
final class FixRun {
  private final ScanCommand asked;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Set<String> changed = new TreeSet<>();
  private List<FixApplier.Skipped> skipped = List.of();
  private final StringBuilder patch = new StringBuilder();
  private int applied;
  private int refused;

  FixRun(ScanCommand asked, PrintWriter out, PrintWriter err) {
    this.asked = asked;
    this.out = out;
    this.err = err;
  }

  /// Applies what goes together. True when another round on the new text would do more.
  boolean round(Path root, List<Finding> findings, Map<String, SourceText> texts) {
    FixApplier.Outcome outcome = FixApplier.apply(findings, texts, most());
    if (asked.diff) {
      outcome.files().forEach(file -> patch.append(file.diff()));
      outcome.files().forEach(file -> changed.add(file.path()));
      applied += outcome.applied().size();
    } else {
      write(root, outcome);
    }
    skipped = outcome.skipped();
    return outcome.runAgain() && !asked.diff && refused == 0;
  }

  /// Says what came of it, on standard error; the exit code.
  int end(List<Problem> problems) {
    if (asked.diff) {
      handOver();
    }
    List<Problem> unread =
        problems.stream().filter(p -> p.kind() == Problem.Kind.INCOMPLETE).toList();
    unread.forEach(p -> tell(p.path() + ": " + p.message()));
    if (!asked.quiet) {
      summary();
    }
    err.flush();
    out.flush();
    return refused > 0 || !unread.isEmpty() ? ExitCodes.INCOMPLETE : ExitCodes.CLEAN;
  }

  private void handOver() {
    Path file = asked.output;
    if (file == null) {
      out.print(patch);
      return;
    }
    try {
      Files.writeString(file, patch);
    } catch (IOException failed) {
      throw Failure.writing("the patch", file, failed);
    }
  }

  private void summary() {
    for (FixApplier.Skipped s : skipped) {
      tell(
          "not applied at "
              + s.finding().primary()
              + " ("
              + s.finding().rule()
              + "): "
              + s.reason());
    }
    boolean more = skipped.stream().anyMatch(FixApplier.Skipped::again);
    err.println(
        "sallyport: "
            + applied
            + (applied == 1 ? " fix, " : " fixes, ")
            + changed.size()
            + (changed.size() == 1 ? " file" : " files")
            + (asked.diff ? " would change" : " changed")
            + (more ? "; run again for the rest" : ""));
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

  private void write(Path root, FixApplier.Outcome outcome) {
    FixWriter writer = new FixWriter(root);
    Set<String> kept = new TreeSet<>();
    for (ChangedFile file : outcome.files()) {
      switch (writer.write(file)) {
        case FixWriter.Written.Done(String path) -> {
          changed.add(path);
          say("fixed " + path);
        }
        case FixWriter.Written.Refused(String path, String reason) -> {
          kept.add(path);
          tell(path + " is left as it was: " + reason);
        }
      }
    }
    refused += kept.size();
    List<FixApplier.Applied> made =
        outcome.applied().stream()
            .filter(a -> a.fix().edits().stream().noneMatch(e -> kept.contains(e.path())))
            .toList();
    applied += made.size();
    made.stream()
        .filter(a -> !a.fix().explanation().isEmpty())
        .forEach(
            a ->
                say(
                    "  "
                        + a.finding().primary()
                        + "  "
                        + a.fix().title()
                        + ": "
                        + a.fix().explanation()));
  }

  private void say(String line) {
    if (!asked.quiet) {
      out.println(Visible.text(line));
    }
  }

  /// Names of files come from the tree: none may steer a terminal or command a CI system's log.
  private void tell(String line) {
    err.println("sallyport: " + Visible.text(line));
  }
}

package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.scan.engine.Baseline;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The baseline: read and written.
final class ScanFiles {
  private static final int LARGEST = 64 << 20;

  private final ScanCommand asked;

  ScanFiles(ScanCommand asked) {
    this.asked = asked;
  }

  /// Says what was written; nothing when that was not asked for.
  ///
  /// @param findings that the reader sees: what he does not see he has not decided to accept
  Optional<String> writeBaseline(List<Finding> findings, ScanInput input) {
    Path file = asked.writeBaseline;
    if (file == null) {
      return Optional.empty();
    }
    if (asked.baseline != null) {
      throw new UsageException("--write-baseline and --baseline do not go together: name one");
    }
    if (!asked.only.isEmpty() || !asked.skip.isEmpty() || !input.scopes().contains("")) {
      throw new UsageException(
          "--write-baseline lists the findings of all rules in the whole tree; leave out --only,"
              + " --skip and single paths, or the rest would be lost from the file");
    }
    try {
      Files.writeString(file, Baseline.write(findings));
      String listed = findings.size() == 1 ? "1 finding is" : findings.size() + " findings are";
      return Optional.of(listed + " listed in " + file);
    } catch (IOException failed) {
      throw Failure.writing("the baseline", file, failed);
    }
  }

  /// Takes out what the baseline lists, and adds it to `suppressed`.
  List<Finding> baseline(
      List<Finding> findings, List<Suppressed> suppressed, List<String> ran, List<String> notices) {
    Path file = asked.baseline;
    if (file == null) {
      return findings;
    }
    String text = ConfigurationSource.named("--baseline", file, LARGEST).text();
    return switch (Baseline.read(file.toString(), text)) {
      case Baseline.Result.Invalid(List<ConfigProblem> problems) ->
          throw new UsageException(
              String.join("\n", problems.stream().map(ConfigProblem::toString).toList()));
      case Baseline.Result.Loaded(Baseline baseline) -> {
        List<String> elsewhere = suppressed.stream().map(s -> s.finding().fingerprint()).toList();
        Baseline.Outcome outcome = baseline.apply(findings, elsewhere, ran);
        suppressed.addAll(outcome.suppressed());
        notices.addAll(outcome.notices());
        yield outcome.kept();
      }
    };
  }
}

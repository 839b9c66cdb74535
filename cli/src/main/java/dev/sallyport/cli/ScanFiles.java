package dev.sallyport.cli;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.engine.Baseline;
import dev.sallyport.scan.engine.ConfigProblem;
import dev.sallyport.scan.engine.Configuration;
import dev.sallyport.scan.engine.ConfigurationReader;
import dev.sallyport.scan.engine.ConfigurationResult;
import dev.sallyport.scan.source.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The files beside the scanned ones: configuration and baseline.
final class ScanFiles {
  private final ScanCommand asked;

  ScanFiles(ScanCommand asked) {
    this.asked = asked;
  }

  Configuration configuration(Target target, List<String> known) {
    return switch (read(target, known)) {
      case ConfigurationResult.Loaded(Configuration configuration) -> configuration;
      case ConfigurationResult.Invalid(List<ConfigProblem> problems) ->
          throw new UsageException(
              "the configuration has "
                  + (problems.size() == 1 ? "a problem" : problems.size() + " problems")
                  + "\n"
                  + String.join("\n", problems.stream().map(ConfigProblem::toString).toList()));
    };
  }

  private ConfigurationResult read(Target target, List<String> known) {
    Path file = asked.config;
    if (file == null) {
      // The tree is untrusted: a link in it must not have error messages quote other files.
      return ConfigurationReader.find(
          name -> text(target.root().resolve(name), name, LinkOption.NOFOLLOW_LINKS), known);
    }
    return ConfigurationReader.read(
        text(file, file.toString())
            .orElseThrow(() -> new UsageException("--config: there is no file " + file)),
        known);
  }

  private static Optional<SourceText> text(Path file, String name, LinkOption... links) {
    try {
      return Files.isRegularFile(file, links)
          ? Optional.of(new SourceText(name, Files.readString(file), ""))
          : Optional.empty();
    } catch (IOException unreadable) {
      throw new UsageException(file + ": cannot be read: " + unreadable.getMessage());
    }
  }

  /// Says what was written; nothing when that was not asked for.
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
      return Optional.of(findings.size() + " findings are listed in " + file);
    } catch (IOException failed) {
      throw new UsageException("--write-baseline: cannot write " + file + ": " + failed);
    }
  }

  /// Takes out what the baseline lists, and adds it to `suppressed`.
  List<Finding> baseline(
      List<Finding> findings, List<Suppressed> suppressed, List<String> ran, List<String> notices) {
    Path file = asked.baseline;
    if (file == null) {
      return findings;
    }
    SourceText text =
        text(file, file.toString())
            .orElseThrow(() -> new UsageException("--baseline: there is no file " + file));
    return switch (Baseline.read(file.toString(), text.text())) {
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

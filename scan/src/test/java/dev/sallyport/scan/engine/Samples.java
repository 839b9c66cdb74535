package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import java.util.List;
import java.util.Locale;

/// Findings and files for the tests of this package.
final class Samples {
  static final List<String> RULES =
      List.of(
          "missing-permissions",
          "persisted-credentials",
          "script-injection",
          "template-injection",
          "unpinned-action",
          "unpinned-image");

  private Samples() {}

  static SourceText file(String path, String text) {
    return new SourceText(path, text, Integer.toHexString(text.hashCode()));
  }

  static SourceText config(String text) {
    return file(".sallyport.yaml", text);
  }

  static Configuration loaded(String text) {
    return switch (ConfigurationReader.read(config(text), RULES)) {
      case ConfigurationResult.Loaded(Configuration configuration) -> configuration;
      case ConfigurationResult.Invalid(List<ConfigProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  static List<String> problems(String text) {
    return switch (ConfigurationReader.read(config(text), RULES)) {
      case ConfigurationResult.Loaded _ -> List.of();
      case ConfigurationResult.Invalid(List<ConfigProblem> problems) ->
          problems.stream().map(ConfigProblem::toString).toList();
    };
  }

  /// 32 hexadecimal digits that end in `n`.
  static String fingerprint(int n) {
    return String.format(Locale.ROOT, "%032x", n);
  }

  /// At the first place where `part` stands.
  static Finding finding(String rule, SourceText file, String part, int n) {
    int at = file.text().indexOf(part);
    if (at < 0) {
      throw new AssertionError("'" + part + "' is not in " + file.path());
    }
    return finding(rule, Severity.HIGH, file, new Span(at, at + part.length()), n);
  }

  static Finding finding(String rule, Severity severity, SourceText file, Span span, int n) {
    return new Finding(
        rule,
        severity,
        Confidence.HIGH,
        Persona.DEFAULT,
        Reach.NONE,
        "message of " + rule,
        file.at(span),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        fingerprint(n));
  }

  static Finding finding(String rule, Severity severity) {
    return finding(rule, severity, file("ci.yml", "on: push"), new Span(0, 2), 1);
  }
}

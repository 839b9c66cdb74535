package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import org.jspecify.annotations.Nullable;

/// What the configuration says of one rule.
///
/// @param severity replaces the severity of every finding of the rule; null keeps the grading
/// @param persona replaces who sees the findings; null keeps it
/// @param paths where the rule counts
public record RuleSetting(
    boolean enabled, @Nullable Severity severity, @Nullable Persona persona, PathFilter paths) {
  public static final RuleSetting DEFAULT = new RuleSetting(true, null, null, PathFilter.ALL);

  /// The finding with this setting's severity and persona; its fingerprint stays.
  Finding regrade(Finding finding) {
    if (severity == null && persona == null) {
      return finding;
    }
    return new Finding(
        finding.rule(),
        severity == null ? finding.severity() : severity,
        finding.confidence(),
        persona == null ? finding.persona() : persona,
        finding.reach(),
        finding.message(),
        finding.primary(),
        finding.related(),
        finding.path(),
        finding.references(),
        finding.fixes(),
        finding.fingerprint());
  }
}

package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.scan.rule.Policies;
import java.util.List;
import java.util.Map;

/// All of `.sallyport.yaml`. Reference: `docs/configuration.md`.
///
/// @param path where it was read from, as the user would name it; empty when there is none
/// @param rules settings by rule id, only of the rules named there
/// @param paths in which files findings are reported
/// @param strict whether gaps count as incomplete
public record Configuration(
    String path,
    Map<String, RuleSetting> rules,
    PathFilter paths,
    Policies policies,
    List<Suppression> suppressions,
    FailOn failOn,
    Persona persona,
    boolean strict) {

  public static final Configuration DEFAULT =
      new Configuration(
          "",
          Map.of(),
          PathFilter.ALL,
          Policies.DEFAULT,
          List.of(),
          FailOn.HIGH,
          Persona.DEFAULT,
          false);

  public Configuration {
    rules = Map.copyOf(rules);
    suppressions = List.copyOf(suppressions);
  }

  /// The setting of a rule; the default one when the file does not name it.
  public RuleSetting rule(String id) {
    return rules.getOrDefault(id, RuleSetting.DEFAULT);
  }

  /// Whether [#grade] may change or drop anything.
  boolean grades() {
    return !rules.isEmpty() || !paths.equals(PathFilter.ALL);
  }

  /// Drops findings of disabled rules and in paths that do not count, and sets the severities and
  /// personas asked for. Order is kept.
  public List<Finding> grade(List<Finding> findings) {
    if (!grades()) {
      return List.copyOf(findings);
    }
    return findings.stream().filter(this::counts).map(f -> rule(f.rule()).regrade(f)).toList();
  }

  private boolean counts(Finding finding) {
    String where = finding.primary().path();
    RuleSetting setting = rule(finding.rule());
    return setting.enabled() && paths.accepts(where) && setting.paths().accepts(where);
  }

  /// Lower-case hex SHA-256 over what changes the raw results of rules: the policies. Everything
  /// else is applied to results afterwards, so it must not empty a cache of results.
  public String digest() {
    return PolicyDigest.of(policies);
  }
}

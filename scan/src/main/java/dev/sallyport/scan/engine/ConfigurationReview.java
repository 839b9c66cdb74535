package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.ConfigurationEffect;
import dev.sallyport.base.model.finding.ConfigurationEffect.Origin;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.scan.rule.Policies;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Counts what a configuration takes away from the results of a scan.
///
/// @param origin where the configuration was read from
/// @param persona who reads
public record ConfigurationReview(Configuration configuration, Origin origin, Persona persona) {

  /// @param option severity from which findings fail, when an option says so
  /// @param selected ids of the rules that would run without the configuration
  /// @param files paths of the analysed files that were asked for
  /// @param raw findings in them as the rules made them
  /// @param suppressed findings in them that are hidden
  public record Scanned(
      Optional<FailOn> option,
      Collection<String> selected,
      Collection<String> files,
      List<Finding> raw,
      List<Suppressed> suppressed) {}

  public ConfigurationEffect effect(Scanned scanned) {
    FailOn failOn = scanned.option().orElse(configuration.failOn());
    return new ConfigurationEffect(
        configuration.path(),
        origin,
        failOn.id(),
        failOnOrigin(scanned),
        scanned.files().stream().filter(path -> !configuration.paths().accepts(path)).toList(),
        scanned.selected().stream().filter(id -> !configuration.rule(id).enabled()).toList(),
        configuration.grades() ? (int) scanned.raw().stream().filter(this::hidden).count() : 0,
        configuration.grades() ? (int) scanned.raw().stream().filter(this::lowered).count() : 0,
        from(scanned, configuration.path()),
        from(scanned, SuppressionRun.INLINE),
        !configuration.policies().equals(Policies.DEFAULT));
  }

  private Origin failOnOrigin(Scanned scanned) {
    if (scanned.option().isPresent()) {
      return Origin.OPTION;
    }
    return configuration.failOn() == Configuration.DEFAULT.failOn() ? Origin.NONE : origin;
  }

  private boolean hidden(Finding raw) {
    List<Finding> graded = configuration.grade(List.of(raw));
    return persona.sees(raw.persona())
        && graded.stream().noneMatch(finding -> persona.sees(finding.persona()));
  }

  private boolean lowered(Finding raw) {
    return configuration.grade(List.of(raw)).stream()
        .filter(finding -> persona.sees(finding.persona()))
        .anyMatch(finding -> !finding.severity().atLeast(raw.severity()));
  }

  private int from(Scanned scanned, String source) {
    return (int)
        scanned.suppressed().stream()
            .filter(one -> one.source().equals(source))
            .filter(one -> persona.sees(one.finding().persona()))
            .count();
  }
}

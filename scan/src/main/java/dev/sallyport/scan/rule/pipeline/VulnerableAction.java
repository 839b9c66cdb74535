package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.facts.Advisory;
import dev.sallyport.scan.ci.github.facts.Exposure;
import dev.sallyport.scan.ci.github.facts.Version;
import dev.sallyport.scan.flow.Privilege;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A published advisory concerns the version of an action or reusable workflow that is used.
final class VulnerableAction implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "vulnerable-action",
          "Action has a known vulnerability",
          Severity.HIGH,
          Reference.cwe(1395),
          Reference.cicdSec(3),
          Reference.cis("3.2.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Map<String, List<Exposure>> known = new HashMap<>();
    for (UsesSite site : context.project().uses()) {
      if (site.uses() instanceof Uses.Remote remote && !remote.ref().isBlank()) {
        List<Exposure> exposures =
            known.computeIfAbsent(
                remote.slug() + "@" + remote.ref(),
                _ -> context.facts().advisories(remote.slug(), remote.ref()));
        new Use(site, remote, exposures, out).report(lost(context, site));
      }
    }
  }

  /// How bad it was when the code that ran was malicious: it took what the job had.
  private static Severity lost(RuleContext context, UsesSite site) {
    return site.owner() instanceof Workflow workflow && site.job() != null
        ? lost(context.flow().privilege(workflow, site.job()))
        : Severity.HIGH;
  }

  private static Severity lost(Privilege had) {
    return had.oidc() || !had.secrets().isEmpty() || !had.writes().isEmpty()
        ? Severity.CRITICAL
        : Severity.HIGH;
  }

  /// One `uses:` with all that is known against it.
  private record Use(UsesSite site, Uses.Remote remote, List<Exposure> exposures, Findings out) {

    /// @param lost severity of malicious code at this place
    void report(Severity lost) {
      Optional<Version> best = bestFix();
      for (Exposure exposure : exposures) {
        switch (exposure) {
          case Exposure.Affected affected -> report(affected, best);
          case Exposure.ExposedInWindow moved -> report(moved, lost);
          case Exposure.NotKnown _ -> {}
        }
      }
      List<Exposure> open = exposures.stream().filter(e -> e instanceof Exposure.NotKnown).toList();
      if (!open.isEmpty()) {
        reportOpen(open);
      }
    }

    private void report(Exposure.Affected affected, Optional<Version> best) {
      Advisory advisory = affected.advisory();
      boolean named = affected.grounds() == Exposure.Grounds.COMMIT_NAMED_BY_SOURCE;
      draft(advisory)
          .severity(named ? Severity.CRITICAL : Advisories.severity(advisory))
          .message(
              what(affected)
                  + " ("
                  + advisory.label()
                  + ": "
                  + advisory.summary()
                  + "); "
                  + remedy(affected, best))
          .add();
    }

    private String what(Exposure.Affected affected) {
      String ref = remote.isPinned() ? remote.ref().substring(0, 12) : remote.ref();
      String use = remote.slug() + "@" + ref;
      return switch (affected.grounds()) {
        case COMMIT_NAMED_BY_SOURCE -> use + " is a commit that is known to be malicious";
        case COMMIT_OF_AFFECTED_VERSION -> use + " is the commit of a vulnerable version";
        case VERSION_IN_RANGE -> use + " is a vulnerable version";
        case ALL_OF_FAMILY_IN_RANGE ->
            use + " stands for vulnerable versions only, wherever the tag points";
        case SHORT_TAG_AT_AFFECTED_VERSION ->
            use + " pointed at a vulnerable version when last read";
      };
    }

    private static String remedy(Exposure.Affected affected, Optional<Version> best) {
      Optional<String> fixed = affected.fixed();
      if (fixed.isEmpty()) {
        return "no fixed version is known, so use another action";
      }
      String all =
          best.filter(v -> !v.equals(Version.parse(fixed.get()).orElse(null)))
              .map(v -> " (" + v + " mends everything that is known)")
              .orElse("");
      return "fixed in " + fixed.get() + all;
    }

    private Optional<Version> bestFix() {
      return exposures.stream()
          .filter(Exposure.Affected.class::isInstance)
          .flatMap(e -> ((Exposure.Affected) e).fixed().stream())
          .flatMap(text -> Version.parse(text).stream())
          .max(Version::compareTo);
    }

    private void report(Exposure.ExposedInWindow moved, Severity lost) {
      Advisory advisory = moved.advisory();
      draft(advisory)
          .severity(lost)
          .confidence(Confidence.MEDIUM)
          .message(
              "the tag '"
                  + remote.ref()
                  + "' of "
                  + remote.slug()
                  + " led to malicious code for a time ("
                  + (advisory.window().isEmpty() ? advisory.published() : advisory.window())
                  + (advisory.id().isEmpty() ? "" : ", " + advisory.id())
                  + "); if this ran then, its secrets are known to others: replace them, and pin"
                  + " the commit")
          .add();
    }

    private void reportOpen(List<Exposure> open) {
      draft(open.getFirst().advisory())
          .severity(Severity.LOW)
          .confidence(Confidence.LOW)
          .persona(Persona.AUDITOR)
          .message(
              "some versions of "
                  + remote.slug()
                  + " are vulnerable ("
                  + open.stream()
                      .map(e -> e.advisory().label())
                      .distinct()
                      .collect(Collectors.joining(", "))
                  + "), and it cannot be told whether '"
                  + remote.ref()
                  + "' is one of them")
          .add();
    }

    private Findings.Draft draft(Advisory advisory) {
      return out.at(site.owner().file(), remote.text().span())
          .key(site.route() + "/" + advisory.label())
          .reach(Reach.SUPPLIER)
          .reference(Advisories.reference(advisory));
    }
  }
}

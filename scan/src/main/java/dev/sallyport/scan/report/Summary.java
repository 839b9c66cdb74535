package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The numbers of a report.
///
/// @param byRule most frequent first, then worst, then by id
/// @param safelyFixable findings with a safe fix
/// @param unsafelyFixable findings with unsafe fixes alone
record Summary(
    int findings,
    Map<Severity, Integer> bySeverity,
    Map<Severity, Integer> outsiderBySeverity,
    List<RuleCount> byRule,
    int filesWithFindings,
    int safelyFixable,
    int unsafelyFixable,
    int suppressed,
    int incomplete,
    int gaps) {

  /// @param worst the worst severity among them
  record RuleCount(String rule, int count, Severity worst) {
    static final Comparator<RuleCount> MOST_FIRST =
        Comparator.comparingInt(RuleCount::count)
            .reversed()
            .thenComparing(RuleCount::worst, Comparator.reverseOrder())
            .thenComparing(RuleCount::rule);
  }

  /// From critical to info, as people read them.
  static final List<Severity> DOWNWARDS = List.of(Severity.values()).reversed();

  static Summary of(Report report) {
    Map<Severity, Integer> all = zeroes();
    Map<Severity, Integer> outsider = zeroes();
    Map<String, RuleCount> rules = new TreeMap<>();
    int safely = 0;
    int unsafely = 0;
    for (Finding finding : report.findings()) {
      Severity severity = finding.severity();
      all.merge(severity, 1, Integer::sum);
      outsider.merge(severity, finding.reach() == Reach.OUTSIDER ? 1 : 0, Integer::sum);
      rules.merge(finding.rule(), new RuleCount(finding.rule(), 1, severity), Summary::add);
      if (finding.fixes().stream().anyMatch(fix -> fix.safety() == Safety.SAFE)) {
        safely++;
      } else if (!finding.fixes().isEmpty()) {
        unsafely++;
      }
    }
    int incomplete = count(report, Problem.Kind.INCOMPLETE);
    return new Summary(
        report.findings().size(),
        all,
        outsider,
        rules.values().stream().sorted(RuleCount.MOST_FIRST).toList(),
        (int) report.findings().stream().map(f -> f.primary().path()).distinct().count(),
        safely,
        unsafely,
        report.suppressed().size(),
        incomplete,
        report.problems().size() - incomplete);
  }

  int of(Severity severity) {
    return bySeverity.getOrDefault(severity, 0);
  }

  int outsider(Severity severity) {
    return outsiderBySeverity.getOrDefault(severity, 0);
  }

  int outsider() {
    return outsiderBySeverity.values().stream().mapToInt(Integer::intValue).sum();
  }

  /// How many of those that an outsider can reach are graded `least` or worse.
  int outsiderAtLeast(Severity least) {
    return DOWNWARDS.stream().filter(one -> one.atLeast(least)).mapToInt(this::outsider).sum();
  }

  /// How many are graded `least` or worse.
  int atLeast(Severity least) {
    return DOWNWARDS.stream().filter(one -> one.atLeast(least)).mapToInt(this::of).sum();
  }

  /// Nothing found and nothing missed.
  boolean clean() {
    return findings == 0 && incomplete == 0 && gaps == 0;
  }

  private static Map<Severity, Integer> zeroes() {
    Map<Severity, Integer> map = new EnumMap<>(Severity.class);
    DOWNWARDS.forEach(severity -> map.put(severity, 0));
    return map;
  }

  private static RuleCount add(RuleCount a, RuleCount b) {
    Severity worst = a.worst().atLeast(b.worst()) ? a.worst() : b.worst();
    return new RuleCount(a.rule(), a.count() + b.count(), worst);
  }

  private static int count(Report report, Problem.Kind kind) {
    return (int) report.problems().stream().filter(p -> p.kind() == kind).count();
  }
}

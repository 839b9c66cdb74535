package dev.sallyport.base.model.finding;

import dev.sallyport.base.model.source.SourceText;
import java.util.List;
import java.util.Map;

/// The outcome of one scan, ready to be shown.
///
/// @param version of the program
/// @param root name of the scanned tree, the same on every machine: relative or its last part alone
/// @param files how many files were analysed
/// @param rules the rules that ran, sorted by id
/// @param findings sorted: by reach and severity, worst first, then by place
/// @param suppressed findings that a suppression or the baseline hides
/// @param problems all that was incomplete, then the gaps, each by place; equal ones are one
/// @param sources texts of all files that a finding points into, by path
/// @param bundleDate ISO 8601 date of the advisory data inside the program
/// @param notices things the user should know: expired suppressions, rules that did not run and why
/// @param configuration where the settings came from, and what they took away
public record Report(
    String version,
    String root,
    int files,
    List<RuleInfo> rules,
    List<Finding> findings,
    List<Suppressed> suppressed,
    List<Problem> problems,
    Map<String, SourceText> sources,
    String bundleDate,
    List<String> notices,
    ConfigurationEffect configuration) {

  public Report {
    rules = List.copyOf(rules);
    findings = List.copyOf(findings);
    suppressed = List.copyOf(suppressed);
    problems = problems.stream().distinct().sorted(Problem.ORDER).toList();
    sources = Map.copyOf(sources);
    notices = List.copyOf(notices);
  }

  /// The outcome of a scan without any configuration.
  public Report(
      String version,
      String root,
      int files,
      List<RuleInfo> rules,
      List<Finding> findings,
      List<Suppressed> suppressed,
      List<Problem> problems,
      Map<String, SourceText> sources,
      String bundleDate,
      List<String> notices) {
    this(
        version,
        root,
        files,
        rules,
        findings,
        suppressed,
        problems,
        sources,
        bundleDate,
        notices,
        ConfigurationEffect.NONE);
  }
}

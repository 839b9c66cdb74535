package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import java.util.List;

/// What the rules say of a tree, before anybody's settings, suppressions and baseline.
///
/// @param findings in the order of [FindingOrder]
/// @param problems sorted by place
/// @param files how many files were analysed
public record Analysis(List<Finding> findings, List<Problem> problems, int files) {

  public Analysis {
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
  }
}

package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import java.util.List;

/// What the rules say of a tree, before anybody's settings, suppressions and baseline.
///
/// @param findings in the order of [FindingOrder]
/// @param problems sorted by place
/// @param files how many files were analysed
/// @param elsewhere definitions of other repositories that were looked into, sorted by path
public record Analysis(
    List<Finding> findings, List<Problem> problems, int files, List<SourceText> elsewhere) {

  public Analysis {
    findings = List.copyOf(findings);
    problems = List.copyOf(problems);
    elsewhere = List.copyOf(elsewhere);
  }
}

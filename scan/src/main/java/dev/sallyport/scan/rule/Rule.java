package dev.sallyport.scan.rule;

import dev.sallyport.base.model.finding.RuleInfo;

/// One check. Has no state: the same input gives the same findings, in any order and on any thread.
public interface Rule {

  RuleInfo info();

  /// Looks at everything in `context` and reports to `out`. Never throws on odd input.
  void check(RuleContext context, Findings out);

  /// Whether it must see the whole repository at once. All others are run per group of files that
  /// refer to each other, so that their results can be kept while the group does not change.
  default boolean wholeRepository() {
    return false;
  }
}

package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import java.util.List;

/// What a run tells the shell. The first of the list that is true counts: 2, 1, 3, 0.
public final class ExitCodes {
  /// All was looked into, nothing at or above `--fail-on`.
  public static final int CLEAN = 0;

  /// Findings at or above `--fail-on`.
  public static final int FINDINGS = 1;

  /// Wrong usage or configuration; nothing was scanned.
  public static final int USAGE = 2;

  /// No such findings, but not all was looked into, so that this is no clean bill.
  public static final int INCOMPLETE = 3;

  private ExitCodes() {}

  /// The code of a scan that took place.
  ///
  /// @param findings that are shown
  /// @param strict whether gaps count as incomplete
  public static int of(
      List<Finding> findings, List<Problem> problems, FailOn failOn, boolean strict) {
    if (findings.stream().anyMatch(finding -> failOn.fails(finding.severity()))) {
      return FINDINGS;
    }
    boolean incomplete =
        problems.stream().anyMatch(problem -> strict || problem.kind() == Problem.Kind.INCOMPLETE);
    return incomplete ? INCOMPLETE : CLEAN;
  }
}

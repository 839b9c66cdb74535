package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

/// Code of somebody else's commit runs with the repository's rights.
final class UntrustedExecution implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "untrusted-execution",
          "Proposed code runs with the repository's rights",
          Severity.HIGH,
          Reference.cwe(829),
          Reference.cwe(94),
          Reference.cicdSec(4),
          Reference.cis("2.3.4"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    ForeignRuns.of(context.flow(), Sink.EXECUTE_CHECKOUT, Sink.LOCAL_ACTION)
        .forEach(run -> report(out, run));
  }

  private static void report(Findings out, ForeignRuns.Run run) {
    Hit first = run.first();
    Findings.Draft draft =
        FlowFindings.at(out, first)
            .message(
                "'"
                    + first.detail()
                    + "' runs code from "
                    + first.origin()
                    + ": "
                    + FlowFindings.who(first.grade())
                    + " can propose that code; "
                    + FlowFindings.stakes(first.grade()));
    run.tell(draft);
    draft.add();
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Events;
import dev.sallyport.scan.flow.Gate;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.List;

/// What was approved is not what runs: the check is about a person or a label, the checkout takes
/// whatever the branch holds by then.
final class ApprovalRace implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "approval-race",
          "Approved code can be replaced before it is checked out",
          Severity.HIGH,
          Reference.cwe(367),
          Reference.cicdSec(1),
          Reference.cis("1.1.4"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Hit hit : context.flow().hits(Sink.CHECKOUT)) {
      List<Gate> gates = hit.grade().gates().stream().filter(Gate::aboutPerson).toList();
      boolean proposed =
          Events.hasPullRequest(hit.grade().event()) || hit.grade().event().equals("issue_comment");
      if (hit.detail().equals("mutable") && !gates.isEmpty() && proposed && privileged(hit)) {
        report(out, hit, gates.getFirst());
      }
    }
  }

  private static boolean privileged(Hit hit) {
    return !hit.grade().event().equals("pull_request") || hit.grade().privilege().strong();
  }

  private static void report(Findings out, Hit hit, Gate gate) {
    FlowFindings.at(out, hit)
        .severity(hit.grade().privilege().strong() ? Severity.HIGH : Severity.MEDIUM)
        .reach(dev.sallyport.base.model.finding.Reach.OUTSIDER)
        .message(
            "the check ("
                + gate.text()
                + ") passes once, then "
                + hit.origin()
                + " is fetched as it is at that time: its author can push other code in between."
                + " Check out the commit that was looked at")
        .add();
  }
}

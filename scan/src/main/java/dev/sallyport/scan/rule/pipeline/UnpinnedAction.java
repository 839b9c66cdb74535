package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

/// An action is named by something that can move: a tag, a branch, or nothing.
final class UnpinnedAction implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "unpinned-action",
          "Action is not pinned to a commit",
          Severity.MEDIUM,
          Reference.cwe(829),
          Reference.cicdSec(3),
          Reference.cis("2.4.2"),
          Reference.cis("3.1.7"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (UsesSite site : context.project().uses()) {
      if (site.uses() instanceof Uses.Remote remote && !remote.isWorkflow()) {
        check(context, site, remote, out);
      }
    }
  }

  private static void check(RuleContext context, UsesSite site, Uses.Remote remote, Findings out) {
    RefKind kind = RefKind.of(remote, context.facts());
    Policies policies = context.policies();
    if (!Pins.isWanting(policies.pin(remote.repository()), kind)) {
      return;
    }
    boolean firstParty = Pins.isFirstParty(policies, remote);
    out.at(site.owner().file(), remote.text().span())
        .key(site.route())
        .reach(Reach.SUPPLIER)
        .severity(Pins.severity(kind, firstParty))
        .persona(firstParty && kind == RefKind.TAG ? Persona.PEDANTIC : Persona.DEFAULT)
        .message(
            Pins.message(
                remote, kind, site.job() == null ? "every job that uses this action" : "this job"))
        .fix(() -> PinFix.of(context, site.owner(), remote))
        .add();
  }
}

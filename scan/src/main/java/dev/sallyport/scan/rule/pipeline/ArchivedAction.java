package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.ActionUse;
import dev.sallyport.scan.ci.github.knowledge.OutdatedAction;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.Optional;

/// Nobody mends the action any more.
final class ArchivedAction implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "archived-action",
          "Action is no longer maintained",
          Severity.LOW,
          Reference.cwe(1104),
          Reference.cicdSec(3),
          Reference.cis("3.1.4"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (UsesSite site : context.project().uses()) {
      if (site.uses() instanceof Uses.Remote remote) {
        check(context, site, remote, out);
      }
    }
  }

  private static void check(RuleContext context, UsesSite site, Uses.Remote remote, Findings out) {
    Optional<OutdatedAction> ended =
        ActionKnowledge.outdated(new ActionUse(remote.slug(), remote.ref()))
            .filter(row -> row.state() == OutdatedAction.State.ARCHIVED);
    if (ended.isEmpty() && !context.facts().isKnownArchived(remote.repository())) {
      return;
    }
    out.at(site.owner().file(), remote.text().span())
        .key(site.route())
        .reach(Reach.SUPPLIER)
        .message(
            remote.repository()
                + " is archived"
                + ended.flatMap(OutdatedAction::since).map(day -> " since " + day).orElse("")
                + ": weaknesses found in it will not be mended"
                + ended.map(row -> "; use " + row.instead()).orElse(""))
        .add();
  }
}

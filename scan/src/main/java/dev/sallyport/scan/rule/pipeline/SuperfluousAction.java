package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.ActionUse;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

/// An action does what a command can that the runner has anyway.
final class SuperfluousAction implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "superfluous-action",
              "Action does what an installed command can do",
              Severity.INFO,
              Reference.cwe(1357),
              Reference.cicdSec(3),
              Reference.cis("1.4.2"))
          .with(Persona.PEDANTIC);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (UsesSite site : context.project().uses()) {
      site.uses()
          .remote()
          .ifPresent(
              remote ->
                  ActionKnowledge.superfluous(new ActionUse(remote.slug(), remote.ref()))
                      .ifPresent(
                          row ->
                              out.at(site.owner().file(), remote.text().span())
                                  .key(site.route())
                                  .reach(Reach.SUPPLIER)
                                  .message(
                                      remote.slug()
                                          + " is code of others for what '"
                                          + row.command()
                                          + "' in a run step does on hosted runners")
                                  .add()));
    }
  }
}

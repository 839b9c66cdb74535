package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.ActionUse;
import dev.sallyport.scan.ci.github.knowledge.Truth;
import dev.sallyport.scan.ci.github.knowledge.UnpinnedTool.Fetched;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.Optional;

/// An action fetches the newest version of a tool, so that its own pin pins nothing.
final class UnpinnedTool implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "unpinned-tool",
              "Action fetches whatever version of a tool is newest",
              Severity.LOW,
              Reference.cwe(829),
              Reference.cicdSec(3),
              Reference.cis("3.1.7"))
          .with(Confidence.MEDIUM);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Site site : context.project().steps()) {
      site.step().remote().ifPresent(remote -> check(site, remote, out));
    }
  }

  private static void check(Site site, Uses.Remote remote, Findings out) {
    ActionUse use = new ActionUse(remote.slug(), remote.ref());
    for (var row : ActionKnowledge.unpinnedTools(use)) {
      if (row.isUnpinned(site.step().inputs()) == Truth.YES) {
        report(site, remote, row, out);
      }
    }
  }

  private static void report(
      Site site,
      Uses.Remote remote,
      dev.sallyport.scan.ci.github.knowledge.UnpinnedTool row,
      Findings out) {
    Optional<EnvVar> said =
        row.inputs().stream()
            .flatMap(input -> site.step().with().get(input).stream())
            .filter(input -> !input.value().value().isBlank())
            .findFirst();
    Span span = said.map(input -> input.value().span()).orElse(remote.text().span());
    boolean range = row.byDefault() == Fetched.RANGE && said.isEmpty();
    out.at(site.owner().file(), span)
        .key(site.route() + "/" + row.tool())
        .reach(Reach.SUPPLIER)
        .persona(range ? Persona.PEDANTIC : Persona.DEFAULT)
        .message(
            remote.slug()
                + " fetches the newest "
                + row.tool()
                + (range ? " of a range" : "")
                + (said.isEmpty() ? ", as '" + row.inputs().getFirst() + "' is not given" : "")
                + "; what runs can change without a change here, however the action is pinned")
        .add();
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

/// A pinned commit that is no released version.
final class UntaggedCommit implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "untagged-commit",
              "Pinned commit is no released version",
              Severity.INFO,
              Reference.cwe(1357),
              Reference.cicdSec(3),
              Reference.cis("3.1.7"))
          .with(Persona.PEDANTIC);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Upstream upstream = new Upstream(context);
    for (UsesSite site : context.project().uses()) {
      if (site.uses() instanceof Uses.Remote remote
          && remote.isPinned()
          && upstream.knowsTags(remote)
          && upstream.tags(remote).isEmpty()) {
        report(context, upstream, site, remote, out);
      }
    }
  }

  /// Without a network it may be a version that is newer than the bundled data.
  private static void report(
      RuleContext context, Upstream upstream, UsesSite site, Uses.Remote remote, Findings out) {
    boolean asked = upstream.refs(remote).isPresent();
    out.at(site.owner().file(), remote.text().span())
        .key(site.route())
        .reach(Reach.SUPPLIER)
        .persona(asked ? Persona.PEDANTIC : Persona.AUDITOR)
        .confidence(asked ? Confidence.HIGH : Confidence.LOW)
        .message(
            "no tag of "
                + remote.repository()
                + " stands at this commit"
                + (asked ? "" : ", as far as was known on " + context.facts().bundleDate())
                + ", so advisories and update bots cannot place it")
        .add();
  }
}

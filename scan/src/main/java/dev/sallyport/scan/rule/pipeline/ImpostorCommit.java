package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

/// A pinned commit that no branch or tag of the named repository leads to.
///
/// The code host keeps the commits of a repository and of all its forks in one store, and serves
/// each of them under the name of any of these repositories.
final class ImpostorCommit implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "impostor-commit",
              "Pinned commit is not part of the named repository",
              Severity.CRITICAL,
              Reference.cwe(345),
              Reference.cicdSec(3),
              Reference.cis("3.1.1"))
          .online();

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Upstream upstream = new Upstream(context);
    for (UsesSite site : context.project().uses()) {
      if (site.uses() instanceof Uses.Remote remote && remote.isPinned()) {
        switch (upstream.contains(remote)) {
          case REACHABLE, UNKNOWN -> {}
          case NOT_REACHABLE ->
              report(
                  site,
                  remote,
                  Severity.CRITICAL,
                  "no branch or tag of "
                      + remote.repository()
                      + " leads to this commit; it comes from a fork, where anybody can have"
                      + " written it",
                  out);
          case ABSENT ->
              report(
                  site,
                  remote,
                  Severity.MEDIUM,
                  remote.repository()
                      + " has no such commit, so the job fails or runs what somebody else once"
                      + " puts there",
                  out);
        }
      }
    }
  }

  private static void report(
      UsesSite site, Uses.Remote remote, Severity severity, String message, Findings out) {
    out.at(site.owner().file(), remote.text().span())
        .key(site.route())
        .reach(Reach.SUPPLIER)
        .severity(severity)
        .message(message)
        .add();
  }
}

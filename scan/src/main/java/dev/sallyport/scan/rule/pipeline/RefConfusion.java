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
import dev.sallyport.scan.source.Refs;
import java.util.Objects;
import java.util.Optional;

/// A ref that is both a branch and a tag of the repository.
final class RefConfusion implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "ref-confusion",
              "Ref names both a branch and a tag",
              Severity.MEDIUM,
              Reference.cwe(706),
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
      if (site.uses() instanceof Uses.Remote remote
          && !remote.ref().isBlank()
          && !remote.isPinned()) {
        Optional<Refs> refs = upstream.refs(remote).filter(r -> r.ambiguous(remote.ref()));
        refs.ifPresent(known -> report(site, remote, known, out));
      }
    }
  }

  private static void report(UsesSite site, Uses.Remote remote, Refs refs, Findings out) {
    boolean same = Objects.equals(refs.tags().get(remote.ref()), refs.branches().get(remote.ref()));
    out.at(site.owner().file(), remote.text().span())
        .key(site.route())
        .reach(Reach.SUPPLIER)
        .severity(same ? Severity.LOW : Severity.MEDIUM)
        .message(
            "'"
                + remote.ref()
                + "' is a branch and a tag of "
                + remote.repository()
                + (same
                    ? "; today both are the same commit, but the branch can move on"
                    : ", at different commits; what runs may not be what was reviewed"))
        .add();
  }
}

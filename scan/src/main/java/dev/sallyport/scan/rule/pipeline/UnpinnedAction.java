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
          Reference.cis("3.1.7"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (UsesSite site : context.project().uses()) {
      if (site.uses() instanceof Uses.Remote remote && !remote.isWorkflow()) {
        check(context.policies(), site, remote, out);
      }
    }
  }

  private static void check(Policies policies, UsesSite site, Uses.Remote remote, Findings out) {
    Policies.Pin wanted = policies.pin(remote.repository());
    if (wanted == Policies.Pin.ANY
        || remote.isPinned()
        || (wanted == Policies.Pin.REF && looksLikeVersion(remote.ref()))) {
      return;
    }
    out.at(site.owner().file(), remote.text().span())
        .key(site.route())
        .reach(Reach.SUPPLIER)
        .persona(firstParty(policies, remote) ? Persona.PEDANTIC : Persona.DEFAULT)
        .message(message(remote))
        .add();
  }

  private static String message(Uses.Remote remote) {
    if (remote.ref().isEmpty()) {
      return remote.slug() + " is used without a ref, so its default branch is run as it is today";
    }
    return "'"
        + remote.ref()
        + "' of "
        + remote.slug()
        + " can be moved to other code at any time; whoever controls that repository then runs in"
        + " this job";
  }

  /// GitHub's own actions are trusted with the runner anyway, unless a policy says otherwise.
  private static boolean firstParty(Policies policies, Uses.Remote remote) {
    String owner = remote.repository().substring(0, remote.repository().indexOf('/'));
    return (owner.equals("actions") || owner.equals("github"))
        && !policies.decided(remote.repository());
  }

  private static boolean looksLikeVersion(String ref) {
    int at = ref.startsWith("v") ? 1 : 0;
    return ref.length() > at && Character.isDigit(ref.charAt(at));
  }
}

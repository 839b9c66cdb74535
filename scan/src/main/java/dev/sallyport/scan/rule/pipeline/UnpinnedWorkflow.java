package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.UsesSite;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.ActionUse;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A reusable workflow of another repository is named by something that can move.
final class UnpinnedWorkflow implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "unpinned-workflow",
          "Reusable workflow is not pinned to a commit",
          Severity.MEDIUM,
          Reference.cwe(829),
          Reference.cicdSec(3),
          Reference.cis("2.4.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (UsesSite site : context.project().uses()) {
      if (site.uses() instanceof Uses.Remote remote && remote.isWorkflow()) {
        check(context, site, remote, out);
      }
    }
  }

  private static void check(RuleContext context, UsesSite site, Uses.Remote remote, Findings out) {
    RefKind kind = RefKind.of(remote, context.facts());
    if (!Pins.isWanting(context.policies().pin(remote.repository()), kind)) {
      return;
    }
    // Some can only be called by tag, because they find out by it who they are.
    boolean byTagOnly =
        kind == RefKind.TAG
            && ActionKnowledge.isNamedByTagOnly(new ActionUse(remote.slug(), remote.ref()));
    out.at(site.owner().file(), remote.text().span())
        .key(site.route())
        .reach(Reach.SUPPLIER)
        .severity(byTagOnly ? Severity.INFO : severity(kind, site.job()))
        .persona(byTagOnly ? Persona.AUDITOR : Persona.DEFAULT)
        .message(Pins.message(remote, kind, place(site.job())))
        .fix(() -> byTagOnly ? Optional.empty() : PinFix.of(context, site.owner(), remote))
        .add();
  }

  private static Severity severity(RefKind kind, @Nullable Job job) {
    return hasSecrets(job) ? Severity.HIGH : Pins.severity(kind);
  }

  private static String place(@Nullable Job job) {
    return hasSecrets(job)
        ? "the jobs of this call, with the secrets that it is handed"
        : "the jobs of this call";
  }

  private static boolean hasSecrets(@Nullable Job job) {
    return job != null && (job.inheritsSecrets() != null || !job.secrets().isEmpty());
  }
}

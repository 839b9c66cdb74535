package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Declared;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.fix.NewValue;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.List;
import java.util.Optional;

/// A called workflow is given every secret that the caller has.
final class InheritedSecrets implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "inherited-secrets",
          "A called workflow gets every secret of its caller",
          Severity.MEDIUM,
          Reference.cwe(200),
          Reference.cicdSec(6),
          Reference.cis("2.3.2"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (JobSite site : context.project().jobs()) {
      Job job = site.job();
      Uses uses = job.uses();
      if (job.inheritsSecrets() != null && uses != null) {
        check(context, site, uses, job.inheritsSecrets().span(), out);
      }
    }
  }

  private static void check(RuleContext context, JobSite site, Uses uses, Span span, Findings out) {
    Project project = context.project();
    boolean own = uses instanceof Uses.Local;
    out.at(site.workflow().file(), span)
        .key(site.job().id())
        .severity(own ? Severity.LOW : Severity.MEDIUM)
        .reach(own ? Reach.NONE : Reach.SUPPLIER)
        .message(
            "'inherit' hands every secret of this repository and organisation to "
                + uses.text().value()
                + (own ? "" : ", which other people write")
                + wanted(project, uses))
        .fix(() -> listed(context, site, uses))
        .add();
  }

  /// What the callee declares, where its file is at hand: the list to write instead.
  private static String wanted(Project project, Uses uses) {
    List<String> names = names(project, uses);
    return names.isEmpty() ? "" : "; it declares only " + String.join(", ", names);
  }

  private static Optional<Fix> listed(RuleContext context, JobSite site, Uses uses) {
    List<String> names = names(context.project(), uses);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<NewValue.Entry> entries =
        names.stream()
            .map(n -> new NewValue.Entry(n, NewValue.of("${{ secrets." + n + " }}")))
            .toList();
    return context
        .edits(site.workflow())
        .replaceBlock(site.job().node(), "secrets", new NewValue.Mapping(entries))
        .map(edits -> new Fix("Hand over the declared secrets only", Safety.SAFE, "", edits));
  }

  private static List<String> names(Project project, Uses uses) {
    return project.workflow(uses).stream()
        .flatMap(w -> w.trigger("workflow_call").stream())
        .map(Trigger::secrets)
        .flatMap(List::stream)
        .map(Declared::name)
        .toList();
  }
}

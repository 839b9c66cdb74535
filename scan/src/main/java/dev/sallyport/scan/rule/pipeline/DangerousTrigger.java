package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/// A workflow runs with rights when an outsider wants it to.
final class DangerousTrigger implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "dangerous-trigger",
          "Others start this workflow with the repository's rights",
          Severity.MEDIUM,
          Reference.cwe(250),
          Reference.cicdSec(4),
          Reference.cis("2.3.5"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Set<String> EVENTS =
      Set.of("pull_request_target", "workflow_run", "issue_comment");

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      for (Trigger trigger : workflow.triggers()) {
        if (EVENTS.contains(trigger.event())) {
          check(context, workflow, trigger, out);
        }
      }
    }
  }

  private static void check(RuleContext context, Workflow workflow, Trigger trigger, Findings out) {
    Optional<Grade> worst =
        workflow.jobs().stream()
            .flatMap(
                job -> context.flow().grade(workflow, job, null, Set.of(trigger.event())).stream())
            .max(Comparator.naturalOrder());
    if (worst.isEmpty()) {
      return;
    }
    Grade grade = worst.get();
    boolean open = grade.reach() == Reach.OUTSIDER && grade.privilege().strong();
    boolean loud = open && grade.privilege().defaultToken();
    out.at(workflow.file(), trigger.span())
        .severity(open ? Severity.MEDIUM : Severity.LOW)
        .persona(loud ? Persona.DEFAULT : open ? Persona.PEDANTIC : Persona.AUDITOR)
        .reach(grade.reach())
        .message(
            FlowFindings.who(grade)
                + " can start this workflow by "
                + trigger.event()
                + ", and it runs with "
                + grade.privilege().text()
                + "; see that no job takes code or text from there, and give each only what it needs")
        .add();
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.flow.GateSteps;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.expression.Flow;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A check stands before a job's rights, but the one it should hold off gets past it.
final class WeakGate implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "weak-gate",
          "Check can be passed by those it should hold off",
          Severity.HIGH,
          Reference.cwe(863),
          Reference.cicdSec(1),
          Reference.cis("1.1.3"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    List<Conditionals.Conditional> conditionals = Conditionals.of(context.project());
    Set<Job> fed = null;
    for (Conditionals.Conditional each : conditionals) {
      if (each.owner() instanceof Workflow workflow && each.job() != null) {
        for (WeakChecks.Weak weak : WeakChecks.in(workflow, each.text())) {
          fed = fed == null ? fed(context) : fed;
          report(context, workflow, each.job(), each, weak, fed, out);
        }
      }
    }
    for (JobSite site : context.project().jobs()) {
      site.job().steps().forEach(step -> unanswered(context, site, step, out));
    }
  }

  /// Jobs in which something foreign reaches a sink.
  private static Set<Job> fed(RuleContext context) {
    return context.flow().hits().stream()
        .map(Hit::site)
        .flatMap(site -> Optional.ofNullable(site.job()).stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static void report(
      RuleContext context,
      Workflow workflow,
      Job job,
      Conditionals.Conditional each,
      WeakChecks.Weak weak,
      Set<Job> fed,
      Findings out) {
    Optional<Grade> found = context.flow().grade(workflow, job, each.step(), Set.of(weak.event()));
    if (found.isEmpty() || found.get().reach().compareTo(weak.atLeast()) < 0) {
      return; // Another check holds.
    }
    Grade grade = found.get();
    boolean strong = grade.privilege().strong() || grade.privilege().selfHosted();
    boolean loud = strong && (fed.contains(job) || weak.certain());
    Severity severity =
        !strong ? Severity.LOW : fed.contains(job) ? Severity.HIGH : Severity.MEDIUM;
    out.at(workflow.file(), each.text().source(weak.expr().span()))
        .key(each.route())
        .severity(severity)
        .persona(loud && !weak.habit() ? Persona.DEFAULT : Persona.PEDANTIC)
        .reach(weak.habit() ? Reach.CONTRIBUTOR : Reach.OUTSIDER)
        .message(weak.message() + "; " + FlowFindings.stakes(grade))
        .add();
  }

  /// A step asks, and nobody listens to the answer.
  private static void unanswered(RuleContext context, JobSite site, Step step, Findings out) {
    Optional<GateSteps.Question> question = GateSteps.of(step);
    if (question.isEmpty() || isHeard(site.job(), step, question.get())) {
      return;
    }
    Optional<Grade> found = context.flow().grade(site.workflow(), site.job(), null);
    if (found.isEmpty() || found.get().reach() != Reach.OUTSIDER) {
      return;
    }
    boolean last = step.index() == site.job().steps().size() - 1;
    Grade grade = found.get();
    out.at(site.workflow().file(), step.uses() == null ? step.span() : step.uses().text().span())
        .key(site.job().id() + "/" + step.id())
        .severity(grade.privilege().strong() && !last ? Severity.HIGH : Severity.LOW)
        .reach(Reach.OUTSIDER)
        .message(
            "'"
                + step.label()
                + "' asks whether somebody may go on, "
                + (question.get().fails()
                    ? "but with 'continue-on-error' a no changes nothing"
                    : "but no condition asks for its output")
                + "; "
                + FlowFindings.stakes(grade))
        .add();
  }

  private static boolean isHeard(Job job, Step step, GateSteps.Question question) {
    Text goOn = step.continueOnError();
    boolean ignored = goOn != null && goOn.value().equals("true");
    if (question.fails() ? !ignored : !question.action()) {
      return true;
    }
    String id = step.id().toLowerCase(Locale.ROOT);
    return !id.isEmpty()
        && Texts.of(job).stream()
            .filter(text -> text.value().contains("steps"))
            .flatMap(text -> Flow.mentioned(text.template()).stream())
            .map(access -> access.path().segments())
            .anyMatch(s -> s.size() > 1 && s.get(0).equals("steps") && s.get(1).equals(id));
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.flow.Entry;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.List;
import java.util.Set;

/// A job runs with whatever the repository gives by default.
final class MissingPermissions implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "missing-permissions",
          "Token permissions are left to the repository's default",
          Severity.MEDIUM,
          Reference.cwe(276),
          Reference.cicdSec(5),
          Reference.cis("2.1.5"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      boolean onlyCalled =
          !workflow.triggers().isEmpty()
              && workflow.triggers().stream().allMatch(t -> t.event().equals("workflow_call"));
      if (workflow.permissions() == null && !onlyCalled) {
        check(context, workflow, out);
      }
    }
  }

  private static void check(RuleContext context, Workflow workflow, Findings out) {
    List<Job> jobs = workflow.jobs().stream().filter(job -> job.permissions() == null).toList();
    if (jobs.size() == workflow.jobs().size() && jobs.size() > 1) {
      report(context, workflow, jobs, workflow.head(), "all jobs get", "", out)
          .fix(() -> PermissionsFix.whole(context, workflow))
          .add();
      return;
    }
    for (Job job : jobs) {
      report(
              context,
              workflow,
              List.of(job),
              job.key().span(),
              "job '" + job.id() + "' gets",
              job.id(),
              out)
          .fix(
              () ->
                  workflow.jobs().size() == 1
                      ? PermissionsFix.whole(context, workflow)
                      : PermissionsFix.job(context, workflow, job))
          .add();
    }
  }

  /// What an outsider can set off with the repository's rights weighs more than a habit.
  private static Findings.Draft report(
      RuleContext context,
      Workflow workflow,
      List<Job> jobs,
      Span span,
      String who,
      String key,
      Findings out) {
    List<Grade> grades = grades(context, workflow, jobs);
    Reach reach =
        grades.stream().map(MissingPermissions::writer).max(Reach::compareTo).orElse(Reach.NONE);
    boolean exposed = reach == Reach.OUTSIDER;
    boolean forks = grades.stream().anyMatch(g -> !g.privilege().defaultToken());
    return out.at(workflow.file(), span)
        .key(key)
        .severity(exposed ? Severity.MEDIUM : Severity.LOW)
        .reach(reach)
        .message(
            who
                + " the default token, which may write to the whole repository"
                + (exposed ? ", in runs that anyone can set off" : "")
                + (forks && !exposed ? " unless a fork's pull request starts the run" : "")
                + "; say what is needed");
  }

  /// One for each job and event.
  private static List<Grade> grades(RuleContext context, Workflow workflow, List<Job> jobs) {
    List<String> events =
        context.flow().entries(workflow).stream().map(Entry::event).distinct().toList();
    return jobs.stream()
        .flatMap(
            job ->
                events.stream()
                    .flatMap(e -> context.flow().grade(workflow, job, null, Set.of(e)).stream()))
        .toList();
  }

  /// Who gets a token that may write: a fork's pull request runs with one that can only read, the
  /// same event from a branch of the repository has the default one.
  private static Reach writer(Grade grade) {
    boolean limited =
        !grade.privilege().defaultToken() && grade.reach().compareTo(Reach.WRITER) > 0;
    return limited ? Reach.WRITER : grade.reach();
  }
}

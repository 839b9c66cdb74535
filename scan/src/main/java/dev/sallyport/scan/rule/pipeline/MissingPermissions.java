package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

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
    for (Job job : workflow.jobs()) {
      if (job.permissions() == null) {
        Reach reach =
            context.flow().grade(workflow, job, null).map(Grade::reach).orElse(Reach.NONE);
        out.at(workflow.file(), job.key().span())
            .key(job.id())
            .reach(reach)
            .message(
                "job '"
                    + job.id()
                    + "' gets the default token, which may write to the whole repository; say what"
                    + " it needs")
            .add();
      }
    }
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

/// A workflow says nothing about runs at the same time.
final class MissingConcurrency implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "missing-concurrency",
              "Runs of this workflow can overtake each other",
              Severity.INFO,
              Reference.cicdSec(7),
              Reference.cis("2.3.6"))
          .with(Persona.PEDANTIC);

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      boolean called =
          !workflow.triggers().isEmpty()
              && workflow.triggers().stream().allMatch(t -> t.event().equals("workflow_call"));
      boolean jobs = workflow.jobs().stream().allMatch(j -> j.concurrency() != null);
      if (workflow.concurrency() == null && !called && !jobs) {
        out.at(workflow.file(), workflow.head())
            .message(
                "without 'concurrency' an older run can finish after a newer one and undo what it"
                    + " deployed, and old runs use up runners")
            .add();
      }
    }
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.Delivery;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.Set;

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
        boolean delivers = workflow.jobs().stream().anyMatch(MissingConcurrency::delivers);
        boolean often = workflow.triggers().stream().anyMatch(t -> OFTEN.contains(t.event()));
        out.at(workflow.file(), workflow.head())
            .persona(delivers || often ? Persona.PEDANTIC : Persona.AUDITOR)
            .message(
                delivers
                    ? "without 'concurrency' an older run can finish after a newer one and undo what"
                        + " it delivered"
                    : often
                        ? "without 'concurrency' runs of commits that nobody needs any more go on and"
                            + " use up runners"
                        : "without 'concurrency' runs work side by side, as many as are started")
            .add();
      }
    }
  }

  private static boolean delivers(Job job) {
    return Deliveries.in(job, Delivery.PUBLISH).isPresent()
        || Deliveries.in(job, Delivery.DEPLOY).isPresent();
  }

  /// Events of which each push to the same branch or pull request is a new one.
  private static final Set<String> OFTEN =
      Set.of("push", "pull_request", "pull_request_target", "merge_group");
}

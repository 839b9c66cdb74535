package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

/// A job has no time limit of its own.
final class MissingTimeout implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "missing-timeout",
              "Job may run for six hours",
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
    for (JobSite site : context.project().jobs()) {
      Job job = site.job();
      boolean steps =
          job.steps().stream().allMatch(s -> s.node().get("timeout-minutes").isPresent());
      if (job.timeout() == null && job.uses() == null && !steps) {
        out.at(job.file(), job.key().span())
            .key(job.id())
            .message(
                "job '"
                    + job.id()
                    + "' has no 'timeout-minutes'; a hanging or abused step keeps the runner busy for"
                    + " six hours")
            .add();
      }
    }
  }
}

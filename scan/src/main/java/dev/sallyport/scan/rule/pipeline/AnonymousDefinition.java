package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;

/// A workflow is shown by its path, since it has no name.
final class AnonymousDefinition implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
              "anonymous-definition",
              "Workflow has no name",
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
      if (workflow.name() == null) {
        out.at(workflow.file(), workflow.head())
            .message("without 'name' the run list, the checks and workflow_run show a path")
            .add();
      }
    }
  }
}

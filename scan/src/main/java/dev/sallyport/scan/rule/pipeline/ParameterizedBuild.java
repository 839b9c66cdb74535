package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Declared;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.Delivery;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.Locale;
import java.util.Optional;

/// Free text that somebody types in decides what a release is made of.
final class ParameterizedBuild implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "parameterized-build",
          "Release depends on free text typed in at its start",
          Severity.LOW,
          Reference.cwe(472),
          Reference.cicdSec(9),
          Reference.cis("2.4.4"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      Optional<Trigger> dispatch = workflow.trigger("workflow_dispatch");
      Optional<Job> release =
          dispatch.flatMap(
              _ ->
                  workflow.jobs().stream()
                      .filter(job -> Deliveries.in(job, Delivery.PUBLISH).isPresent())
                      .findFirst());
      if (dispatch.isEmpty() || release.isEmpty()) {
        continue;
      }
      String text = workflow.file().text().toLowerCase(Locale.ROOT);
      for (Declared input : dispatch.get().inputs()) {
        String name = "inputs." + input.name().toLowerCase(Locale.ROOT);
        if (!input.constrained() && !input.type().equals("environment") && text.contains(name)) {
          out.at(workflow.file(), input.span())
              .key(input.name())
              .persona(Persona.AUDITOR)
              .reach(Reach.WRITER)
              .message(
                  "whoever starts this by hand types '"
                      + input.name()
                      + "' freely, and job '"
                      + release.get().id()
                      + "' publishes what comes of it: the sources alone no longer say what users"
                      + " get")
              .add();
        }
      }
    }
  }
}

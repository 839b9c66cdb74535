package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.AnyOf;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.Delivery;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A release carries nothing by which users could tell where it was built and from what.
final class MissingProvenance implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "missing-provenance",
          "Release without signature, attestation or bill of materials",
          Severity.LOW,
          Reference.cwe(345),
          Reference.cicdSec(9),
          Reference.cis("2.4.5"));

  /// Options and settings with which a tool signs or attests by itself.
  private static final AnyOf WORDS =
      AnyOf.of(
          "--provenance",
          "provenance: true",
          "NPM_CONFIG_PROVENANCE",
          "--attest",
          "--sbom",
          "--sign",
          "signing",
          "SIGNING",
          "gpg",
          "GPG",
          "cosign",
          "sbom",
          "attestations");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      Map<Job, Deliveries.Found> published = published(workflow);
      // Few workflows publish, and to look for signs of a signature takes the whole text.
      if (published.isEmpty() || signs(context, workflow)) {
        continue;
      }
      published.forEach(
          (job, found) ->
              out.at(workflow.file(), found.span())
                  .key(job.id() + "/" + found.step().id())
                  .persona(Persona.PEDANTIC)
                  .message(
                      "'"
                          + found.text()
                          + "' publishes, and no step of this workflow signs or attests what it"
                          + " publishes: users cannot tell it from something built elsewhere")
                  .add());
    }
  }

  private static Map<Job, Deliveries.Found> published(Workflow workflow) {
    Map<Job, Deliveries.Found> published = new LinkedHashMap<>();
    for (Job job : workflow.jobs()) {
      Deliveries.in(job, Delivery.PUBLISH)
          .filter(found -> !isTrusted(found.step()))
          .ifPresent(found -> published.put(job, found));
    }
    return published;
  }

  private static boolean signs(RuleContext context, Workflow workflow) {
    String text = workflow.file().text();
    return WORDS.in(text)
        || workflow.jobs().stream()
            .anyMatch(
                job -> Deliveries.in(job, Delivery.SIGN).isPresent() || isOpaque(context, job));
  }

  /// A called workflow that is not at hand, or calls further, may well sign.
  private static boolean isOpaque(RuleContext context, Job job) {
    Uses call = job.uses();
    if (call == null) {
      return false;
    }
    Optional<Workflow> called = context.project().workflow(call);
    return called.isEmpty()
        || (call instanceof Uses.Remote
            && (WORDS.in(called.get().file().text())
                || called.get().jobs().stream().anyMatch(inner -> inner.uses() != null)));
  }

  /// Attests by itself when it is given no password.
  private static boolean isTrusted(Step step) {
    return step.isUsing("pypa/gh-action-pypi-publish") && !step.with().has("password");
  }
}

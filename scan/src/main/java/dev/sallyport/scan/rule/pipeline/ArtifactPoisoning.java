package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Runners;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.HashSet;
import java.util.Set;

/// Files that a less trusted run made are unpacked where they can replace, or are, what runs next.
final class ArtifactPoisoning implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "artifact-poisoning",
          "An artifact of an untrusted run can bring code",
          Severity.HIGH,
          Reference.cwe(829),
          Reference.cwe(345),
          Reference.cicdSec(9),
          Reference.cis("2.4.3"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Set<String> running = new HashSet<>();
    for (ForeignRuns.Run run : ForeignRuns.of(context.flow(), Sink.EXECUTE_ARTIFACT)) {
      running.add(job(run.first()));
      executed(out, run);
    }
    StepIndex bringing = new StepIndex(ArtifactPoisoning::bringsFiles);
    for (Hit hit : context.flow().hits(Sink.ARTIFACT)) {
      if (!running.contains(job(hit)) && ForeignRuns.matters(hit.grade()) && inside(hit)) {
        unpacked(out, hit, liesOverFiles(hit, bringing));
      }
    }
  }

  /// Into the workspace itself, where it can replace files of the checkout.
  private static boolean inside(Hit hit) {
    return hit.detail().isEmpty();
  }

  private static void executed(Findings out, ForeignRuns.Run run) {
    Hit hit = run.first();
    Findings.Draft draft =
        FlowFindings.at(out, hit)
            .message(
                "'"
                    + hit.detail()
                    + "' runs what came with the artifact: "
                    + FlowFindings.who(hit.grade())
                    + " can start the run that made it; "
                    + FlowFindings.stakes(hit.grade()));
    run.tell(draft);
    draft.add();
  }

  /// @param over whether it lies over other files
  private static void unpacked(Findings out, Hit hit, boolean over) {
    Severity severity = Grade.lower(Grade.lower(hit.grade().severity()));
    FlowFindings.at(out, hit)
        .severity(over ? severity : FlowFindings.least(Severity.LOW, severity))
        .persona(over ? Persona.DEFAULT : Persona.PEDANTIC)
        .confidence(Confidence.MEDIUM)
        .message(
            (over
                    ? "the artifact is unpacked into the workspace, where its files replace those of"
                        + " the checkout; unpack it into a directory of its own outside, and treat"
                        + " what it holds as data: "
                    : "the artifact is unpacked into an empty workspace and nothing of it seems to"
                        + " run; a step that builds, or loads configuration from there, would: ")
                + FlowFindings.stakes(hit.grade()))
        .add();
  }

  /// Whether the workspace may hold something by then: a checkout, or what earlier jobs left on a
  /// machine that stays.
  private static boolean liesOverFiles(Hit hit, StepIndex bringing) {
    Job job = hit.site().job();
    return job == null || Runners.selfHosted(job) || bringing.anyBefore(job, hit.site().step());
  }

  private static boolean bringsFiles(Step step) {
    Text run = step.run();
    if (run != null) {
      return run.value().contains("git ") || run.value().contains("gh repo clone");
    }
    return step.uses() instanceof Uses.Local
        || step.remote().filter(remote -> remote.slug().contains("checkout")).isPresent();
  }

  private static String job(Hit hit) {
    Job job = hit.site().job();
    return hit.file().path() + "#" + (job == null ? "" : job.id());
  }
}

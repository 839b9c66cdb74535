package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.HashSet;
import java.util.Set;

/// Somebody else's commit is checked out where the job has rights, though nothing of it seems to
/// run.
final class UntrustedCheckout implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "untrusted-checkout",
          "Proposed code is checked out beside the repository's rights",
          Severity.MEDIUM,
          Reference.cwe(829),
          Reference.cicdSec(4),
          Reference.cis("2.3.4"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Set<String> running = new HashSet<>();
    for (Sink sink : new Sink[] {Sink.EXECUTE_CHECKOUT, Sink.LOCAL_ACTION}) {
      context.flow().hits(sink).forEach(hit -> running.add(job(hit)));
    }
    for (Hit hit : context.flow().hits(Sink.CHECKOUT)) {
      if (!running.contains(job(hit))) {
        report(out, hit);
      }
    }
  }

  private static void report(Findings out, Hit hit) {
    boolean matters = ForeignRuns.matters(hit.grade());
    if (matters && isOnlyRead(hit)) {
      read(out, hit);
      return;
    }
    FlowFindings.at(out, hit)
        .severity(
            matters ? FlowFindings.least(Severity.MEDIUM, hit.grade().severity()) : Severity.INFO)
        .persona(matters ? Persona.DEFAULT : Persona.AUDITOR)
        .message(
            "code from "
                + hit.origin()
                + " lies in the workspace; nothing of it seems to run, but any step that builds,"
                + " tests or loads configuration would: "
                + FlowFindings.stakes(hit.grade()))
        .add();
  }

  private static boolean isOnlyRead(Hit hit) {
    Job job = hit.site().job();
    Step step = hit.site().step();
    return job != null
        && step.isUsing("actions/checkout")
        && OnlyRead.of(job, step, step.with().value("path"));
  }

  private static void read(Findings out, Hit hit) {
    FlowFindings.at(out, hit)
        .severity(FlowFindings.least(Severity.LOW, hit.grade().severity()))
        .persona(Persona.PEDANTIC)
        .message(
            "code from "
                + hit.origin()
                + " lies in '"
                + hit.site().step().with().value("path")
                + "', apart from the repository's own, and later steps only read it; that holds as"
                + " long as none starts a program there: "
                + FlowFindings.stakes(hit.grade()))
        .add();
  }

  private static String job(Hit hit) {
    Job job = hit.site().job();
    return hit.file().path() + "#" + (job == null ? "" : job.id());
  }
}

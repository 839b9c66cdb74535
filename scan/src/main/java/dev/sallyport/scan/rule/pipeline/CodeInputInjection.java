package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// A value that somebody else chooses is pasted into an input that an action executes.
final class CodeInputInjection extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "code-input-injection",
          "Foreign text is pasted into code that an action runs",
          Severity.HIGH,
          Reference.cwe(94),
          Reference.cicdSec(4),
          Reference.cis("1.5.2"));

  CodeInputInjection() {
    super(INFO, Sink.CODE_INPUT);
  }

  @Override
  boolean wants(Hit hit) {
    return hit.hops() == 0 && !hit.acrossFiles();
  }

  @Override
  String message(Hit hit) {
    return "'"
        + hit.origin()
        + "' is pasted into '"
        + hit.detail()
        + (hit.site().step().run() == null
            ? "', which the action runs as code: "
            : "', which the runner runs as a command: ")
        + FlowFindings.who(hit.grade())
        + " can run code here; "
        + FlowFindings.stakes(hit.grade());
  }
}

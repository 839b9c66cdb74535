package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// A value that somebody else chooses is pasted into a script as text.
final class TemplateInjection extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "template-injection",
          "Foreign text is pasted into a script",
          Severity.HIGH,
          Reference.cwe(94),
          Reference.cwe(78),
          Reference.cicdSec(4),
          Reference.cis("1.5.2"));

  TemplateInjection() {
    super(INFO, Sink.SCRIPT);
  }

  @Override
  boolean wants(Hit hit) {
    return hit.hops() == 0 && !hit.acrossFiles();
  }

  @Override
  String message(Hit hit) {
    return "'"
        + hit.origin()
        + "' is pasted into the script before the shell reads it: "
        + FlowFindings.who(hit.grade())
        + " can run commands here; "
        + FlowFindings.stakes(hit.grade());
  }
}

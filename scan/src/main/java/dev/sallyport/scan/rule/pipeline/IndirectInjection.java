package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// Foreign text goes through variables, outputs or files and is pasted into code in the end.
final class IndirectInjection extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "indirect-injection",
          "Foreign text reaches a script over detours",
          Severity.HIGH,
          Reference.cwe(94),
          Reference.cwe(78),
          Reference.cicdSec(4),
          Reference.cis("1.5.2"));

  IndirectInjection() {
    super(INFO, Sink.SCRIPT, Sink.CODE_INPUT);
  }

  @Override
  boolean wants(Hit hit) {
    return hit.hops() > 0 && !hit.acrossFiles();
  }

  @Override
  String message(Hit hit) {
    return "text from "
        + hit.origin()
        + " arrives here over "
        + hit.hops()
        + (hit.hops() == 1 ? " detour" : " detours")
        + " and is pasted into code: "
        + FlowFindings.who(hit.grade())
        + " can run commands here; "
        + FlowFindings.stakes(hit.grade());
  }
}

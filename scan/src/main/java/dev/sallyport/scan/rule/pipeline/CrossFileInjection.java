package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// Foreign text is handed to a called workflow or action, which uses it as code.
final class CrossFileInjection extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "cross-file-injection",
          "Foreign text is handed to a file that runs it",
          Severity.HIGH,
          Reference.cwe(94),
          Reference.cicdSec(4),
          Reference.cis("1.5.2"));

  CrossFileInjection() {
    super(INFO, Sink.SCRIPT, Sink.CODE_INPUT, Sink.REPARSE);
  }

  @Override
  boolean wants(Hit hit) {
    return hit.acrossFiles();
  }

  @Override
  String message(Hit hit) {
    return "'"
        + hit.origin()
        + "' is handed on by this call and used as code in "
        + hit.site().owner().file().path()
        + ": "
        + FlowFindings.who(hit.grade())
        + " can run commands there; "
        + FlowFindings.stakes(hit.grade());
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// Foreign text with line breaks is written to GITHUB_OUTPUT.
final class OutputInjection extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "output-injection",
          "Foreign text with line breaks is written to the outputs",
          Severity.MEDIUM,
          Reference.cwe(77),
          Reference.cicdSec(4),
          Reference.cis("1.5.2"));

  OutputInjection() {
    super(INFO, Sink.OUTPUT_FILE);
  }

  @Override
  boolean wants(Hit hit) {
    return true;
  }

  @Override
  String message(Hit hit) {
    return "text from "
        + hit.origin()
        + " is written to GITHUB_OUTPUT as '"
        + hit.detail()
        + "'; with a line break "
        + FlowFindings.who(hit.grade())
        + " sets other outputs of this step too; "
        + FlowFindings.stakes(hit.grade());
  }

  @Override
  Severity severity(Hit hit) {
    return FlowFindings.least(Severity.MEDIUM, hit.grade().severity());
  }
}

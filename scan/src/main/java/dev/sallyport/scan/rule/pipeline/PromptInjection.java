package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// Foreign text becomes part of the prompt of an AI agent.
final class PromptInjection extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "prompt-injection",
          "Foreign text becomes an instruction to an AI agent",
          Severity.HIGH,
          Reference.cwe(1427),
          Reference.cicdSec(4),
          Reference.cis("1.5.2"));

  PromptInjection() {
    super(INFO, Sink.PROMPT);
  }

  @Override
  boolean wants(Hit hit) {
    return true;
  }

  @Override
  String message(Hit hit) {
    return "text from "
        + hit.origin()
        + " becomes part of the agent's task: "
        + FlowFindings.who(hit.grade())
        + " can tell it what to do with its tools and token; "
        + FlowFindings.stakes(hit.grade());
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// A foreign value stands where a tool takes options.
final class ArgumentInjection extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "argument-injection",
          "A foreign value can be taken for an option",
          Severity.MEDIUM,
          Reference.cwe(88),
          Reference.cicdSec(4),
          Reference.cis("1.5.2"));

  ArgumentInjection() {
    super(INFO, Sink.ARGUMENT);
  }

  @Override
  boolean wants(Hit hit) {
    return !hit.acrossFiles();
  }

  @Override
  String message(Hit hit) {
    return "'"
        + hit.detail()
        + "' takes text from "
        + hit.origin()
        + " for an option when it starts with a dash; some of its options run commands: "
        + FlowFindings.who(hit.grade())
        + " may choose one; "
        + FlowFindings.stakes(hit.grade());
  }

  @Override
  Severity severity(Hit hit) {
    return Grade.lower(hit.grade().severity());
  }
}

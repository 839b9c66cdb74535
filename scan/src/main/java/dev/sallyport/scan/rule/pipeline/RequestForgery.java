package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// A foreign value is the host of a request.
final class RequestForgery extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "request-forgery",
          "A foreign value chooses where a request goes",
          Severity.MEDIUM,
          Reference.cwe(918),
          Reference.cicdSec(4),
          Reference.cis("2.2.4"));

  RequestForgery() {
    super(INFO, Sink.REQUEST);
  }

  @Override
  boolean wants(Hit hit) {
    return true;
  }

  @Override
  String message(Hit hit) {
    return "'"
        + hit.detail()
        + "' sends its request where text from "
        + hit.origin()
        + " says: "
        + FlowFindings.who(hit.grade())
        + " can reach internal addresses from the runner or receive what is sent; "
        + FlowFindings.stakes(hit.grade());
  }

  @Override
  Severity severity(Hit hit) {
    return FlowFindings.least(Severity.HIGH, hit.grade().severity());
  }
}

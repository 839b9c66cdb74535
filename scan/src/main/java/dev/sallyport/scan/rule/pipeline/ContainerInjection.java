package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// A foreign value becomes part of the command that makes a container.
final class ContainerInjection extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "container-injection",
          "A foreign value reaches the container command line",
          Severity.HIGH,
          Reference.cwe(77),
          Reference.cicdSec(4),
          Reference.cis("1.5.2"));

  ContainerInjection() {
    super(INFO, Sink.CONTAINER);
  }

  @Override
  boolean wants(Hit hit) {
    return true;
  }

  @Override
  String message(Hit hit) {
    return "text from "
        + hit.origin()
        + " becomes the "
        + hit.detail()
        + ", which the runner puts on the command line of docker create: "
        + FlowFindings.who(hit.grade())
        + " may change how the container is made; "
        + FlowFindings.stakes(hit.grade());
  }

  /// A whole image is code of the attacker's, and so is what follows an option that looks like one.
  /// A tag chooses among the images of one repository; the environment is only words to old
  /// runners.
  @Override
  Severity severity(Hit hit) {
    Severity most =
        hit.detail().startsWith("tag")
            ? Severity.MEDIUM
            : hit.detail().startsWith("env") ? Severity.HIGH : Severity.CRITICAL;
    return FlowFindings.least(most, hit.grade().severity());
  }
}

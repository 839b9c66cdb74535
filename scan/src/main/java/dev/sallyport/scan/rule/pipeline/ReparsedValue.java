package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// A value from the environment is handed to something that parses it again.
final class ReparsedValue extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "reparsed-value",
          "A foreign value is parsed as code",
          Severity.HIGH,
          Reference.cwe(78),
          Reference.cwe(95),
          Reference.cicdSec(4),
          Reference.cis("1.5.2"));

  ReparsedValue() {
    super(INFO, Sink.REPARSE);
  }

  @Override
  boolean wants(Hit hit) {
    return !hit.acrossFiles();
  }

  @Override
  String message(Hit hit) {
    return parser(hit.detail())
        + " parses text from "
        + hit.origin()
        + " as code: "
        + FlowFindings.who(hit.grade())
        + " can run commands here; "
        + FlowFindings.stakes(hit.grade());
  }

  /// The program in quotes, and where it is called when that is another file.
  private static String parser(String detail) {
    int where = detail.indexOf(" in ");
    return where < 0
        ? "'" + detail + "'"
        : "'" + detail.substring(0, where) + "'" + detail.substring(where);
  }
}

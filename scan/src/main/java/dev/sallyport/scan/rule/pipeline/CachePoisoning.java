package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;

/// Foreign code ran in the scope of the default branch, and a cache is saved after it.
final class CachePoisoning extends FlowRule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "cache-poisoning",
          "Foreign code can fill a cache of the default branch",
          Severity.HIGH,
          Reference.cwe(349),
          Reference.cicdSec(9),
          Reference.cis("2.4.3"));

  CachePoisoning() {
    super(INFO, Sink.CACHE);
  }

  @Override
  boolean wants(Hit hit) {
    return ForeignRuns.matters(hit.grade());
  }

  @Override
  Severity severity(Hit hit) {
    return FlowFindings.least(Severity.HIGH, hit.grade().severity());
  }

  @Override
  String message(Hit hit) {
    return "code from "
        + hit.origin()
        + " runs in this job, and '"
        + hit.detail()
        + "' saves a cache that runs of the default branch restore, releases included: "
        + FlowFindings.who(hit.grade())
        + " can plant files there, whatever the token may do";
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.facts.Advisory;

/// How findings speak of an advisory.
final class Advisories {
  /// Embedded malicious code.
  private static final String MALICIOUS = "CWE-506";

  private Advisories() {}

  static Reference reference(Advisory advisory) {
    return advisory.id().isEmpty()
        ? Reference.page(advisory.source())
        : Reference.advisory(advisory.id());
  }

  /// By what is lost (the impact metrics of the CVSS vector), not by how it is reached: that
  /// depends on the workflow, which the vector knows nothing of. Without a vector nobody has said
  /// that the loss is grave.
  static Severity severity(Advisory advisory) {
    if (advisory.cwe().contains(MALICIOUS)) {
      return Severity.CRITICAL;
    }
    String vector = advisory.cvss() + "/";
    boolean grave = vector.contains("C:H/") || vector.contains("I:H/");
    return grave ? Severity.HIGH : Severity.MEDIUM;
  }
}

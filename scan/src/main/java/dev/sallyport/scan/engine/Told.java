package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;

/// A finding with more to say.
final class Told {
  private Told() {}

  /// With a remark behind its message. The fingerprint stays, as it is made of what was found.
  static Finding with(Finding finding, String remark) {
    return new Finding(
        finding.rule(),
        finding.severity(),
        finding.confidence(),
        finding.persona(),
        finding.reach(),
        finding.message() + "; " + remark,
        finding.primary(),
        finding.related(),
        finding.path(),
        finding.references(),
        finding.fixes(),
        finding.fingerprint());
  }
}

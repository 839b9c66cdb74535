package dev.sallyport.scan.ci.github.knowledge;

/// A part of the way from sources to users.
public enum Delivery {
  /// A release, a package or an image is made available.
  PUBLISH,
  /// A service or site is changed.
  DEPLOY,
  /// A signature, an attestation or a bill of materials is made.
  SIGN,
  /// Tests or scans.
  CHECK
}

package dev.sallyport.scan.fix;

/// What becomes of a mapping that loses its last entry.
public enum Emptied {
  /// `{}` stays: for `permissions`, where nothing and an empty mapping are opposites.
  BRACES,
  /// Its own entry goes too.
  REMOVED
}

package dev.sallyport.base.model.finding;

import java.util.Locale;

/// The weakest attacker who can set a weakness off. Ordered from hardest to easiest to be.
public enum Reach {
  /// Not driven by an attacker: a habit, a setting.
  NONE,
  /// Someone who controls a dependency: an action, image, package or download.
  SUPPLIER,
  /// Someone who may push to the repository or start its workflows.
  WRITER,
  /// Someone with triage rights: sets labels, closes issues.
  TRIAGER,
  /// Someone whose earlier pull request was merged.
  CONTRIBUTOR,
  /// Anyone with an account on the code host.
  OUTSIDER;

  public boolean atLeast(Reach other) {
    return compareTo(other) >= 0;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

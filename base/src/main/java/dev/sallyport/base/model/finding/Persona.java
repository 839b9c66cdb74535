package dev.sallyport.base.model.finding;

import java.util.Locale;

/// Who wants to read a finding. Each persona also sees what the ones before it see.
public enum Persona {
  /// Something to act on.
  DEFAULT,
  /// Also good habits and code smells.
  PEDANTIC,
  /// Also everything that a reviewer would want to look at, right or not.
  AUDITOR;

  public boolean sees(Persona other) {
    return other.compareTo(this) <= 0;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.sallyport.base.model.finding;

import java.util.Locale;

/// How bad a finding is, graded by reach, privilege and gate. Ordered from least to worst.
public enum Severity {
  INFO,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  public boolean atLeast(Severity other) {
    return compareTo(other) >= 0;
  }

  /// Lower-case name, as written in configuration and reports.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

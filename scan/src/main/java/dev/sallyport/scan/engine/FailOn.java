package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// From which severity on findings fail the run.
public enum FailOn {
  INFO,
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL,
  NEVER;

  /// Whether a finding of this severity fails the run.
  public boolean fails(Severity severity) {
    return this != NEVER && severity.atLeast(Severity.valueOf(name()));
  }

  /// Lower-case name, as written in configuration and on the command line.
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<FailOn> of(String id) {
    return Arrays.stream(values()).filter(value -> value.id().equals(id)).findFirst();
  }

  public static List<String> ids() {
    return Arrays.stream(values()).map(FailOn::id).toList();
  }
}

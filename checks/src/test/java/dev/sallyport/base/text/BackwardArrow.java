package dev.sallyport.base.text;

import dev.sallyport.base.model.finding.Severity;

/// Breaks the table of arrows on purpose: text must not know findings.
public final class BackwardArrow {

  private BackwardArrow() {}

  public static Severity violation() {
    return Severity.LOW;
  }
}

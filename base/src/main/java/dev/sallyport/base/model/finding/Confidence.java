package dev.sallyport.base.model.finding;

import java.util.Locale;

/// How sure the rule is that the finding is real.
public enum Confidence {
  LOW,
  MEDIUM,
  HIGH;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

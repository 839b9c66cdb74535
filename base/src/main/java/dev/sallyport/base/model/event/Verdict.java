package dev.sallyport.base.model.event;

import java.util.Arrays;
import java.util.Optional;

/// How a decision came out.
public enum Verdict {
  ALLOW("allow"),
  DENY("deny"),
  ALLOW_BY_EXCEPTION("allow-by-exception"),
  BREAK_GLASS("break-glass");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  static Optional<Verdict> of(String text) {
    return Arrays.stream(values()).filter(verdict -> verdict.text.equals(text)).findFirst();
  }
}

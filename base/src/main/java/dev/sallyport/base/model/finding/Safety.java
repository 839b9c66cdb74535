package dev.sallyport.base.model.finding;

import java.util.Locale;

/// Whether a fix keeps what the file does.
public enum Safety {
  /// Behaviour stays the same, but for the weakness.
  SAFE,
  /// Someone must check it: behaviour may change.
  UNSAFE;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}

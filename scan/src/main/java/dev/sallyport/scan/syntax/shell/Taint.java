package dev.sallyport.scan.syntax.shell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The labels of a value and what is known about its characters with regard to each.
record Taint<T>(Map<T, Form> labels) {
  /// The most labels that one value keeps apart: each would be told of at each place that the value
  /// gets to.
  static final int MOST = 33;

  static <T> Taint<T> none() {
    return new Taint<>(Map.of());
  }

  static <T> Taint<T> of(T label, Form form) {
    return new Taint<>(Map.of(label, form));
  }

  /// Whether there may have been more labels.
  boolean isFull() {
    return labels.size() >= MOST;
  }

  boolean isEmpty() {
    return labels.isEmpty();
  }

  Taint<T> and(Taint<T> other) {
    if (other.isEmpty() || this == other) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    Map<T, Form> all = new LinkedHashMap<>(labels);
    other.labels.forEach(
        (label, form) -> {
          if (all.size() < MOST || all.containsKey(label)) {
            all.merge(label, form, Taint::weaker);
          }
        });
    return new Taint<>(Collections.unmodifiableMap(all));
  }

  private static Form weaker(Form a, Form b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /// The value after something that gives it at least this form.
  Taint<T> as(Form least) {
    if (isEmpty() || least == Form.RAW) {
      return this;
    }
    Map<T, Form> all = new LinkedHashMap<>();
    labels.forEach((label, form) -> all.put(label, form.compareTo(least) < 0 ? least : form));
    return new Taint<>(Collections.unmodifiableMap(all));
  }

  /// The value at most in this form: what was known beyond it no longer holds.
  Taint<T> atMost(Form most) {
    if (labels.values().stream().noneMatch(form -> form.compareTo(most) > 0)) {
      return this;
    }
    Map<T, Form> all = new LinkedHashMap<>();
    labels.forEach((label, form) -> all.put(label, form.compareTo(most) > 0 ? most : form));
    return new Taint<>(Collections.unmodifiableMap(all));
  }

  /// The value once a shell has read its quotes: what was one word of code is itself again.
  Taint<T> unquoted() {
    if (!labels.containsValue(Form.QUOTED)) {
      return this;
    }
    Map<T, Form> all = new LinkedHashMap<>();
    labels.forEach((label, form) -> all.put(label, form == Form.QUOTED ? Form.RAW : form));
    return new Taint<>(Collections.unmodifiableMap(all));
  }

  /// The value decoded: what was encoded can be anything again.
  Taint<T> decoded() {
    Map<T, Form> all = new LinkedHashMap<>();
    labels.forEach((label, form) -> all.put(label, form == Form.ENCODED ? Form.RAW : form));
    return new Taint<>(Collections.unmodifiableMap(all));
  }
}

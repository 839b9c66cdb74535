package dev.sallyport.scan.engine;

import dev.sallyport.base.model.source.Location;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A suppression that stands in a comment of the file itself.
///
/// @param rules ids, all known, at least one
/// @param reason never blank
/// @param expires last day on which it holds; null for none
/// @param location of the comment
/// @param lines where findings must start
record InlineSuppression(
    List<String> rules,
    String reason,
    @Nullable String owner,
    @Nullable LocalDate expires,
    Location location,
    Lines lines) {

  InlineSuppression {
    rules = List.copyOf(rules);
  }

  /// From and to, both included; empty when `last` is less than `first`.
  record Lines(int first, int last) {
    static final Lines NONE = new Lines(0, -1);

    boolean contains(int line) {
      return first <= line && line <= last;
    }
  }
}

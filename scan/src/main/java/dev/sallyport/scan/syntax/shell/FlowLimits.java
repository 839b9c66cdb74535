package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How far a script is followed, and where that was not far enough.
final class FlowLimits {
  /// Statements followed, counted each time. A script of 10,000 lines with loops stays below it.
  private static final int MAX_STEPS = 200_000;

  /// Statements inside statements and called functions. A level costs about ten stack frames.
  private static final int MAX_DEPTH = 250;

  private final Map<String, Trouble> reached = new LinkedHashMap<>();
  private int steps;
  private int depth;

  /// Whether one more statement may be followed; if so, [#leave] ends it.
  boolean enter(Statement statement) {
    if (++steps >= MAX_STEPS) {
      reached(statement.span(), "not followed from here on: it takes more than 200,000 steps");
      return false;
    }
    if (depth >= MAX_DEPTH) {
      reached(statement.span(), "not followed into statements and calls more than 250 deep");
      return false;
    }
    depth++;
    return true;
  }

  void leave() {
    depth--;
  }

  /// Variables that were copied cost steps too, else many exits of a loop that sets many variables
  /// would cost their product.
  void copied(int variables) {
    steps += variables / 4;
  }

  /// So many statements were looked at, which is far cheaper than to follow them.
  void looked(int statements) {
    steps += statements / 16;
  }

  boolean spent() {
    return steps >= MAX_STEPS;
  }

  /// A value is used that has as many sources as are kept apart.
  void sources(Span span) {
    reached(span, "not followed from every source: a value has more than " + (Taint.MOST - 1));
  }

  /// One place for each limit is enough.
  private void reached(Span span, String message) {
    reached.putIfAbsent(message, new Trouble(span, true, message));
  }

  List<Trouble> troubles() {
    return List.copyOf(reached.values());
  }
}

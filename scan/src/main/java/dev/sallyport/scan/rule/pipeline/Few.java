package dev.sallyport.scan.rule.pipeline;

import java.util.Collection;
import java.util.stream.Collectors;

/// The first of many names, for messages, and how many there are besides.
final class Few {
  private Few() {}

  /// `a, b, c`, or `a, b and 7 more`.
  static String of(Collection<String> names, int most) {
    return of(names, most, ", ");
  }

  static String of(Collection<String> names, int most, String between) {
    String some = names.stream().limit(most).collect(Collectors.joining(between));
    int more = names.size() - most;
    return more > 0 ? some + " and " + more + " more" : some;
  }
}

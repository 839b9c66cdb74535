package dev.sallyport.server.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How many requests were answered, by route and status. Routes are those of the program, not what
/// was asked for, so their number is bounded.
public final class Traffic {

  /// @param route the path of a [Route], or `other`
  public record Kind(String route, int status) {}

  private final Map<Kind, LongAdder> counts = new ConcurrentHashMap<>();

  void count(String route, int status) {
    counts.computeIfAbsent(new Kind(route, status), _ -> new LongAdder()).increment();
  }

  public Map<Kind, LongAdder> counts() {
    return Map.copyOf(counts);
  }
}

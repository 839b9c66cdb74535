package dev.sallyport.bench.log;

import java.time.Duration;
import java.util.List;

/// How much is measured.
///
/// @param rounds of appends, each of the log and of PostgreSQL alone in turn
/// @param rows of a round at 64 callers and more; fewer callers append fewer
/// @param pairs of one and two processes
/// @param slice how long a process appends in such a pair
/// @param calm how long proofs of fresh entries are waited for
/// @param proofs of old entries
/// @param sizes at which memory and verification are measured, the last is the whole log
record Plan(
    int rounds,
    int rows,
    int pairs,
    Duration slice,
    Duration calm,
    int proofs,
    List<Integer> sizes) {

  static final int CALLERS = 64;
  static final List<Integer> GROWTH = List.of(1, 16, CALLERS, 256);

  static final Plan FULL =
      new Plan(
          3,
          20_000,
          5,
          Duration.ofSeconds(2),
          Duration.ofSeconds(12),
          1000,
          List.of(10_000, 100_000, 1_000_000));

  static final Plan QUICK =
      new Plan(
          1,
          4_000,
          5,
          Duration.ofMillis(500),
          Duration.ofSeconds(4),
          200,
          List.of(2_000, 10_000, 40_000));

  Plan {
    sizes = List.copyOf(sizes);
  }

  int rows(int callers) {
    return Math.max(rows / 20, Math.min(rows, rows * callers / CALLERS));
  }

  int size() {
    return sizes.getLast();
  }

  boolean isFull() {
    return equals(FULL);
  }
}

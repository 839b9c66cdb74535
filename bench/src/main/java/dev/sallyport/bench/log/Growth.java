package dev.sallyport.bench.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Appends at one and more callers: the log, PostgreSQL with a transaction for each row, and
/// PostgreSQL with as many rows in a transaction as there are callers, in turn.
record Growth(Map<Integer, Point> points) {

  /// At one number of callers.
  ///
  /// @param batches its times are those of whole batches
  record Point(Speed log, Speed single, Speed batches) {}

  static Growth measure(OpenLog log, PlainPostgres plain, Plan plan) throws Exception {
    var points = new TreeMap<Integer, Point>();
    for (int callers : Plan.GROWTH) {
      int rows = plan.rows(callers);
      List<Speed> ours = new ArrayList<>();
      List<Speed> single = new ArrayList<>();
      List<Speed> batches = new ArrayList<>();
      for (int round = 0; round < plan.rounds(); round++) {
        ours.add(Load.calls(callers, rows, () -> Events.append(log.log())));
        log.size(); // publishing is done before PostgreSQL has its turn
        single.add(plain.single(callers, rows));
        batches.add(plain.batches(callers, rows));
      }
      points.put(
          callers,
          new Point(Speed.ofRounds(ours), Speed.ofRounds(single), Speed.ofRounds(batches)));
    }
    return new Growth(points);
  }

  Point at(int callers) {
    return Objects.requireNonNull(points.get(callers));
  }
}

package dev.sallyport.bench.log;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Two JVMs that append to one database, against one JVM with as many callers. A third one, this
/// one, publishes meanwhile, as a server would.
///
/// @param log rows a second of two, as a multiple of those of one; the median of the pairs
/// @param plain the same with PostgreSQL alone
/// @param one rows a second of one process
/// @param two rows a second of two processes
record TwoProcesses(double log, double plain, double one, double two) {

  /// The pool of a process has 16 connections, of which the log has some.
  static final int PLAIN_CALLERS = 12;

  static TwoProcesses measure(OpenLog log, Plan plan) throws IOException {
    String directory = log.directory().toString();
    try (var first = Child.start(AppendingProcess.class, directory);
        var second = Child.start(AppendingProcess.class, directory)) {
      first.answer();
      second.answer();
      var both = List.of(first, second);
      for (int warm = 0; warm < 3; warm++) {
        rows(both, "log", Plan.CALLERS, plan.slice());
      }
      rows(both, "plain", PLAIN_CALLERS, plan.slice());
      var ratios = new ArrayList<Double>();
      var ones = new ArrayList<Double>();
      var twos = new ArrayList<Double>();
      var plain = new ArrayList<Double>();
      for (int pair = 0; pair < plan.pairs(); pair++) {
        ones.add(rows(List.of(first), "log", Plan.CALLERS, plan.slice()));
        twos.add(rows(both, "log", Plan.CALLERS, plan.slice()));
        ratios.add(twos.getLast() / ones.getLast());
        double one = rows(List.of(first), "plain", PLAIN_CALLERS, plan.slice());
        plain.add(rows(both, "plain", PLAIN_CALLERS, plan.slice()) / one);
      }
      return new TwoProcesses(
          Speed.median(ratios), Speed.median(plain), Speed.median(ones), Speed.median(twos));
    }
  }

  private static double rows(List<Child> processes, String what, int callers, Duration slice)
      throws IOException {
    for (Child process : processes) {
      process.tell("%s %d %d".formatted(what, callers / processes.size(), slice.toMillis()));
    }
    long rows = 0;
    for (Child process : processes) {
      rows += process.number();
    }
    return rows * 1e3 / slice.toMillis();
  }
}

package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Reason;
import dev.sallyport.base.model.event.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How many entries of 1 KiB become durable in a second. Prints; it asserts nothing about the
/// machine it runs on.
@Tag("slow")
final class AppendSpeed {

  @RegisterExtension static final TestLog LOG = new TestLog();

  @Test
  void measure() throws Exception {
    try (var batcher =
        new Batcher(
            "log.example", LOG.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {})) {
      round(batcher, 64, 300);
      for (int callers : List.of(1, 16, 64, 256)) {
        round(batcher, callers, callers == 1 ? 1500 : 20_000 / callers);
      }
    }
    LOG.checkedEntries();
  }

  private static void round(Appender log, int callers, int each) throws Exception {
    var calls = new ArrayList<Callable<long[]>>();
    for (int i = 0; i < callers; i++) {
      calls.add(
          () -> {
            long[] nanos = new long[each];
            for (int n = 0; n < each; n++) {
              long from = System.nanoTime();
              log.append(Unit.of(Samples.TENANT, kibibyte()));
              nanos[n] = System.nanoTime() - from;
            }
            return nanos;
          });
    }
    long from = System.nanoTime();
    var all = new ArrayList<long[]>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var future : executor.invokeAll(calls)) {
        all.add(future.get());
      }
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    System.err.printf(
        "%d callers: %.0f/s, p50 %.1f ms, p99 %.1f ms%n",
        callers,
        sorted.length / seconds,
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 99 / 100] / 1e6);
  }

  private static Event kibibyte() {
    var evidence = List.of(Samples.ARTIFACT, Samples.ARTIFACT);
    return new Event.DecisionMade(
        Samples.facts("production"),
        Verdict.ALLOW,
        Samples.ARTIFACT,
        Samples.ARTIFACT,
        List.of(
            new Reason("provenance-present", Reason.Outcome.PASSED, evidence),
            new Reason("scan-fresh", Reason.Outcome.PASSED, evidence)));
  }
}

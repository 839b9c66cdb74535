package dev.sallyport.bench.log;

import dev.sallyport.trust.log.LogReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/// How long after the answer to an append its proof can be had from the published directory.
///
/// @param calm with a few callers that pause
/// @param busy while 64 callers append as fast as they can
record FreshProofs(Speed calm, Speed busy) {

  private static final int CALM_CALLERS = 8;
  private static final long CALM_PAUSE = 20_000_000;

  /// The watcher itself takes time for each proof, so it does not make one for every entry.
  private static final int CALM_SAMPLE = 5;

  private static final int BUSY_SAMPLE = 200;

  private static final Executor WATCHER = work -> Thread.ofPlatform().daemon().start(work);

  /// @param answered when the append returned
  private record Pending(long index, long answered) {}

  static FreshProofs measure(OpenLog log, Plan plan) throws Exception {
    return new FreshProofs(
        measure(log, CALM_CALLERS, CALM_PAUSE, CALM_SAMPLE, plan.calm()),
        measure(log, Plan.CALLERS, 0, BUSY_SAMPLE, plan.calm()));
  }

  private static Speed measure(OpenLog log, int callers, long pause, int sample, Duration time)
      throws Exception {
    log.size();
    Queue<Pending> answered = new ConcurrentLinkedQueue<>();
    var done = new AtomicBoolean();
    var watcher = CompletableFuture.supplyAsync(() -> watch(log, answered, done), WATCHER);
    var count = new AtomicLong();
    Load.during(
        callers,
        time,
        () -> {
          long index = Events.append(log.log()).index();
          long now = System.nanoTime();
          if (count.incrementAndGet() % sample == 0) {
            answered.add(new Pending(index, now));
          }
          LockSupport.parkNanos(pause);
        });
    done.set(true);
    return Speed.of(watcher.join());
  }

  /// Looks every other millisecond whether there is a new checkpoint, and proves what it covers.
  /// Ends when all is proved.
  private static long[] watch(OpenLog log, Queue<Pending> answered, AtomicBoolean done) {
    var waits = LongStream.builder();
    var waiting = new ArrayDeque<Pending>();
    while (!done.get() || !answered.isEmpty() || !waiting.isEmpty()) {
      for (Pending next = answered.poll(); next != null; next = answered.poll()) {
        waiting.add(next);
      }
      var reader = LogReader.open(log.source(), log.policy());
      long size = reader.head().checkpoint().size();
      for (int left = waiting.size(); left > 0; left--) {
        Pending entry = waiting.remove();
        if (entry.index() < size) {
          reader.prove(entry.index(), true);
          waits.add(System.nanoTime() - entry.answered());
        } else {
          waiting.add(entry);
        }
      }
      LockSupport.parkNanos(2_000_000);
    }
    return waits.build().toArray();
  }
}

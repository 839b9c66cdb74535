package dev.sallyport.bench.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/// Callers that do the same again and again, each on a virtual thread, as fast as they are
/// answered.
final class Load {

  /// What a caller does.
  @FunctionalInterface
  interface Call {
    void run() throws Exception;
  }

  private Load() {}

  /// So many calls in all.
  static Speed calls(int callers, long count, Call call) throws Exception {
    var left = new AtomicLong(count);
    return run(callers, () -> left.getAndDecrement() > 0, call);
  }

  /// Calls for so long.
  static Speed during(int callers, Duration time, Call call) throws Exception {
    long end = System.nanoTime() + time.toNanos();
    return run(callers, () -> System.nanoTime() < end, call);
  }

  private static Speed run(int callers, BooleanSupplier more, Call call) throws Exception {
    var tasks = new ArrayList<Callable<long[]>>();
    for (int i = 0; i < callers; i++) {
      tasks.add(() -> repeat(more, call));
    }
    long from = System.nanoTime();
    var nanos = LongStream.empty();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var future : executor.invokeAll(tasks)) {
        nanos = LongStream.concat(nanos, Arrays.stream(future.get()));
      }
    }
    double seconds = (System.nanoTime() - from) / 1e9;
    return Speed.of(seconds, nanos.toArray());
  }

  private static long[] repeat(BooleanSupplier more, Call call) throws Exception {
    var nanos = LongStream.builder();
    while (more.getAsBoolean()) {
      long from = System.nanoTime();
      call.run();
      nanos.add(System.nanoTime() - from);
    }
    return nanos.build().toArray();
  }
}

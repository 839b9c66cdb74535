package dev.sallyport.control.audit.sink;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Asks until it holds: a receiver works at its own pace.
final class Eventually {

  private static final long SECONDS = 20;

  private Eventually() {}

  /// Gives up silently: what comes next asserts, and says what is there.
  static void holds(BooleanSupplier question) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!question.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}

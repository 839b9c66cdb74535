package dev.sallyport.control.store;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Asks again until there is an answer: another process does what is waited for.
final class Eventually {

  private static final long SECONDS = 30;

  private Eventually() {}

  static <T> T answer(Callable<T> question) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (true) {
      try {
        return question.call();
      } catch (Exception e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
    }
  }
}

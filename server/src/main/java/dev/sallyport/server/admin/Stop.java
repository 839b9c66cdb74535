package dev.sallyport.server.admin;

import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;

/// The request to stop (SIGTERM, SIGINT) and the answer to it. The JVM would end with 143 and
/// without waiting; here it waits until everything is closed, and ends with the command's own exit
/// code.
public final class Stop {

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean armed;
  private volatile int code;

  /// @param halt ends the process at once
  public static Stop onSignal(IntConsumer halt) {
    var stop = new Stop();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop.hook(halt)));
    return stop;
  }

  private void hook(IntConsumer halt) {
    if (!armed) {
      return;
    }
    requested.countDown();
    try {
      finished.await();
      halt.accept(code);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// From now on somebody waits for the request.
  void arm() {
    armed = true;
  }

  void await() throws InterruptedException {
    requested.await();
  }

  /// As a signal does.
  public void request() {
    requested.countDown();
  }

  /// Everything is closed.
  void finish(int exitCode) {
    code = exitCode;
    finished.countDown();
  }
}

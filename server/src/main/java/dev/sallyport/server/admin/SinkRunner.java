package dev.sallyport.server.admin;

import dev.sallyport.control.audit.SinkFeed;
import dev.sallyport.control.audit.sink.Sink;
import dev.sallyport.server.output.ServerLog;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs one sink in a thread of its own, so that a receiver that fails or hangs holds up nothing
/// else. What is not delivered when it ends comes with the next start.
final class SinkRunner implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Sink sink;
  private final SinkFeed feed;
  private final ServerLog output;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile SinkFeed.@Nullable Status status;

  private SinkRunner(Sink sink, SinkFeed feed, ServerLog output) {
    this.sink = sink;
    this.feed = feed;
    this.output = output;
    thread = Thread.ofVirtual().name("sink-" + sink.name()).unstarted(this::run);
  }

  static SinkRunner start(Sink sink, SinkFeed feed, ServerLog output) {
    var runner = new SinkRunner(sink, feed, output);
    runner.thread.start();
    return runner;
  }

  String name() {
    return sink.name();
  }

  /// How it stood when last measured; empty before that.
  Optional<SinkFeed.Status> status() {
    return Optional.ofNullable(status);
  }

  void measure() {
    SinkFeed.Status now = feed.status();
    SinkFeed.Status before = status;
    status = now;
    String problem = now.problem();
    String said = before == null ? null : before.problem();
    if (problem != null && !problem.equals(said)) {
      output.warning(
          "a sink does not deliver; it tries again", Map.of("sink", name(), "reason", problem));
    } else if (problem == null && said != null) {
      output.info("a sink delivers again", Map.of("sink", name()));
    }
  }

  private void run() {
    try {
      Duration pause = INTERVAL;
      do {
        pause = round() ? INTERVAL : longer(pause);
      } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// False when it broke in a way that the feed does not know.
  private boolean round() {
    try {
      while (feed.step() && closed.getCount() > 0) {}
      return true;
    } catch (RuntimeException e) {
      // Any: the database may be gone, and a mistake in one sink must not end it for good.
      output.warning(
          "a sink could not go on; it tries again",
          Map.of("sink", sink.name(), "reason", String.valueOf(e.getMessage())));
      return false;
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      if (!thread.join(INTERVAL.multipliedBy(5))) {
        thread.interrupt(); // in the middle of a delivery that hangs
      }
      sink.close();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      output.warning(
          "a sink did not close", Map.of("sink", sink.name(), "reason", String.valueOf(e)));
    }
  }
}

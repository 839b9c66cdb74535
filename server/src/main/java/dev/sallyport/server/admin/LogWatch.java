package dev.sallyport.server.admin;

import dev.sallyport.control.audit.AuditLog;
import dev.sallyport.control.audit.LogSize;
import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.audit.Room;
import dev.sallyport.control.store.Database;
import dev.sallyport.server.output.ServerLog;
import dev.sallyport.server.web.health.Readiness;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Looks after database and log twice a second: publishes what other processes have committed, and
/// knows how both are, so that nobody who asks has to wait for a database that does not answer.
final class LogWatch implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofMillis(500);

  /// After this long without an answer it counts as gone.
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /// How database and log were at the last look.
  ///
  /// @param size entries that are committed
  /// @param trouble why the database could not be asked
  private record Seen(long size, @Nullable String trouble) {}

  private final Database database;
  private final AuditLog log;
  private final ServerLog output;
  private final List<SinkRunner> sinks;
  private final boolean witnessed;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile Seen seen;
  private volatile long answeredAt = System.nanoTime();
  private volatile long behindSince;
  private @Nullable String said;

  private LogWatch(
      // Five: what is watched, who is told, and what goes along with it.
      Database database,
      AuditLog log,
      ServerLog output,
      List<SinkRunner> sinks,
      boolean witnessed) {
    this.witnessed = witnessed;
    this.database = database;
    this.log = log;
    this.output = output;
    this.sinks = sinks;
    seen = new Seen(published(), null);
    thread = Thread.ofPlatform().name("log-watch").daemon().unstarted(this::run);
  }

  /// @param witnessed whether witnesses are asked
  static LogWatch start(
      Database database,
      AuditLog log,
      ServerLog output,
      List<SinkRunner> sinks,
      boolean witnessed) {
    var watch = new LogWatch(database, log, output, sinks, witnessed);
    watch.thread.start();
    return watch;
  }

  /// Entries that are committed, as far as is known.
  long size() {
    return Math.max(seen.size, published());
  }

  long published() {
    return log.published().map(Checkpoint::size).orElse(0L);
  }

  /// For how long there has been something that is not published.
  Duration behind() {
    long since = behindSince;
    return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
  }

  /// Why the database is not there, or null.
  @Nullable String databaseTrouble() {
    String trouble = seen.trouble;
    if (trouble != null) {
      return trouble;
    }
    var silence = Duration.ofNanos(System.nanoTime() - answeredAt);
    return silence.compareTo(PATIENCE) < 0
        ? null
        : "no answer for %d s".formatted(silence.toSeconds());
  }

  /// Whether the database is there, for [Readiness].
  List<Readiness.Obstacle> database() {
    return obstacle("database", databaseTrouble());
  }

  /// Whether the log is signed and published.
  List<Readiness.Obstacle> log() {
    return obstacle("log", logTrouble());
  }

  private static List<Readiness.Obstacle> obstacle(String part, @Nullable String trouble) {
    return trouble == null ? List.of() : List.of(new Readiness.Obstacle(part, trouble));
  }

  /// Whether new work is taken: only what is necessary is, when a disk is nearly full.
  List<Readiness.Obstacle> disk() {
    Room room = log.room();
    return obstacle(
        "disk",
        room.refusesNewWork()
            ? "the disk of %s is %d %% full: new work is refused"
                .formatted(room.place(), room.percent())
            : null);
  }

  int percent() {
    return log.room().percent();
  }

  boolean isWitnessed() {
    return witnessed;
  }

  /// Entries that were published with the quorum of their witnesses.
  long cosigned() {
    return log.cosigned();
  }

  /// Why the log is not signed, or null.
  @Nullable String logTrouble() {
    return log.problem().orElse(null);
  }

  private void run() {
    try {
      do {
        look();
      } while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      long size = LogSize.of(database);
      sinks.forEach(SinkRunner::measure);
      seen = new Seen(size, null);
      answeredAt = System.nanoTime();
      if (size > published()) {
        publish();
      } else {
        behindSince = 0;
      }
      tell(logTrouble());
    } catch (RuntimeException e) {
      // Any: whatever fails in here must be known, and must not end the watch.
      String reason = String.valueOf(e.getMessage());
      seen = new Seen(seen.size, reason);
      tell("the database: " + reason);
    }
  }

  private void publish() {
    if (behindSince == 0) {
      behindSince = System.nanoTime();
    }
    try {
      log.publish();
      if (published() >= seen.size) {
        behindSince = 0;
      } // else it is kept back for its witnesses
    } catch (LogUnavailable | LogConflict | MalformedLog _) {
      // The log keeps the reason.
    }
  }

  /// Once for each change, not twice a second.
  private void tell(@Nullable String trouble) {
    if (Objects.equals(trouble, said)) {
      return;
    }
    said = trouble;
    if (trouble == null) {
      output.info("database and log are in order again");
    } else {
      output.error("not in order", Map.of("reason", trouble));
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(INTERVAL.multipliedBy(20));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

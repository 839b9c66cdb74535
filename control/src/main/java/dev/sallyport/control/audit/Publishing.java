package dev.sallyport.control.audit;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Publishes after commits, at most once a second. What fails is tried again at the next second; a
/// contradiction between database and files is not, it needs a person.
final class Publishing implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Publisher publisher;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Thread thread;
  private boolean due;
  private boolean closed;
  private volatile @Nullable String problem;
  private volatile @Nullable RuntimeException conflict;

  Publishing(Publisher publisher) {
    this.publisher = publisher;
    thread = Thread.ofPlatform().name("log-publisher").daemon().start(this::run);
  }

  void committed() {
    lock.lock();
    try {
      due = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Optional<Checkpoint> now() {
    checkNoConflict();
    try {
      Optional<Checkpoint> published = publisher.publish();
      problem = null;
      return published;
    } catch (LogConflict | MalformedLog e) {
      conflict = e;
      problem = e.getMessage();
      throw e;
    } catch (SQLException e) {
      problem = "the database: " + e.getMessage();
      throw new LogUnavailable("not published: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      problem = "the files: " + e.getMessage();
      throw new LogUnavailable("not published: " + e.getMessage(), e);
    }
  }

  /// @throws LogUnavailable once publishing met a contradiction: what is appended beside it could
  ///     never be proved
  void checkNoConflict() {
    RuntimeException met = conflict;
    if (met != null) {
      throw new LogUnavailable("the log is not published any more: " + met.getMessage(), met);
    }
  }

  Optional<Checkpoint> published() {
    return publisher.published();
  }

  Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  private void run() {
    while (awaitDue()) {
      long began = System.nanoTime();
      try {
        now();
      } catch (RuntimeException e) {
        problem = String.valueOf(e.getMessage());
        // The next second may be better.
        committed();
      }
      rest(began);
    }
  }

  /// False when closed.
  private boolean awaitDue() {
    lock.lock();
    try {
      while (!due && !closed) {
        changed.awaitUninterruptibly();
      }
      due = false;
      return !closed && conflict == null;
    } finally {
      lock.unlock();
    }
  }

  /// Until a second after the last time began: an entry that just missed it waits for that second
  /// and for the next time, not also for the rest of the one it missed.
  private void rest(long began) {
    lock.lock();
    try {
      long left = INTERVAL.toNanos() - (System.nanoTime() - began);
      while (left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the thread; what is committed but not published comes with the next start.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      thread.join(INTERVAL.multipliedBy(10));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.sallyport.control.audit;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Publishes after commits, at most once a second. What fails is tried again at the next second; a
/// contradiction between database and files is not, it needs a person.
final class Publishing implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Publisher publisher;
  private final Cosigning cosigning;
  private final Worker worker = new Worker("log-publisher");
  private boolean due;
  private volatile @Nullable String problem;
  private volatile @Nullable RuntimeException conflict;

  Publishing(Publisher publisher, Cosigning cosigning) {
    this.publisher = publisher;
    this.cosigning = cosigning;
    worker.start(this::run);
  }

  void committed() {
    worker.locked(() -> due = true);
  }

  Optional<Checkpoint> now() {
    checkNoConflict();
    try {
      Optional<Checkpoint> published = publisher.publish();
      problem = publisher.withheld().orElse(null);
      cosigning.published();
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
        if (publisher.withheld().isPresent()) {
          committed();
        }
      } catch (RuntimeException e) {
        problem = String.valueOf(e.getMessage());
        // The next second may be better.
        committed();
      }
      // An entry that just missed a publication waits for the next one and no longer.
      worker.rest(INTERVAL.minusNanos(System.nanoTime() - began));
    }
  }

  /// False when closed.
  private boolean awaitDue() {
    return worker.await(
        () -> due,
        () -> {
          due = false;
          return !worker.isClosed() && conflict == null;
        });
  }

  /// Ends the thread; what is committed but not published comes with the next start.
  @Override
  public void close() {
    cosigning.close();
    worker.close(INTERVAL.multipliedBy(10));
  }
}

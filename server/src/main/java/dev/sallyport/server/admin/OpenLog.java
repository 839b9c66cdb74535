package dev.sallyport.server.admin;

import dev.sallyport.control.audit.Appender;
import dev.sallyport.control.audit.AuditLog;
import dev.sallyport.control.audit.Cosigners;
import dev.sallyport.control.audit.JoinedLog;
import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StoreRefusal;
import dev.sallyport.trust.log.Checkpoint;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/// The log of a state directory while a command uses it: opened here, or over the database of the
/// process that has it open.
sealed interface OpenLog extends AutoCloseable {

  Database database();

  Appender log();

  /// Sees to it that an entry is published.
  ///
  /// @return the size that is published, larger than the index; empty when it is not within some
  ///     seconds, or the other process has ended
  /// @throws Recorder.NotPublished when a quorum is required and not met
  /// @throws RuntimeException when this process cannot publish
  OptionalLong publish(long index);

  @Override
  void close();

  /// Opening it published what was committed already.
  record Own(Installation installation, AuditLog log, Cosigners cosigners, PrintWriter err)
      implements OpenLog {

    @Override
    public Database database() {
      return installation.database();
    }

    @Override
    public OptionalLong publish(long index) {
      long size = log.publish().map(Checkpoint::size).orElse(0L);
      if (size <= index) {
        throw new Recorder.NotPublished(log.problem().orElse("the log ends before it"), null);
      }
      if (!cosigners.isRequired()) {
        log.cosign().ifPresent(missing -> err.println("warning: published, but " + missing));
      }
      return OptionalLong.of(size);
    }

    @Override
    public void close() {
      log.close();
      installation.close();
    }
  }

  /// @param log nothing is published and nothing signed here
  record Joined(Database database, JoinedLog log) implements OpenLog {

    /// A server publishes within a second of a commit.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(200);

    @Override
    public OptionalLong publish(long index) {
      long until = System.nanoTime() + PATIENCE.toNanos();
      try {
        long size = log.signed();
        while (size <= index && System.nanoTime() < until) {
          LockSupport.parkNanos(PAUSE.toNanos());
          size = log.signed();
        }
        return size > index ? OptionalLong.of(size) : OptionalLong.empty();
      } catch (StoreRefusal | LogUnavailable _) {
        return OptionalLong.empty(); // it has ended; the directory is free now
      }
    }

    @Override
    public void close() {
      log.close();
      database.close();
    }
  }
}

package dev.sallyport.control.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/// Runs work in transactions, again when PostgreSQL rolled it back for the sake of another one.
/// Nothing else is repeated: after a lost connection nobody knows whether the work was done.
final class Transactions {

  /// serialization_failure and deadlock_detected (PostgreSQL manual, appendix A).
  private static final Set<String> AGAIN = Set.of("40001", "40P01");

  private static final int TRIES = 10;

  private static final ScopedValue<Boolean> INSIDE = ScopedValue.newInstance();

  /// disk_full (the same appendix).
  private static final String DISK_FULL = "53100";

  private final Jdbi jdbi;
  private final @Nullable RunningPostgres server;

  Transactions(Jdbi jdbi, @Nullable RunningPostgres server) {
    this.jdbi = jdbi;
    this.server = server;
  }

  /// Whether the caller is inside the work of a transaction.
  static boolean inside() {
    return INSIDE.isBound();
  }

  <T extends @Nullable Object> T run(TransactionIsolationLevel level, Work<T> work) {
    if (inside()) {
      throw new IllegalStateException("a transaction inside a transaction");
    }
    for (int attempt = 1; ; attempt++) {
      try (Handle handle = open()) {
        return ScopedValue.where(INSIDE, true).call(() -> handle.inTransaction(level, work::run));
      } catch (RuntimeException e) {
        Optional<String> state = sqlState(e);
        if (state.filter(DISK_FULL::equals).isPresent()) {
          throw full(e);
        }
        if (attempt == TRIES || state.filter(AGAIN::contains).isEmpty()) {
          throw e;
        }
      }
      pause(attempt); // without the connection, which others may be waiting for
    }
  }

  private Handle open() {
    try {
      return jdbi.open();
    } catch (ConnectionException e) {
      throw new StoreRefusal(
          "database-unavailable",
          "a connection to the database",
          server == null ? String.valueOf(e.getMessage()) : server.trouble().orElse("none in time"),
          "it goes on by itself when the database is back",
          e);
    }
  }

  /// PostgreSQL's own code of what went wrong, wherever in the chain of causes it is.
  static Optional<String> sqlState(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        return Optional.of(sql.getSQLState());
      }
    }
    return Optional.empty();
  }

  private static StoreRefusal full(RuntimeException e) {
    return new StoreRefusal(
        "disk-full",
        "room on the disk of the database",
        "PostgreSQL could not extend a file; the transaction was rolled back",
        "make room; it goes on by itself",
        e);
  }

  /// 1 ms, 2 ms, ... and up to as much again, so that two that met once do not meet each time.
  private static void pause(int attempt) {
    long base = TimeUnit.MILLISECONDS.toNanos(1) << Math.min(attempt - 1, 6);
    LockSupport.parkNanos(base + Math.floorMod(System.nanoTime(), base));
  }
}

package dev.sallyport.control.store;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

  private final Jdbi jdbi;

  Transactions(Jdbi jdbi) {
    this.jdbi = jdbi;
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
      try {
        return ScopedValue.where(INSIDE, true)
            .call(() -> jdbi.inTransaction(level, handle -> work.run(handle)));
      } catch (RuntimeException e) {
        if (attempt == TRIES || !rolledBackForAnother(e)) {
          throw e;
        }
        pause(attempt);
      }
    }
  }

  static boolean rolledBackForAnother(Throwable thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && AGAIN.contains(String.valueOf(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  /// 1 ms, 2 ms, ... and up to as much again, so that two that met once do not meet each time.
  private static void pause(int attempt) {
    long base = TimeUnit.MILLISECONDS.toNanos(1) << Math.min(attempt - 1, 6);
    LockSupport.parkNanos(base + Math.floorMod(System.nanoTime(), base));
  }
}

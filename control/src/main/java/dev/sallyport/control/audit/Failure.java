package dev.sallyport.control.audit;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// What a failed statement means for the batch that it is part of.
enum Failure {
  /// A value that the database refuses: one unit is to blame.
  BAD_ROW,
  /// Try again.
  CONFLICT,
  /// The server may or may not have done what it was told last.
  CONNECTION_LOST,
  /// The server said no, and did nothing.
  REFUSED;

  /// @param committing whether it was told to commit: a server that fails to write or to sync its
  ///     log of changes panics, and may find the commit there when it has started again
  static Failure of(SQLException failure, boolean committing) {
    Failure kind = of(failure);
    return committing && kind == REFUSED ? CONNECTION_LOST : kind;
  }

  private static Failure of(SQLException failure) {
    String state = failure.getSQLState();
    if (state == null || hasIoCause(failure)) {
      return CONNECTION_LOST;
    }
    if (state.equals("40001") || state.equals("40P01")) {
      return CONFLICT;
    }
    // 57P01 to 57P05: a backend that is told to go may already have committed.
    if (state.startsWith("08") || state.startsWith("57P")) {
      return CONNECTION_LOST;
    }
    return state.startsWith("22") || state.startsWith("23") ? BAD_ROW : REFUSED;
  }

  private static boolean hasIoCause(SQLException failure) {
    for (@Nullable Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }
}

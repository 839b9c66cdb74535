package dev.sallyport.control.audit;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/// Connections for appending. Their limits end a session that holds the head row while its process
/// is frozen, and one that waits for such a session. The wait is twice as long as a session may be
/// idle, so that whoever waits gets the head and is not refused. There is no `statement_timeout`:
/// it
/// would also cancel a COMMIT, whose outcome would then be unknown.
final class Sessions {

  private final DataSource source;
  private final Duration lock;

  Sessions(DataSource source, Duration lock) {
    this.source = source;
    this.lock = lock;
  }

  Connection open() throws SQLException {
    Connection connection = source.getConnection();
    try (var statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute(
          """
          set synchronous_commit = on;
          set lock_timeout = '%1$dms';
          set idle_in_transaction_session_timeout = '%2$dms'
          """
              .formatted(lock.toMillis(), lock.toMillis() / 2));
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException e) {
      abandon(connection);
      throw e;
    }
  }

  /// Closes a connection of which nothing is hoped for.
  static void abandon(Connection connection) {
    try {
      connection.abort(Runnable::run);
      connection.close();
    } catch (SQLException _) {
      // It was lost already.
    }
  }
}

package dev.sallyport.control.audit;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// Connections for appending. Their limits end a session that holds the head row while its process
/// is frozen; no limit ends a COMMIT.
final class Sessions {

  private static final String SETTINGS =
      """
      SET synchronous_commit = on;
      SET lock_timeout = '%1$dms';
      SET idle_in_transaction_session_timeout = '%1$dms';
      SET statement_timeout = '%2$dms'
      """;

  private final DataSource source;
  private final long lockMillis;

  Sessions(DataSource source, long lockMillis) {
    this.source = source;
    this.lockMillis = lockMillis;
  }

  Connection open() throws SQLException {
    Connection connection = source.getConnection();
    try (var statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      statement.execute(SETTINGS.formatted(lockMillis, 2 * lockMillis));
      // statement_timeout does not run during COMMIT's wait for a standby, which ends by itself or
      // by an operator: PostgreSQL reports that as a warning.
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

package dev.sallyport.control.audit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/// A real database over a network that fails on demand.
final class CuttingSource implements AutoCloseable {

  private enum Cut {
    NONE,
    AFTER_COMMIT,
    BEFORE_COMMIT
  }

  private final DataSource source;
  private volatile Cut cut = Cut.NONE;
  private volatile String state = "08006";
  private volatile boolean refuses;
  private volatile Duration patience = Duration.ZERO;

  CuttingSource(DataSource source) {
    this.source = source;
  }

  /// The next COMMIT gets no answer.
  ///
  /// @param arrives whether the server gets it
  void loseAnswerOfCommit(boolean arrives) {
    cut = arrives ? Cut.AFTER_COMMIT : Cut.BEFORE_COMMIT;
  }

  /// The next COMMIT fails with this SQLSTATE although the server keeps it.
  void failCommit(String sqlState) {
    state = sqlState;
    loseAnswerOfCommit(true);
  }

  void refuseConnections() {
    refuses = true;
  }

  /// As a pool that waits first.
  void refuseConnectionsAfter(Duration wait) {
    patience = wait;
    refuses = true;
  }

  void acceptConnections() {
    refuses = false;
  }

  DataSource asDataSource() {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          if (!method.getName().equals("getConnection")) {
            return method.invoke(source, arguments);
          }
          if (refuses) {
            LockSupport.parkNanos(patience.toNanos());
            throw new SQLException("connection refused", "08001");
          }
          return cutting(source.getConnection());
        });
  }

  private Connection cutting(Connection connection) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("commit") && cut != Cut.NONE) {
            boolean arrives = cut == Cut.AFTER_COMMIT;
            cut = Cut.NONE;
            if (arrives) {
              connection.commit();
            }
            connection.abort(Runnable::run);
            throw new SQLException("the connection was lost", state);
          }
          return method.invoke(connection, arguments);
        });
  }

  private interface Call {
    Object of(java.lang.reflect.Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return call.of(method, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  @Override
  public void close() {
    refuses = false;
  }
}

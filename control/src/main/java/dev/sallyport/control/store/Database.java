package dev.sallyport.control.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/// The database, ready for use: reached, found fit, migrated. Two roles enter it: the owner, for
/// migrations, and the application's, which can change no table and can neither change nor remove
/// what is in tables of the log.
public final class Database implements AutoCloseable {

  private static final int CONNECTIONS = 16;
  private static final long BORROW_MILLIS = 10_000;

  private final Login app;
  private final @Nullable Login owner;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Transactions transactions;
  private final @Nullable RunningPostgres server;

  private Database(Login app, @Nullable Login owner, @Nullable RunningPostgres server) {
    this.app = app;
    this.owner = owner;
    this.server = server;
    pool = pool(app);
    jdbi = Jdbi.create(pool);
    transactions = new Transactions(jdbi);
  }

  /// Starts the embedded server of a state directory; it ends with [#close].
  ///
  /// @throws StoreRefusal when it does not come up or its data is not for this program
  public static Database embedded(StateDirectory state) {
    RunningPostgres server = EmbeddedPostgres.start(state);
    try {
      migrate(server.owner(), server.app().user());
      return new Database(server.app(), server.owner(), server);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  static int migrate(Login owner, String appRole) {
    try (Connection connection = owner.source().getConnection()) {
      ServerSettings.check(connection, owner.place());
    } catch (SQLException e) {
      throw unreachable(owner, e);
    }
    return new Migrations(owner.source(), appRole).apply();
  }

  /// Connections of the application's role, from the pool.
  public DataSource app() {
    return pool;
  }

  /// Connections of the owner, made when asked for.
  ///
  /// @throws IllegalStateException when the program was given no login of the owner
  public DataSource owner() {
    if (owner == null) {
      throw new IllegalStateException("no login of the owner was given");
    }
    return owner.source();
  }

  /// One transaction at READ COMMITTED in the application's role. Repeated only when PostgreSQL
  /// rolled it back as a deadlock or serialization failure; everything else is thrown.
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    return transactions.run(TransactionIsolationLevel.READ_COMMITTED, work);
  }

  /// The same at SERIALIZABLE.
  public <T extends @Nullable Object> T serializable(Work<T> work) {
    return transactions.run(TransactionIsolationLevel.SERIALIZABLE, work);
  }

  /// Whether the caller is inside the work of a transaction, where waiting for another transaction
  /// could be waiting for oneself.
  public static boolean insideTransaction() {
    return Transactions.inside();
  }

  /// Made with the data directory; the same on physical copies of it.
  public long systemIdentifier() {
    return number("select system_identifier from pg_control_system()");
  }

  /// Grows with each promotion of a standby and each recovery to a point in time.
  public long timeline() {
    return number("select ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int");
  }

  private long number(String query) {
    return jdbi.withHandle(handle -> handle.createQuery(query).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    pool.close();
    if (server != null) {
      server.close();
    }
  }

  private static HikariDataSource pool(Login login) {
    var config = new HikariConfig();
    config.setDataSource(login.source());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(BORROW_MILLIS);
    config.setPoolName("sallyport");
    return new HikariDataSource(config);
  }

  private static StoreRefusal unreachable(Login login, SQLException e) {
    return new StoreRefusal(
        "database-unreachable",
        "a connection to " + login.place() + " as " + login.user(),
        String.valueOf(e.getMessage()),
        "check that the server runs and that address, user and password are right",
        e);
  }
}

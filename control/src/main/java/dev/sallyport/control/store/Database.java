package dev.sallyport.control.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
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

  private final @Nullable Login owner;
  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Transactions transactions;
  private final @Nullable RunningPostgres server;
  private final @Nullable Path folder;

  private Database(
      Login app, @Nullable Login owner, @Nullable RunningPostgres server, @Nullable Path folder) {
    checkApp(app);
    this.folder = folder;
    this.owner = owner;
    this.server = server;
    pool = pool(app);
    jdbi = Jdbi.create(pool);
    transactions = new Transactions(jdbi, server);
  }

  /// Starts the embedded server of a state directory; it ends with [#close].
  ///
  /// @throws StoreRefusal when it does not come up or its data is not for this program
  public static Database embedded(StateDirectory state) {
    RunningPostgres server = EmbeddedPostgres.start(state);
    try {
      migrate(server.owner(), server.app().user());
      return new Database(server.app(), server.owner(), server, state.postgres());
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /// The embedded server that another process has started in this state directory, which that
  /// process may stop at any time.
  ///
  /// @throws StoreRefusal when it does not run
  public static Database running(Path directory) {
    Login app = EmbeddedPostgres.running(directory);
    try {
      new Migrations(app.source(), app.user()).check();
      return new Database(app, null, null, directory.resolve("postgres"));
    } catch (RuntimeException e) {
      // Also when it stops in the middle of this.
      throw e instanceof StoreRefusal ? e : unreadable(app, e);
    }
  }

  /// A PostgreSQL (15 or newer) that somebody else runs, entered as the application's role. Its
  /// schema must be migrated already.
  ///
  /// @param url `postgresql://USER:PASSWORD@HOST:PORT/DATABASE`
  /// @throws StoreRefusal when it cannot be reached, is not fit, or has another schema
  public static Database external(String url) {
    Login app = Login.parse(url);
    checkSettings(app);
    try {
      new Migrations(app.source(), app.user()).check();
    } catch (RuntimeException e) {
      throw e instanceof StoreRefusal ? e : unreadable(app, e);
    }
    return new Database(app, null, null, null);
  }

  /// The same, migrated at the start with the owner's login.
  public static Database external(String url, String ownerUrl) {
    Login app = Login.parse(url);
    Login owner = Login.parse(ownerUrl);
    migrate(owner, app.user());
    return new Database(app, owner, null, null);
  }

  /// Migrates and does nothing else.
  ///
  /// @param appRole the role that the program will run as; it must exist
  /// @return how many steps were applied
  public static int migrate(String ownerUrl, String appRole) {
    return migrate(Login.parse(ownerUrl), appRole);
  }

  private static int migrate(Login owner, String appRole) {
    if (owner.user().equals(appRole)) {
      throw new StoreRefusal(
          "database-one-role",
          "two roles: an owner for migrations and one without rights of its own",
          "the role %s for both".formatted(appRole),
          "create a second role (docs/state.md has the statements)");
    }
    checkSettings(owner);
    return new Migrations(owner.source(), appRole).apply();
  }

  /// Where its data lies, if that is on this machine.
  public Optional<Path> folder() {
    return Optional.ofNullable(folder);
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
  ///
  /// @throws StoreRefusal `database-unavailable` when no connection is to be had: nothing happened
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

  /// The random id of this installation, which never changes.
  public String installation() {
    return transaction(
        handle -> handle.createQuery("select id::text from install").mapTo(String.class).one());
  }

  /// Made with the data directory; the same on physical copies of it.
  public long systemIdentifier() {
    return number("select system_identifier from pg_control_system()");
  }

  /// Grows with each promotion of a standby and each recovery to a point in time.
  public long timeline() {
    // The first eight digits of a WAL file's name are the timeline (manual, "WAL Internals").
    return number("select ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int");
  }

  private long number(String query) {
    return transaction(handle -> handle.createQuery(query).mapTo(Long.class).one());
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

  private static void checkSettings(Login login) {
    try (Connection connection = login.source().getConnection()) {
      ServerSettings.check(connection, login.place());
    } catch (SQLException e) {
      throw unreachable(login, e);
    }
  }

  private static void checkApp(Login app) {
    try (Connection connection = app.source().getConnection()) {
      ServerSettings.check(connection, app.place());
      ServerSettings.checkPowerless(connection, app.user());
    } catch (SQLException e) {
      throw unreachable(app, e);
    }
  }

  private static StoreRefusal unreachable(Login login, Exception e) {
    return new StoreRefusal(
        "database-unreachable",
        "a connection to %s as %s".formatted(login.place(), login.user()),
        String.valueOf(e.getMessage()),
        "check that the server runs and that address, user and password are right",
        e);
  }

  private static StoreRefusal unreadable(Login login, Exception e) {
    return new StoreRefusal(
        "database-older",
        "a migrated schema in " + login.place(),
        "none that %s can read".formatted(login.user()),
        "migrate it first, with the owner's login",
        e);
  }
}

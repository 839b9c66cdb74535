package dev.sallyport.control.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// The embedded server, running. When it dies it is started again; [#close] stops it.
public final class RunningPostgres implements AutoCloseable {

  private final ServerProcess server;
  private final Path data;
  private final Path socket;
  private final Passwords passwords;

  RunningPostgres(ServerProcess server, Path data, Path socket, Passwords passwords) {
    this.server = server;
    this.data = data;
    this.socket = socket;
    this.passwords = passwords;
  }

  /// Changes when the server had to be started again.
  public long pid() {
    return server.pid();
  }

  /// Why the server does not run at the moment, in its own words.
  Optional<String> trouble() {
    return server.trouble();
  }

  /// May do everything in the schema, and is used for migrations alone.
  Login owner() {
    return login(EmbeddedPostgres.DATABASE, Passwords.OWNER);
  }

  /// What the program runs as.
  Login app() {
    return login(EmbeddedPostgres.DATABASE, Passwords.APP);
  }

  /// Roles and database, as far as they are not there: a first start may have been killed anywhere.
  void makeDatabase() {
    try (Connection connection = login("postgres", Passwords.SUPERUSER).source().getConnection();
        Statement statement = connection.createStatement()) {
      makeRole(statement, Passwords.OWNER);
      makeRole(statement, Passwords.APP);
      if (isMissing(statement, "pg_database where datname", EmbeddedPostgres.DATABASE)) {
        statement.execute(
            "create database %s owner %s".formatted(EmbeddedPostgres.DATABASE, Passwords.OWNER));
      }
      statement.execute(
          "revoke all on database %s from public".formatted(EmbeddedPostgres.DATABASE));
      statement.execute(
          "grant connect on database %s to %s".formatted(EmbeddedPostgres.DATABASE, Passwords.APP));
    } catch (SQLException e) {
      throw new StoreRefusal(
          "database-unmade",
          "roles and database of the embedded PostgreSQL",
          String.valueOf(e.getMessage()),
          "read postgres/server.log in the state directory",
          e);
    }
  }

  private void makeRole(Statement statement, String role) throws SQLException {
    if (isMissing(statement, "pg_roles where rolname", role)) {
      // Utility statements take no parameters; both words are ours, the password hexadecimal.
      statement.execute("create role %s login password '%s'".formatted(role, passwords.of(role)));
    }
  }

  private static boolean isMissing(Statement statement, String where, String name)
      throws SQLException {
    try (var rows = statement.executeQuery("select 1 from %s = '%s'".formatted(where, name))) {
      return !rows.next();
    }
  }

  private Login login(String database, String role) {
    return Login.socket(socket, database, role, passwords.of(role));
  }

  @Override
  public void close() {
    server.stop();
    Path folder = socket.getParent();
    if (folder != null && !folder.equals(data.resolveSibling("run"))) {
      removeTemporary(folder);
    }
  }

  /// The folder of the socket, made where paths are short; the stopped server left it empty.
  private static void removeTemporary(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // An empty folder of ours stays among the temporary files.
    }
  }
}

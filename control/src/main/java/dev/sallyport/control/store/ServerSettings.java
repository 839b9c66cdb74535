package dev.sallyport.control.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a PostgreSQL must be for an acknowledged entry to be there after a crash.
final class ServerSettings {

  private static final int OLDEST = 15;

  private record Setting(String name, String wanted, String why) {}

  /// `synchronous_commit` is what this connection asked for; it shows other than `on` where
  /// something between (a pooler) dropped what we sent.
  private static final List<Setting> SETTINGS =
      List.of(
          new Setting("fsync", "on", "without it a loss of power loses or corrupts entries"),
          new Setting("full_page_writes", "on", "without it torn pages are not repaired"),
          new Setting("synchronous_commit", "on", "a commit is answered when it is on the disk"),
          new Setting("server_encoding", "UTF8", "the text of the log is UTF-8"),
          new Setting("zero_damaged_pages", "off", "damage must be seen, not hidden"),
          new Setting("transaction_read_only", "off", "entries are to be written"));

  private ServerSettings() {}

  /// @throws StoreRefusal that lists every setting that is wrong
  static void check(Connection connection, String place) throws SQLException {
    var values = new HashMap<String, String>();
    for (String name : List.of("server_version", "server_version_num")) {
      values.put(name, show(connection, name));
    }
    for (Setting setting : SETTINGS) {
      values.put(setting.name(), show(connection, setting.name()));
    }
    check(values, place);
  }

  static void check(Map<String, String> values, String place) {
    int version = Integer.parseInt(values.getOrDefault("server_version_num", "0")) / 10_000;
    if (version < OLDEST) {
      throw new StoreRefusal(
          "database-old",
          "PostgreSQL %d or newer".formatted(OLDEST),
          "%s is PostgreSQL %s".formatted(place, values.get("server_version")),
          "upgrade that server, or start without --database to use the embedded one");
    }
    var wanted = new ArrayList<String>();
    var got = new ArrayList<String>();
    for (Setting setting : SETTINGS) {
      String value = values.get(setting.name());
      if (!setting.wanted().equals(value)) {
        wanted.add("%s=%s (%s)".formatted(setting.name(), setting.wanted(), setting.why()));
        got.add("%s=%s".formatted(setting.name(), value));
      }
    }
    if (!wanted.isEmpty()) {
      throw new StoreRefusal(
          "database-settings",
          String.join(", ", wanted),
          place + " has " + String.join(", ", got),
          "set them in postgresql.conf and restart that server; a pooler must pass startup options");
    }
  }

  /// The role that the program runs as must not be able to undo what the migrations forbid it.
  static void checkPowerless(Connection connection, String role) throws SQLException {
    String query =
        """
        select (select rolsuper or rolcreaterole from pg_roles where rolname = current_user)
            or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                       where n.nspname = 'sallyport' and pg_has_role(c.relowner, 'member'))
        """;
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      if (rows.getBoolean(1)) {
        throw new StoreRefusal(
            "database-role-strong",
            "a role that owns nothing in the schema and is no superuser",
            role + " could change the tables of the log",
            "run the program as another role (docs/state.md has the statements)");
      }
    }
  }

  private static String show(Connection connection, String name) throws SQLException {
    try (var statement = connection.prepareStatement("select current_setting(?)")) {
      statement.setString(1, name);
      try (var rows = statement.executeQuery()) {
        rows.next();
        return String.valueOf(rows.getString(1));
      }
    }
  }
}

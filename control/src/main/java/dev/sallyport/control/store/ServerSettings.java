package dev.sallyport.control.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

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

  /// @throws StoreRefusal that lists everything that is wrong
  static void check(Connection connection, String place) throws SQLException {
    var wanted = new ArrayList<String>();
    var got = new ArrayList<String>();
    int version = Integer.parseInt(show(connection, "server_version_num")) / 10_000;
    if (version < OLDEST) {
      throw new StoreRefusal(
          "database-old",
          "PostgreSQL %d or newer".formatted(OLDEST),
          "%s is PostgreSQL %s".formatted(place, show(connection, "server_version")),
          "upgrade that server, or start without --database to use the embedded one");
    }
    for (Setting setting : SETTINGS) {
      String value = show(connection, setting.name());
      if (!value.equals(setting.wanted())) {
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

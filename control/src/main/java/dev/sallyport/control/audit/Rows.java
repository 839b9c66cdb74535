package dev.sallyport.control.audit;

import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.TreeEdge;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/// What the tables of the log say, read over one connection.
final class Rows {

  private static final int FETCH = 256;

  private static final String ENTRIES =
      """
      SELECT index, tenant, leaf, hash FROM log_entry
      WHERE index >= ? AND index < ? ORDER BY index
      """;

  private static final String NEWEST =
      "SELECT size, root, note FROM log_checkpoint ORDER BY size DESC LIMIT 1";

  /// A row of `log_entry`.
  record Entry(long index, int tenant, byte[] leaf, Hash hash) {}

  /// A row of `log_checkpoint`.
  record Signed(long size, Hash root, byte[] note) {}

  private final Connection connection;

  /// @param connection without auto-commit, else the driver would read all rows at once
  Rows(Connection connection) {
    this.connection = connection;
  }

  TreeEdge head() throws SQLException {
    try (var statement = connection.prepareStatement("SELECT size, edge FROM log_head");
        var rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new LogConflict("the database has no head of the log");
      }
      TreeEdge edge = TreeEdge.parse(rows.getBytes(2));
      if (edge.size() != rows.getLong(1)) {
        throw new LogConflict(
            "the head says size %d beside an edge of size %d"
                .formatted(rows.getLong(1), edge.size()));
      }
      return edge;
    }
  }

  Optional<Signed> newestCheckpoint() throws SQLException {
    try (var statement = connection.prepareStatement(NEWEST);
        var rows = statement.executeQuery()) {
      return rows.next()
          ? Optional.of(
              new Signed(rows.getLong(1), Hash.of(rows.getBytes(2)), rows.getBytes(3)))
          : Optional.empty();
    }
  }

  /// Entries in order, those that are missing left out.
  void entries(long from, long to, Consumer<Entry> consumer) throws SQLException {
    try (var statement = connection.prepareStatement(ENTRIES)) {
      statement.setFetchSize(FETCH);
      statement.setLong(1, from);
      statement.setLong(2, to);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          consumer.accept(
              new Entry(
                  rows.getLong(1), rows.getInt(2), rows.getBytes(3), Hash.of(rows.getBytes(4))));
        }
      }
    }
  }
}

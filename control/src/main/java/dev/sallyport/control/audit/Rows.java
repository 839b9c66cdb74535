package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.base.model.event.Personal;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.TreeEdge;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the tables of the log say, read over one connection.
final class Rows {

  private static final int FETCH = 256;

  private static final String ENTRIES =
      """
      select index, tenant, leaf, hash from log_entry
      where index >= ? and index < ? order by index
      """;

  private static final String NEWEST =
      "select size, root, note from log_checkpoint order by size desc limit 1";

  private static final String PERSONAL =
      """
      select p.entry, p.commitment, p.field, p.value, p.salt, e.leaf
      from log_personal p left join log_entry e on e.index = p.entry and e.tenant = p.tenant
      order by p.entry
      """;

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
    try (var statement = connection.prepareStatement("select size, edge from log_head");
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
          ? Optional.of(new Signed(rows.getLong(1), Hash.of(rows.getBytes(2)), rows.getBytes(3)))
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

  /// What is beside one entry.
  Optional<Hash> hash(long index) throws SQLException {
    try (var statement =
        connection.prepareStatement("select hash from log_entry where index = ?")) {
      statement.setLong(1, index);
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(Hash.of(rows.getBytes(1))) : Optional.empty();
      }
    }
  }

  /// All of them, smallest first: at most one for each second of the log's life.
  List<Signed> checkpoints() throws SQLException {
    var signed = new ArrayList<Signed>();
    try (var statement =
            connection.prepareStatement(
                "select size, root, note from log_checkpoint order by size");
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        signed.add(new Signed(rows.getLong(1), Hash.of(rows.getBytes(2)), rows.getBytes(3)));
      }
    }
    return signed;
  }

  /// Told of a value about a person.
  interface PersonalConsumer {

    /// @param matches whether the value is the one that the entry commits to
    void accept(long entry, boolean matches);
  }

  void personal(PersonalConsumer consumer) throws SQLException {
    var hex = HexFormat.of();
    try (var statement = connection.prepareStatement(PERSONAL)) {
      statement.setFetchSize(FETCH);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          String commitment = hex.formatHex(rows.getBytes(2));
          var known =
              new Personal.Known(
                  rows.getString(3),
                  rows.getString(4),
                  hex.formatHex(rows.getBytes(5)),
                  commitment);
          byte[] leaf = rows.getBytes(6);
          boolean named = leaf != null && new String(leaf, UTF_8).contains(commitment);
          consumer.accept(rows.getLong(1), named && known.matches());
        }
      }
    }
  }
}

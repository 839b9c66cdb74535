package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Personal;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.TreeEdge;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Units in one transaction at READ COMMITTED. The head row is locked first, by everybody, so there
/// is one order of locks; indices are counted from it, never drawn from a sequence, so there are no
/// gaps.
final class Batch {

  private static final String LOCK_HEAD = "select edge from log_head where id = 1 for update";

  private static final String WRITE =
      """
      with batch as (
        insert into log_batch (id, first, entries) values (?, ?, ?)
      ), entry as (
        insert into log_entry (index, tenant, leaf, hash)
        select * from unnest(?::bigint[], ?::integer[], ?::bytea[], ?::bytea[])
      ), personal as (
        insert into log_personal (entry, tenant, field, commitment, salt, value)
        select * from unnest(?::bigint[], ?::integer[], ?::text[], ?::bytea[], ?::bytea[], ?::text[])
      )
      update log_head set size = ?, edge = ? where id = 1
      """;

  private final UUID id = UUID.randomUUID();
  private final List<Prepared<?>> units;
  private final Step.Hook hook;

  /// The units that keep what they contested, and those that contested nothing.
  private final Set<UUID> winners = new HashSet<>();

  private TreeEdge before = TreeEdge.EMPTY;
  private TreeEdge after = TreeEdge.EMPTY;
  private Optional<Hash> last = Optional.empty();

  Batch(List<Prepared<?>> units, Step.Hook hook) {
    this.units = units;
    this.hook = hook;
  }

  UUID id() {
    return id;
  }

  /// The head before it.
  TreeEdge before() {
    return before;
  }

  /// The head after it.
  TreeEdge after() {
    return after;
  }

  /// The hash of its last entry.
  Optional<Hash> last() {
    return last;
  }

  static TreeEdge lockHead(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(LOCK_HEAD);
        var rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("the log has no head row", "02000");
      }
      return TreeEdge.parse(rows.getBytes(1));
    }
  }

  /// Waits until no other batch is being written.
  void lock(Connection connection) throws SQLException {
    before = lockHead(connection);
    hook.at(Step.HEAD_LOCKED);
  }

  /// Everything after the lock but the commit.
  void write(Connection connection) throws SQLException {
    decideGuards(connection);
    hook.at(Step.GUARDS_DECIDED);
    writeEntries(connection);
    writeFresh(connection);
    erase(connection);
    hook.at(Step.ROWS_WRITTEN);
  }

  /// After the commit.
  void answer(String origin) {
    long index = before.size();
    for (Prepared<?> unit : units) {
      boolean won = winners.contains(unit.id());
      unit.committed(won, origin, index);
      index += unit.entries(won).size();
    }
    hook.at(Step.ANSWERED);
  }

  private void decideGuards(Connection connection) throws SQLException {
    var claims = new LinkedHashMap<Table, List<Prepared<?>>>();
    var changes = new LinkedHashMap<Guard.Transition, List<Prepared<?>>>();
    for (Prepared<?> unit : units) {
      switch (unit.unit().contested()) {
        case null -> winners.add(unit.id());
        case Guard.Claim(Row row) ->
            claims.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(unit);
        case Guard.Change change ->
            changes.computeIfAbsent(change.transition(), _ -> new ArrayList<>()).add(unit);
      }
    }
    for (var claim : claims.entrySet()) {
      claim(connection, claim.getKey(), claim.getValue());
    }
    for (var change : changes.entrySet()) {
      change(connection, change.getKey(), change.getValue());
    }
  }

  private void claim(Connection connection, Table table, List<Prepared<?>> contenders)
      throws SQLException {
    String sql =
        """
        insert into %s (unit_id, %s) select * from unnest(?::uuid[], %s)
        on conflict do nothing returning unit_id
        """
            .formatted(table.name(), table.columnNames(), table.arrays());
    var rows = new ArrayList<List<Object>>();
    for (Prepared<?> unit : contenders) {
      if (unit.unit().contested() instanceof Guard.Claim(Row row)) {
        rows.add(withId(unit, row.values()));
      }
    }
    decide(connection, sql, columns(table.columns()), rows);
  }

  private void change(
      Connection connection, Guard.Transition transition, List<Prepared<?>> contenders)
      throws SQLException {
    String key = transition.key().name();
    String state = transition.state().name();
    // Of several units that want the same row, UPDATE … FROM takes one.
    String sql =
        """
        update %1$s as target set %3$s = wanted.later
        from unnest(?::uuid[], ?::%4$s[], ?::%5$s[], ?::%5$s[])
          as wanted (unit_id, wanted_key, earlier, later)
        where target.%2$s = wanted.wanted_key and target.%3$s = wanted.earlier
        returning wanted.unit_id
        """
            .formatted(
                transition.table().name(),
                key,
                state,
                transition.key().type(),
                transition.state().type());
    var rows = new ArrayList<List<Object>>();
    for (Prepared<?> unit : contenders) {
      if (unit.unit().contested() instanceof Guard.Change change) {
        rows.add(withId(unit, List.of(change.key(), change.from(), change.to())));
      }
    }
    decide(connection, sql, columns(transition.columns()), rows);
  }

  private void decide(
      Connection connection, String sql, List<String> types, List<List<Object>> rows)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      setArrays(connection, statement, types, rows);
      try (var won = statement.executeQuery()) {
        while (won.next()) {
          winners.add(won.getObject(1, UUID.class));
        }
      }
    }
  }

  private void writeEntries(Connection connection) throws SQLException {
    var rows = new EntryRows();
    long index = before.size();
    for (Prepared<?> unit : units) {
      for (var entry : unit.entries(winners.contains(unit.id()))) {
        rows.add(index++, unit.unit().tenant(), entry);
      }
    }
    after = before.appendAll(rows.hashes);
    last = Optional.of(rows.hashes.getLast());
    try (var statement = connection.prepareStatement(WRITE)) {
      statement.setObject(1, id);
      statement.setLong(2, before.size());
      statement.setLong(3, rows.hashes.size());
      rows.set(connection, statement, 4);
      statement.setLong(14, after.size());
      statement.setBytes(15, after.bytes());
      if (statement.executeUpdate() != 1) {
        throw new SQLException("the log has no head row", "02000");
      }
    }
  }

  private void writeFresh(Connection connection) throws SQLException {
    Map<Table, List<List<Object>>> fresh = new LinkedHashMap<>();
    for (Prepared<?> unit : units) {
      if (winners.contains(unit.id())) {
        for (Row row : unit.unit().fresh()) {
          fresh.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(row.values());
        }
      }
    }
    for (var rows : fresh.entrySet()) {
      Table table = rows.getKey();
      String sql =
          "insert into %s (%s) select * from unnest(%s)"
              .formatted(table.name(), table.columnNames(), table.arrays());
      try (var statement = connection.prepareStatement(sql)) {
        var types = table.columns().stream().map(Table.Column::type).toList();
        setArrays(connection, statement, types, rows.getValue());
        statement.executeUpdate();
      }
    }
  }

  /// An entry that says that values were erased erases them: the one cannot be without the other.
  private void erase(Connection connection) throws SQLException {
    for (Prepared<?> unit : units) {
      for (var entry : unit.entries(winners.contains(unit.id()))) {
        if (entry.event() instanceof Event.PersonalErased(_, List<String> commitments, _)) {
          erase(connection, unit.unit().tenant(), commitments);
        }
      }
    }
  }

  private static void erase(Connection connection, int tenant, List<String> commitments)
      throws SQLException {
    byte[][] values = commitments.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
    try (var statement =
        connection.prepareStatement(
            "delete from log_personal where tenant = ? and commitment = any(?)")) {
      statement.setInt(1, tenant);
      statement.setArray(2, connection.createArrayOf("bytea", values));
      statement.executeUpdate();
    }
  }

  private static List<Object> withId(Prepared<?> unit, List<Object> values) {
    var all = new ArrayList<Object>();
    all.add(unit.id());
    all.addAll(values);
    return all;
  }

  private static List<String> columns(List<Table.Column> columns) {
    var types = new ArrayList<String>();
    types.add("uuid");
    columns.forEach(column -> types.add(column.type()));
    return types;
  }

  private static void setArrays(
      Connection connection,
      PreparedStatement statement,
      List<String> types,
      List<List<Object>> rows)
      throws SQLException {
    for (int column = 0; column < types.size(); column++) {
      int at = column;
      Object[] values = rows.stream().map(row -> row.get(at)).toArray();
      statement.setArray(column + 1, connection.createArrayOf(types.get(column), values));
    }
  }

  /// The entries and personal values of a batch, column by column.
  private static final class EntryRows {
    private final List<Hash> hashes = new ArrayList<>();
    private final List<Long> indices = new ArrayList<>();
    private final List<Integer> tenants = new ArrayList<>();
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<Long> personalEntries = new ArrayList<>();
    private final List<Integer> personalTenants = new ArrayList<>();
    private final List<Personal.Known> personal = new ArrayList<>();

    void add(long index, int tenant, Prepared.Entry entry) {
      hashes.add(entry.hash());
      indices.add(index);
      tenants.add(tenant);
      leaves.add(entry.bytes());
      for (Personal.Known known : entry.personal()) {
        personalEntries.add(index);
        personalTenants.add(tenant);
        personal.add(known);
      }
    }

    void set(Connection connection, PreparedStatement statement, int from) throws SQLException {
      var hex = HexFormat.of();
      Object[][] columns = {
        indices.toArray(),
        tenants.toArray(),
        leaves.toArray(byte[][]::new),
        hashes.stream().map(Hash::bytes).toArray(byte[][]::new),
        personalEntries.toArray(),
        personalTenants.toArray(),
        personal.stream().map(Personal.Known::field).toArray(),
        personal.stream().map(p -> hex.parseHex(p.commitment())).toArray(byte[][]::new),
        personal.stream().map(p -> hex.parseHex(p.salt())).toArray(byte[][]::new),
        personal.stream().map(Personal.Known::value).toArray()
      };
      String[] types = {
        "bigint", "integer", "bytea", "bytea", "bigint", "integer", "text", "bytea", "bytea", "text"
      };
      for (int column = 0; column < columns.length; column++) {
        statement.setArray(from + column, connection.createArrayOf(types[column], columns[column]));
      }
    }
  }
}

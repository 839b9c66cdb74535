package dev.sallyport.control.audit;

import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.MerkleTree;
import dev.sallyport.trust.log.TreeEdge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A real PostgreSQL for a test class, with the tables of the log and one that units write to.
final class TestLog implements BeforeAllCallback, AfterAllCallback {

  static final Table SPENT = new Table("spent", List.of(new Table.Column("key", "text")));
  static final Table NOTE =
      new Table(
          "note", List.of(new Table.Column("name", "text"), new Table.Column("count", "integer")));
  static final Guard.Transition DOOR =
      new Guard.Transition(
          new Table(
              "door",
              List.of(new Table.Column("id", "integer"), new Table.Column("state", "text"))));

  private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // JUnit calls beforeAll first
  private StateDirectory state;

  @SuppressWarnings("NullAway.Init")
  private Database database;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("sallyport-test");
    state = StateDirectory.open(folder);
    database = Database.embedded(state);
    owner(
        """
        create table spent (unit_id uuid not null, key text primary key);
        create table note (name text primary key, count integer not null check (count > 0));
        create table door (id integer primary key, state text not null);
        grant select, insert, update on spent, note, door to sallyport_app
        """);
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    database.close();
    state.close();
    try (var files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(TestLog::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Database database() {
    return database;
  }

  DataSource source() {
    return database.app();
  }

  Path stateFolder() {
    return state.root();
  }

  Path logFolder() {
    return state.log();
  }

  /// Runs SQL as the owner.
  void owner(String sql) {
    try (var connection = database.owner().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What somebody with all rights could do: the triggers do not stop it, the log must show it.
  void tamper(String sql) {
    owner(
        """
        begin;
        alter table log_entry disable trigger all;
        alter table log_personal disable trigger all;
        alter table log_checkpoint disable trigger all;
        alter table log_batch disable trigger all;
        %s;
        alter table log_entry enable trigger all;
        alter table log_personal enable trigger all;
        alter table log_checkpoint enable trigger all;
        alter table log_batch enable trigger all;
        commit
        """
            .formatted(sql));
  }

  /// As a fresh installation.
  void clear() {
    tamper(
        """
        truncate log_entry, log_batch, log_personal, log_checkpoint, log_search;
        insert into log_head values (1, 0, '\\x0000000000000000')
          on conflict (id) do update set size = 0, edge = excluded.edge
        """);
  }

  long count(String from) {
    return database.<Long>transaction(
        handle -> handle.createQuery("select count(*) from " + from).mapTo(Long.class).one());
  }

  /// Reads everything and checks it: indices without a gap, hashes, head.
  List<Rows.Entry> checkedEntries() throws SQLException {
    var entries = new ArrayList<Rows.Entry>();
    TreeEdge head;
    // Not from the pool, which may hold connections that a killed server has left.
    try (var connection = database.owner().getConnection()) {
      connection.setAutoCommit(false);
      head = new Rows(connection).head();
      new Rows(connection).entries(0, Long.MAX_VALUE, entries::add);
      connection.rollback();
    }
    var hashes = new ArrayList<Hash>();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).index() != i) {
        throw new AssertionError("entry %d at place %d".formatted(entries.get(i).index(), i));
      }
      hashes.add(MerkleTree.leafHash(entries.get(i).leaf()));
    }
    if (!TreeEdge.EMPTY.appendAll(hashes).equals(head)) {
      throw new AssertionError("the entries do not lead to the head");
    }
    return entries;
  }
}

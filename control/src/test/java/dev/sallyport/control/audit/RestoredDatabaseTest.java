package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.LogConflict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A database that is not the one that the log was in: nothing is signed from then on, and nothing
/// of what is there is changed.
@Tag("slow")
final class RestoredDatabaseTest {

  @TempDir private Path folder;

  private long append(int count) {
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state);
        var log = AuditLog.open(database, state, LogHarness.signer(state))) {
      for (int i = 0; i < count; i++) {
        log.append(Unit.of(Samples.TENANT, Samples.deployed("environment " + i)));
      }
      return log.publish().map(Checkpoint::size).orElse(0L);
    }
  }

  /// Starts as a server does.
  private void start() {
    append(0);
  }

  private Path data() {
    return folder.resolve("postgres/data");
  }

  /// The database is stopped; owners and modes are kept.
  private void copy(Path from, Path to) throws Exception {
    var copying =
        new ProcessBuilder("cp", "-a", from.toString(), to.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(copying.waitFor()).isZero();
  }

  private Map<String, String> publishedFiles() throws IOException {
    var files = new HashMap<String, String>();
    try (var walk = Files.walk(folder.resolve("log"))) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(file).toString(),
            java.util.HexFormat.of().formatHex(Files.readAllBytes(file)));
      }
    }
    return files;
  }

  private void assertRefused(String message) throws Exception {
    Map<String, String> before = publishedFiles();
    assertThatThrownBy(this::start).isInstanceOf(LogConflict.class).hasMessageContaining(message);
    // Also at the next try, and nothing was written over.
    assertThatThrownBy(this::start).isInstanceOf(LogConflict.class);
    assertThat(publishedFiles()).isEqualTo(before);
  }

  @Test
  void oldDumpBesideNewerFilesIsNotSigned() throws Exception {
    append(5);
    Path dump = folder.resolve("dump");
    copy(data(), dump);
    assertThat(append(4)).isEqualTo(9);
    Path real = folder.resolve("real");
    Files.move(data(), real);
    Files.move(dump, data());
    assertRefused("the database has 5 entries, the published files have 9");
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state)) {
      var report = StateCheck.run(database, state.log(), LogHarness.signer(state).key());
      assertThat(report.problems())
          .contains("head: the database ends at entry 5, but 9 entries were published");
      try (var connection = database.owner().getConnection()) {
        connection.setAutoCommit(false);
        assertThat(new Rows(connection).newestCheckpoint().orElseThrow().size()).isEqualTo(5);
        connection.rollback();
      }
    }
    // The one that was taken away is welcome again.
    Files.move(data(), folder.resolve("dump"));
    Files.move(real, data());
    assertThat(append(1)).isEqualTo(10);
  }

  /// Grown past what was published, so that its size says nothing.
  @Test
  void oldDumpThatWentOnWithoutTheFilesIsNotSigned() throws Exception {
    append(5);
    Path dump = folder.resolve("dump");
    copy(data(), dump);
    append(4);
    Files.move(data(), folder.resolve("real"));
    Files.move(dump, data());
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state);
        var batcher =
            new Batcher(
                LogHarness.ORIGIN,
                database.app(),
                Batcher.Limits.DEFAULT,
                Step.Hook.NONE,
                () -> {})) {
      for (int i = 0; i < 20; i++) {
        batcher.append(Unit.of(Samples.TENANT, Samples.deployed("another past " + i)));
      }
    }
    assertRefused("the entries lead to size 25 and root");
  }

  /// The files are gone, as on a new host: what was signed last is known from the database.
  @Test
  void newestKnownCheckpointCountsWithoutFiles() throws Exception {
    append(5);
    append(4);
    removeFiles();
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state);
        var connection = database.owner().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter table log_entry disable trigger all");
      statement.execute(
          "update log_head set size = 0, edge = '\\x0000000000000000'::bytea where id = 1");
      statement.execute("delete from log_entry");
    }
    assertRefused("the database has 0 entries, the newest signed checkpoint has 9");
  }

  private void removeFiles() throws IOException {
    try (var walk = Files.walk(folder.resolve("log"))) {
      for (Path file : walk.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void freshDatabaseIsAnotherSystem() throws Exception {
    append(5);
    Files.move(data(), folder.resolve("real"));
    assertRefused("the database has system identifier");
  }

  /// The same data after a recovery, as at a promotion of a standby: PostgreSQL begins timeline 2.
  @Test
  void recoveredDatabaseIsOnAnotherTimeline() throws Exception {
    append(5);
    Files.writeString(
        data().resolve("postgresql.auto.conf"),
        "restore_command = 'false'\nhot_standby = off\n",
        StandardOpenOption.APPEND);
    Files.createFile(data().resolve("recovery.signal"));
    var owner = Files.getOwner(data());
    Files.setOwner(data().resolve("recovery.signal"), owner);
    assertRefused("the database is on timeline 2, known is 1");
  }
}

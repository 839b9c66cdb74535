package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.trust.log.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// File systems of a few MiB that are really full. Only root may mount them.
@Tag("slow")
final class FullDiskTest {

  private static final String NOT_RUN = "not run: only root can mount a small file system";
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(120);

  @TempDir private Path folder;
  private final List<Path> mounted = new ArrayList<>();

  @AfterEach
  void unmount() throws Exception {
    for (Path place : mounted) {
      run("umount", place.toString());
    }
  }

  private void mount(Path place, String options) throws Exception {
    assumeTrue(run("mount", "-t", "tmpfs", "-o", options, "none", place.toString()) == 0, NOT_RUN);
    mounted.add(place);
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /// Writes until there is no room, or for so many bytes.
  private static Path fill(Path ballast, long bytes) throws IOException {
    byte[] block = new byte[1 << 12];
    try (var out = Files.newOutputStream(ballast)) {
      for (long written = 0; written < bytes; written += block.length) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    return ballast;
  }

  private static AuditLog withoutReserve(StateDirectory state, Database database) {
    var seams = AuditLog.Seams.of(state.root(), Step.Hook.NONE);
    return AuditLog.open(
        database,
        LogHarness.signer(state),
        new AuditLog.Seams(seams.host(), seams.files(), DiskReserve.of(List.of()), Step.Hook.NONE));
  }

  private static Durable<Event.DeployObserved> append(AuditLog log) {
    return switch (log.append(Unit.of(Samples.TENANT, Samples.deployed("e".repeat(100))))) {
      case Appended.Done<Event.DeployObserved>(var entry) -> entry;
      case Appended.Lost<Event.DeployObserved> lost -> throw new AssertionError(lost);
    };
  }

  private static void assertClean(StateDirectory state, Database database, long entries) {
    var report = StateCheck.run(database, state.log(), LogHarness.signer(state).key());
    assertThat(report.problems()).isEmpty();
    assertThat(report.entries()).isEqualTo(entries);
  }

  @Test
  void publishedFilesHaveNoRoom() throws Exception {
    try (var state = StateDirectory.open(folder)) {
      mount(state.log(), "size=1m,mode=700");
      try (var database = Database.embedded(state);
          var log = withoutReserve(state, database)) {
        append(log);
        assertThat(log.publish().map(Checkpoint::size)).contains(1L);
        Path ballast = fill(folder.resolve("log/ballast"), Long.MAX_VALUE);
        // Durable in the database, not public; whoever asks is told why.
        append(log);
        assertThatThrownBy(log::publish)
            .isInstanceOf(LogUnavailable.class)
            .hasMessageContaining("not published");
        assertThat(log.problem().orElseThrow()).contains("No space left");
        assertThat(log.published().map(Checkpoint::size)).contains(1L);
        append(log);
        Files.delete(ballast);
        assertThat(log.publish().map(Checkpoint::size)).contains(3L);
        assertThat(log.problem()).isEmpty();
        assertClean(state, database, 3);
      }
    }
  }

  /// The whole state directory: the database cannot make its tables larger.
  @Test
  void databaseHasNoRoom() throws Exception {
    mount(folder, "size=110m,mode=711");
    Path state = folder.resolve("state");
    Path ballast = folder.resolve("ballast");
    fillAndGoOn(state, () -> fill(ballast, Long.MAX_VALUE), () -> Files.delete(ballast));
  }

  /// The place of its log of changes: it stops in the middle of a commit and cannot start again.
  @Test
  void databaseCannotWriteItsLogOfChanges() throws Exception {
    Path changes = folder.resolve("postgres/data/pg_wal");
    try (var state = StateDirectory.open(folder)) {
      Database.embedded(state).close();
    }
    Path before = changes.resolveSibling("pg_wal.before");
    Files.move(changes, before);
    Files.createDirectory(changes);
    mount(changes, "size=36m,mode=700");
    assertThat(run("cp", "-a", before + "/.", changes.toString())).isZero();
    fillAndGoOn(
        folder,
        () -> {},
        () -> assertThat(run("mount", "-o", "remount,size=200m", changes.toString())).isZero());
  }

  private interface Action {
    void run() throws Exception;
  }

  private static void fillAndGoOn(Path place, Action fill, Action makeRoom) throws Exception {
    try (var state = StateDirectory.open(place);
        var database = Database.embedded(state)) {
      var acknowledged = new ArrayList<Durable<Event.DeployObserved>>();
      int unknown = 0;
      try (var log = withoutReserve(state, database)) {
        acknowledged.add(append(log));
        fill.run();
        String refusal = "";
        long longest = 0;
        long begun = System.nanoTime();
        while (refusal.isEmpty() && System.nanoTime() - begun < PATIENCE) {
          long start = System.nanoTime();
          try {
            acknowledged.add(bulky(log));
          } catch (LogUnavailable e) {
            refusal = String.valueOf(e.getMessage());
          } catch (OutcomeUnknown _) {
            unknown++;
          }
          longest = Math.max(longest, System.nanoTime() - start);
        }
        assertThat(refusal).isNotEmpty();
        assertThat(longest).isLessThan(TimeUnit.SECONDS.toNanos(60));
        makeRoom.run();
        long room = System.nanoTime();
        acknowledged.add(again(log));
        System.out.printf(
            "%s: %d acknowledged before, %d unknown, longest answer %d ms, on again %d ms after"
                + " there was room: %s%n",
            place,
            acknowledged.size() - 1,
            unknown,
            longest / 1_000_000,
            (System.nanoTime() - room) / 1_000_000,
            refusal);
        log.publish();
      }
      assertClean(state, database, LogRows.check(database, acknowledged));
    }
  }

  /// An entry with much beside it, so that a small disk is full soon.
  private static Durable<Event.DeployObserved> bulky(AuditLog log) {
    var before = new ArrayList<Event>();
    for (int i = 0; i < 200; i++) {
      before.add(Samples.deployed("b".repeat(120)));
    }
    var unit = Unit.of(Samples.TENANT, Samples.deployed("bulky")).after(before);
    return switch (log.append(unit)) {
      case Appended.Done<Event.DeployObserved>(var entry) -> entry;
      case Appended.Lost<Event.DeployObserved> lost -> throw new AssertionError(lost);
    };
  }

  /// The server may have to recover first; nobody helps it.
  private static Durable<Event.DeployObserved> again(AuditLog log) {
    long deadline = System.nanoTime() + PATIENCE;
    while (true) {
      try {
        return append(log);
      } catch (LogUnavailable e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  /// The real measure on a real disk.
  @Test
  void newWorkIsRefusedAndRefusalsAreLogged() throws Exception {
    try (var state = StateDirectory.open(folder)) {
      mount(state.log(), "size=2m,mode=700");
      try (var database = Database.embedded(state);
          var log = AuditLog.open(database, state, LogHarness.signer(state))) {
        append(log);
        assertThat(log.room().refusesNewWork()).isFalse();
        Path ballast = fill(folder.resolve("log/ballast"), (2 << 20) / 100 * 92);
        awaitRoom(log, true);
        assertThatThrownBy(() -> append(log)).isInstanceOf(NoRoom.class);
        log.append(Unit.of(Samples.TENANT, Samples.replayed()));
        assertThat(log.publish().map(Checkpoint::size)).contains(2L);
        Files.delete(ballast);
        awaitRoom(log, false);
        append(log);
        assertThat(log.publish().map(Checkpoint::size)).contains(3L);
      }
    }
  }

  private static void awaitRoom(AuditLog log, boolean refuses) {
    long deadline = System.nanoTime() + PATIENCE;
    while (log.room().refusesNewWork() != refuses) {
      assertThat(System.nanoTime() - deadline).isNegative();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }
}

package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes append to one database. One of them is killed or frozen, also while it holds the
/// head: the other one goes on in bounded time.
@Tag("slow")
final class SecondProcessTest {

  private static final int KILLS = 24;
  private static final int CALLERS = 4;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // JUnit calls open first
  private StateDirectory state;

  @SuppressWarnings("NullAway.Init")
  private Database database;

  @SuppressWarnings("NullAway.Init")
  private AuditLog log;

  private final Map<String, String> acknowledged = new HashMap<>();
  private int names;

  @BeforeEach
  void open() throws SQLException {
    state = StateDirectory.open(folder);
    database = Database.embedded(state);
    log = AuditLog.open(database, state, LogHarness.signer(state));
    try (var connection = database.owner().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "create table beside (name text not null); grant select, insert on beside to sallyport_app");
    }
  }

  @AfterEach
  void close() {
    log.close();
    database.close();
    state.close();
  }

  private Life start(String name, String place, int passes, long micros) throws Exception {
    return Life.start(
        folder,
        List.of(
            "joined",
            name,
            place,
            Integer.toString(passes),
            Long.toString(micros),
            Integer.toString(CALLERS)));
  }

  /// How long one entry took.
  private long append() {
    long start = System.nanoTime();
    String name = "own-" + names++;
    var unit =
        Unit.of(Samples.TENANT, Samples.deployed(name))
            .with(List.of(new Row(LogHarness.BESIDE, List.of(name))));
    if (log.append(unit) instanceof Appended.Done<Event.DeployObserved>(var entry)) {
      acknowledged.put(name, entry.index() + " " + entry.leafHash());
    }
    return System.nanoTime() - start;
  }

  private void note(Life life) {
    for (String line : life.lines()) {
      String[] words = line.split(" ", 4);
      if (words[0].equals("done")) {
        acknowledged.put(words[3], words[1] + " " + words[2]);
      }
      assertThat(words[0]).isNotEqualTo("wrong");
    }
  }

  private void check() throws SQLException {
    log.publish();
    assertThat(StateCheck.run(database, state.log(), LogHarness.signer(state).key()).problems())
        .isEmpty();
    var found = new ArrayList<String>();
    try (var connection = database.owner().getConnection()) {
      connection.setAutoCommit(false);
      new Rows(connection)
          .entries(0, Long.MAX_VALUE, entry -> found.add(entry.index() + " " + entry.hash()));
      try (var rows = connection.createStatement().executeQuery("select count(*) from beside")) {
        rows.next();
        assertThat(rows.getInt(1)).isEqualTo(found.size());
      }
      connection.rollback();
    }
    assertThat(acknowledged.values()).doesNotHaveDuplicates();
    assertThat(found).containsAll(acknowledged.values());
  }

  @Test
  void otherProcessIsKilledAtEveryStepOfItsBatches() throws Exception {
    var random = new SplittableRandom(9);
    var places = List.copyOf(EnumSet.range(Step.HEAD_LOCKED, Step.ANSWERED));
    long longest = 0;
    for (int i = 0; i < KILLS; i++) {
      String place = places.get(i % places.size()).name();
      try (Life life = start("killed-" + i, place, 1 + random.nextInt(50), 0)) {
        life.awaitReady();
        while (life.lives()) {
          longest = Math.max(longest, append());
        }
        longest = Math.max(longest, append());
        life.kill();
        note(life);
      }
    }
    check();
    System.out.printf(
        "%d kills of one of two processes; the other one never waited longer than %d ms%n",
        KILLS, longest / 1_000_000);
    assertThat(longest).isLessThan(TimeUnit.SECONDS.toNanos(5));
  }

  @Test
  void frozenProcessDoesNotKeepTheHead() throws Exception {
    for (Step place : List.of(Step.HEAD_LOCKED, Step.COMMIT_SENT_NEXT)) {
      try (Life life = start("frozen-" + place, place.name(), 20, -1)) {
        life.awaitStopped();
        Servers.signal(life.pid(), "STOP");
        // It holds the head. Its session ends when it has been idle for as long as it may.
        long waited = append();
        System.out.printf(
            "a process frozen at %s: the other one waited %d ms%n", place, waited / 1_000_000);
        assertThat(waited).isLessThan(TimeUnit.SECONDS.toNanos(10));
        assertThat(append()).isLessThan(TimeUnit.SECONDS.toNanos(2));
        Servers.signal(life.pid(), "CONT");
        life.goOn();
        // Its batch was rolled back under it: it is run again, once.
        life.awaitDone(20);
        life.kill();
        note(life);
      }
    }
    check();
  }
}

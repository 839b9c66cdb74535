package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.trust.log.MerkleTree;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BatcherTest {

  private static final String ORIGIN = "log.example/test";
  private static final Batcher.Limits LIMITS =
      new Batcher.Limits(Duration.ofSeconds(20), Duration.ofSeconds(5), 1024, 16_384);

  @RegisterExtension static final TestLog LOG = new TestLog();

  private static Batcher batcher(Step.Hook hook) {
    return new Batcher(ORIGIN, LOG.source(), LIMITS, hook, () -> {});
  }

  private static <E extends Event> Durable<E> done(Appended<E> appended) {
    return switch (appended) {
      case Appended.Done<E>(Durable<E> entry) -> entry;
      case Appended.Lost<E>(Durable<Event> otherwise) -> throw new AssertionError(otherwise);
    };
  }

  private static <T> List<Future<T>> together(List<Callable<T>> calls) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return executor.invokeAll(calls);
    }
  }

  @Test
  void manyCallersGetOneIndexEach() throws Exception {
    long start = LOG.checkedEntries().size();
    var calls = new ArrayList<Callable<List<Durable<Event.DeployObserved>>>>();
    try (var batcher = batcher(Step.Hook.NONE)) {
      for (int caller = 0; caller < 64; caller++) {
        String name = "environment-" + caller;
        calls.add(
            () -> {
              var entries = new ArrayList<Durable<Event.DeployObserved>>();
              for (int i = 0; i < 10; i++) {
                entries.add(done(batcher.append(Unit.of(Samples.TENANT, Samples.deployed(name)))));
              }
              return entries;
            });
      }
      var indices = new ArrayList<Long>();
      var rows = new ArrayList<Durable<Event.DeployObserved>>();
      for (var future : together(calls)) {
        List<Long> own = future.get().stream().map(Durable::index).toList();
        assertThat(own).isSorted();
        indices.addAll(own);
        rows.addAll(future.get());
      }
      assertThat(indices).hasSize(640).doesNotHaveDuplicates();
      assertThat(indices).allMatch(index -> index >= start && index < start + 640);
      List<Rows.Entry> entries = LOG.checkedEntries();
      assertThat(entries).hasSize((int) start + 640);
      for (var row : rows) {
        byte[] leaf = entries.get((int) row.index()).leaf();
        assertThat(Leaf.parse(leaf)).isEqualTo(row.event());
        assertThat(MerkleTree.leafHash(leaf)).isEqualTo(row.leafHash());
        assertThat(row.origin()).isEqualTo(ORIGIN);
      }
    }
  }

  @Test
  void severalProcessesShareOneLog() throws Exception {
    long start = LOG.checkedEntries().size();
    try (var one = batcher(Step.Hook.NONE);
        var other = batcher(Step.Hook.NONE)) {
      var calls = new ArrayList<Callable<Long>>();
      for (int i = 0; i < 100; i++) {
        Batcher batcher = i % 2 == 0 ? one : other;
        calls.add(
            () ->
                done(batcher.append(Unit.of(Samples.TENANT, Samples.deployed("shared")))).index());
      }
      var indices = new ArrayList<Long>();
      for (var future : together(calls)) {
        indices.add(future.get());
      }
      assertThat(indices).doesNotHaveDuplicates();
      assertThat(LOG.checkedEntries()).hasSize((int) start + 100);
    }
  }

  @Test
  void badUnitFailsAlone() throws Exception {
    var gate = new Gate(20);
    try (var batcher = batcher(gate)) {
      var calls = new ArrayList<Callable<Long>>();
      calls.add(() -> done(batcher.append(note("first", 1))).index());
      for (int i = 0; i < 20; i++) {
        int count = i == 7 ? -1 : 1;
        String name = "bad-" + i;
        calls.add(() -> done(gate.second(() -> batcher.append(note(name, count)))).index());
      }
      List<Future<Long>> outcomes = together(calls);
      for (int i = 0; i < outcomes.size(); i++) {
        Future<Long> outcome = outcomes.get(i);
        if (i == 8) {
          assertThatThrownBy(outcome::get)
              .isInstanceOf(ExecutionException.class)
              .hasCauseInstanceOf(UnitRefused.class);
        } else {
          assertThat(outcome.get()).isNotNegative();
        }
      }
      LOG.checkedEntries();
      assertThat(LOG.count("note where name like 'bad-%'")).isEqualTo(19);
    }
  }

  private static Unit<Event.DeployObserved> note(String name, int count) {
    return Unit.of(Samples.TENANT, Samples.deployed(name))
        .with(List.of(new Row(TestLog.NOTE, List.of(name, count))));
  }

  @Test
  void loserOfClaimLogsOtherwise() throws Exception {
    try (var batcher = batcher(Step.Hook.NONE)) {
      var calls = new ArrayList<Callable<Appended<Event.DeployObserved>>>();
      for (int i = 0; i < 16; i++) {
        String name = "claimed-" + i;
        calls.add(
            () ->
                batcher.append(
                    note(name, 1)
                        .after(List.of(new Event.IdentityVerified(Samples.facts("claimed"))))
                        .contested(
                            new Guard.Claim(new Row(TestLog.SPENT, List.of("token"))),
                            Samples.replayed())));
      }
      var done = new ArrayList<Durable<Event.DeployObserved>>();
      var lost = new ArrayList<Durable<Event>>();
      for (var future : together(calls)) {
        switch (future.get()) {
          case Appended.Done<Event.DeployObserved>(var entry) -> done.add(entry);
          case Appended.Lost<Event.DeployObserved>(var otherwise) -> lost.add(otherwise);
        }
      }
      assertThat(done).hasSize(1);
      assertThat(lost).hasSize(15);
      List<Rows.Entry> entries = LOG.checkedEntries();
      long index = done.getFirst().index();
      assertThat(Leaf.parse(entries.get((int) index - 1).leaf()))
          .isInstanceOf(Event.IdentityVerified.class);
      for (var otherwise : lost) {
        assertThat(Leaf.parse(entries.get((int) otherwise.index()).leaf()))
            .isEqualTo(Samples.replayed());
      }
      assertThat(LOG.count("note where name like 'claimed-%'")).isEqualTo(1);
      assertThat(LOG.count("spent where key = 'token'")).isEqualTo(1);
    }
  }

  @Test
  void unitHandedInTwiceWinsOnce() throws Exception {
    var gate = new Gate(2);
    var unit =
        Unit.of(Samples.TENANT, Samples.deployed("twice"))
            .contested(
                new Guard.Claim(new Row(TestLog.SPENT, List.of("twice"))), Samples.replayed());
    try (var batcher = batcher(gate)) {
      var calls = new ArrayList<Callable<Appended<Event.DeployObserved>>>();
      calls.add(() -> batcher.append(note("before twice", 1)));
      calls.add(() -> gate.second(() -> batcher.append(unit)));
      calls.add(() -> gate.second(() -> batcher.append(unit)));
      var outcomes = new ArrayList<Appended<Event.DeployObserved>>();
      for (var future : together(calls)) {
        outcomes.add(future.get());
      }
      assertThat(outcomes.subList(1, 3))
          .filteredOn(outcome -> outcome instanceof Appended.Done)
          .hasSize(1);
      assertThat(LOG.count("spent where key = 'twice'")).isEqualTo(1);
      LOG.checkedEntries();
    }
  }

  @Test
  void loserOfChangeLogsOtherwise() throws Exception {
    LOG.owner("insert into door values (1, 'closed')");
    try (var batcher = batcher(Step.Hook.NONE)) {
      var calls = new ArrayList<Callable<Appended<Event.DeployObserved>>>();
      for (int i = 0; i < 8; i++) {
        calls.add(
            () ->
                batcher.append(
                    Unit.of(Samples.TENANT, Samples.deployed("door"))
                        .contested(
                            new Guard.Change(TestLog.DOOR, 1, "closed", "open"),
                            Samples.replayed())));
      }
      var outcomes = new ArrayList<Appended<Event.DeployObserved>>();
      for (var future : together(calls)) {
        outcomes.add(future.get());
      }
      assertThat(outcomes).filteredOn(o -> o instanceof Appended.Done).hasSize(1);
      assertThat(LOG.count("door where state = 'open'")).isEqualTo(1);
      LOG.checkedEntries();
    }
  }

  @Test
  void isRefusedInsideTransaction() {
    try (var batcher = batcher(Step.Hook.NONE)) {
      var unit = Unit.of(Samples.TENANT, Samples.deployed("inside"));
      assertThatThrownBy(() -> LOG.database().<Object>transaction(_ -> batcher.append(unit)))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void lostCommitThatHappenedIsFound() throws Exception {
    // The session ends after the server has committed and before the answer arrives: seen from here
    // it is the same as a commit whose answer is lost, so the hook commits and then cuts.
    var cuts = new AtomicInteger();
    try (var source = new CuttingSource(LOG.source());
        var batcher =
            new Batcher(
                ORIGIN,
                source.asDataSource(),
                LIMITS,
                step -> {
                  if (step == Step.COMMIT_SENT_NEXT && cuts.getAndIncrement() == 0) {
                    source.loseAnswerOfCommit(true);
                  }
                },
                () -> {})) {
      long start = LOG.checkedEntries().size();
      var entry = done(batcher.append(note("found", 1)));
      assertThat(entry.index()).isEqualTo(start);
      assertThat(LOG.checkedEntries()).hasSize((int) start + 1);
      assertThat(cuts).hasValue(1);
    }
  }

  /// A server that cannot sync its log of changes says so and dies; the commit may be there when it
  /// is back (58030 io_error, 53100 disk_full).
  @ParameterizedTest
  @ValueSource(strings = {"58030", "53100", "XX000"})
  void commitThatEndsInAPanicIsLookedUp(String state) throws Exception {
    try (var source = new CuttingSource(LOG.source());
        var batcher =
            new Batcher(ORIGIN, source.asDataSource(), LIMITS, Step.Hook.NONE, () -> {})) {
      long start = LOG.checkedEntries().size();
      source.failCommit(state);
      assertThat(done(batcher.append(note("panic " + state, 1))).index()).isEqualTo(start);
      assertThat(LOG.checkedEntries()).hasSize((int) start + 1);
    }
  }

  @Test
  void lostCommitThatDidNotHappenIsRunAgain() throws Exception {
    var cuts = new AtomicInteger();
    try (var source = new CuttingSource(LOG.source());
        var batcher =
            new Batcher(
                ORIGIN,
                source.asDataSource(),
                LIMITS,
                step -> {
                  if (step == Step.COMMIT_SENT_NEXT && cuts.getAndIncrement() == 0) {
                    source.loseAnswerOfCommit(false);
                  }
                },
                () -> {})) {
      long start = LOG.checkedEntries().size();
      var entry = done(batcher.append(note("again", 1)));
      assertThat(entry.index()).isEqualTo(start);
      assertThat(LOG.checkedEntries()).hasSize((int) start + 1);
      assertThat(cuts).hasValue(2);
    }
  }

  @Test
  void undecidableCommitIsUnknown() throws Exception {
    var brief = new Batcher.Limits(Duration.ofMillis(300), Duration.ofMillis(300), 10, 10);
    try (var source = new CuttingSource(LOG.source());
        var batcher =
            new Batcher(
                ORIGIN,
                source.asDataSource(),
                brief,
                step -> {
                  if (step == Step.COMMIT_SENT_NEXT) {
                    source.loseAnswerOfCommit(true);
                    source.refuseConnections();
                  }
                },
                () -> {})) {
      var unit = note("unknown", 1);
      assertThatThrownBy(() -> batcher.append(unit)).isInstanceOf(OutcomeUnknown.class);
    }
    LOG.checkedEntries();
  }

  @Test
  void databaseThatIsGoneIsRefusedAndComesBack() throws Exception {
    try (var source = new CuttingSource(LOG.source());
        var batcher =
            new Batcher(ORIGIN, source.asDataSource(), LIMITS, Step.Hook.NONE, () -> {})) {
      source.refuseConnections();
      var unit = note("gone", 1);
      assertThatThrownBy(() -> batcher.append(unit)).isInstanceOf(LogUnavailable.class);
      source.acceptConnections();
      assertThat(done(batcher.append(unit)).index()).isNotNegative();
      LOG.checkedEntries();
    }
  }

  @Test
  void applicationCannotChangeEntries() {
    for (String sql :
        List.of(
            "update log_entry set leaf = 'x'",
            "delete from log_entry",
            "truncate log_entry",
            "update log_checkpoint set root = root",
            "delete from log_batch",
            "delete from log_head",
            "update log_personal set value = 'x'")) {
      assertThatThrownBy(
              () -> {
                try (var connection = LOG.source().getConnection();
                    var statement = connection.createStatement()) {
                  statement.execute(sql);
                }
              })
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("permission denied");
    }
  }

  /// Holds the first batch at the head until others wait, so that they share the second one.
  private static final class Gate implements Step.Hook {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch waiting;
    private boolean passed;

    Gate(int callers) {
      waiting = new CountDownLatch(callers);
    }

    @Override
    public void at(Step step) {
      if (step == Step.HEAD_LOCKED && !passed) {
        passed = true;
        entered.countDown();
        await(waiting);
      }
    }

    <T> T second(Callable<T> call) throws Exception {
      await(entered);
      waiting.countDown();
      return call.call();
    }

    private static void await(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}

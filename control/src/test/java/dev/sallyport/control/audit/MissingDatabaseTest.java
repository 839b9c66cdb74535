package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The database is away for a while: callers are told so in bounded time, and when it is back the
/// log goes on without anybody doing anything.
final class MissingDatabaseTest {

  @RegisterExtension static final TestLog LOG = new TestLog();

  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Duration FROZEN = Duration.ofSeconds(25);

  @TempDir private Path folder;

  private enum Kind {
    DONE,
    REFUSED,
    UNKNOWN
  }

  /// What a caller was told, and after how long.
  private record Answer(Kind kind, long begun, long nanos) {
    boolean isLongerThan(Duration limit) {
      return nanos > limit.toNanos();
    }
  }

  /// Callers that never stop asking.
  private static final class Load implements AutoCloseable {
    private final ConcurrentLinkedQueue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Semaphore done = new Semaphore(0);
    private final CountDownLatch stop = new CountDownLatch(1);
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    Load(Appender log, int callers) {
      for (int i = 0; i < callers; i++) {
        executor.execute(() -> call(log));
      }
    }

    private void call(Appender log) {
      while (stop.getCount() > 0) {
        long begun = System.nanoTime();
        Kind kind = ask(log);
        answers.add(new Answer(kind, begun, System.nanoTime() - begun));
        if (kind == Kind.DONE) {
          done.release();
        } else {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
      }
    }

    private static Kind ask(Appender log) {
      try {
        Appended<Event.DeployObserved> appended =
            log.append(Unit.of(Samples.TENANT, Samples.deployed("load")));
        assertThat(appended).isInstanceOf(Appended.Done.class);
        return Kind.DONE;
      } catch (LogUnavailable _) {
        return Kind.REFUSED;
      } catch (OutcomeUnknown _) {
        return Kind.UNKNOWN;
      }
    }

    void awaitDone(int more) throws InterruptedException {
      done.drainPermits();
      assertThat(done.tryAcquire(more, MINUTE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    List<Answer> of(Kind kind) {
      return answers.stream().filter(answer -> answer.kind() == kind).toList();
    }

    @Override
    public void close() {
      stop.countDown();
      executor.close();
    }
  }

  @Test
  void callersAreRefusedInTimeAndTheLogGoesOnAlone() throws Exception {
    var patience = Duration.ofMillis(500);
    var limits = new Batcher.Limits(patience, patience, 64, 1000);
    try (var source = new CuttingSource(LOG.source());
        var batcher =
            new Batcher("log.example", source.asDataSource(), limits, Step.Hook.NONE, () -> {});
        var load = new Load(batcher, 8)) {
      load.awaitDone(50);
      // As the pool does when nothing answers: it waits, then says no.
      source.refuseConnectionsAfter(Duration.ofMillis(300));
      source.loseAnswerOfCommit(false);
      var refusals = new ArrayList<Answer>();
      long deadline = System.nanoTime() + MINUTE.toNanos();
      while (refusals.size() < 64 && System.nanoTime() - deadline < 0) {
        refusals = new ArrayList<>(load.of(Kind.REFUSED));
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(refusals).hasSizeGreaterThanOrEqualTo(64);
      // Waiting to be taken, or two connections that were waited for; and a busy machine.
      assertThat(load.answers).noneMatch(answer -> answer.isLongerThan(patience.multipliedBy(5)));
      source.acceptConnections();
      load.awaitDone(50);
    }
    LOG.checkedEntries();
  }

  @Tag("slow")
  @Test
  void databaseThatIsAwayForAMinute() throws Exception {
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state)) {
      var signer = LogHarness.signer(state);
      try (var log = AuditLog.open(database, state, signer);
          var load = new Load(log, 8)) {
        load.awaitDone(200);
        // Without its data the server cannot be started again.
        Path data = folder.resolve("postgres/data");
        Path away = folder.resolve("postgres/away");
        ProcessHandle server = ProcessHandle.of(Servers.pid(folder)).orElseThrow();
        Files.move(data, away);
        server.destroyForcibly();
        pass(MINUTE);
        int refused = load.of(Kind.REFUSED).size();
        assertThat(refused).isGreaterThan(8);
        Files.move(away, data);
        long back = System.nanoTime();
        load.awaitDone(200);
        say("away for a minute", load, System.nanoTime() - back);
        assertThat(load.of(Kind.REFUSED)).noneMatch(a -> a.isLongerThan(Duration.ofSeconds(25)));
        assertThat(load.of(Kind.UNKNOWN)).noneMatch(a -> a.isLongerThan(MINUTE));
        log.publish();
      }
      assertThat(StateCheck.run(database, state.log(), signer.key()).problems()).isEmpty();
    }
  }

  @Tag("slow")
  @Test
  void databaseThatIsFrozen() throws Exception {
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state)) {
      var signer = LogHarness.signer(state);
      try (var log = AuditLog.open(database, state, signer);
          var load = new Load(log, 8)) {
        load.awaitDone(200);
        long frozen = System.nanoTime();
        List<Answer> late;
        Servers.signal(folder, "STOP");
        try {
          late = whileFrozen(log);
        } finally {
          Servers.signal(folder, "CONT");
        }
        long back = System.nanoTime();
        load.awaitDone(200);
        say(
            "frozen for %d s".formatted((back - frozen) / 1_000_000_000),
            load,
            System.nanoTime() - back);
        // Each waited as long as anybody waits, and was told that nothing happened.
        assertThat(late)
            .isNotEmpty()
            .allMatch(answer -> answer.kind() == Kind.REFUSED)
            .noneMatch(answer -> answer.isLongerThan(Duration.ofSeconds(12)));
        log.publish();
      }
      assertThat(StateCheck.run(database, state.log(), signer.key()).problems()).isEmpty();
    }
  }

  /// What those were told until now who came after it was frozen.
  private static List<Answer> whileFrozen(AuditLog log) throws Exception {
    pass(Duration.ofSeconds(2));
    // What asks how the log is does not hang with it.
    assertThat(CompletableFuture.supplyAsync(log::published).get(1, TimeUnit.SECONDS)).isNotNull();
    assertThat(CompletableFuture.supplyAsync(log::room).get(1, TimeUnit.SECONDS)).isNotNull();
    var late = new Load(log, 1);
    pass(FROZEN);
    List<Answer> answers = List.copyOf(late.answers);
    late.stop.countDown();
    return answers;
  }

  /// Time passes for the processes of the system, which know no clock of ours.
  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static void say(String what, Load load, long back) {
    long longest = load.of(Kind.REFUSED).stream().mapToLong(Answer::nanos).max().orElse(0);
    long unknown = load.of(Kind.UNKNOWN).stream().mapToLong(Answer::nanos).max().orElse(0);
    System.out.printf(
        "%s: %d refused, the longest after %d ms; %d unknown, the longest after %d ms;"
            + " going on %d ms after it was back%n",
        what,
        load.of(Kind.REFUSED).size(),
        longest / 1_000_000,
        load.of(Kind.UNKNOWN).size(),
        unknown / 1_000_000,
        back / 1_000_000);
  }
}

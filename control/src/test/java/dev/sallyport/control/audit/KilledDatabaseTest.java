package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The server process is killed under load: what was acknowledged is there afterwards, once.
final class KilledDatabaseTest {

  private static final int CALLERS = 32;
  private static final int ROUND = 300;
  private static final int MINUTE = 60;

  @RegisterExtension static final TestLog LOG = new TestLog();

  @Test
  void acknowledgedEntriesSurviveKills() throws Exception {
    killUnderLoad(2, Step.ROWS_WRITTEN);
  }

  @Tag("slow")
  @RepeatedTest(25)
  void acknowledgedEntriesSurviveManyKills(RepetitionInfo repetition) throws Exception {
    var steps = List.copyOf(EnumSet.range(Step.HEAD_LOCKED, Step.ANSWERED));
    killUnderLoad(8, steps.get(repetition.getCurrentRepetition() % steps.size()));
  }

  private static void killUnderLoad(int kills, Step where) throws Exception {
    long start = LOG.checkedEntries().size();
    var acknowledged = new ConcurrentLinkedQueue<Durable<Event.DeployObserved>>();
    var progress = new Semaphore(0);
    var hook = new Killer(where);
    var stop = new CountDownLatch(1);
    var unknown = new AtomicInteger();
    try (var batcher =
            new Batcher("log.example", LOG.source(), Batcher.Limits.DEFAULT, hook, () -> {});
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        String name = "caller-" + i;
        executor.execute(
            () -> {
              while (stop.getCount() > 0) {
                try {
                  Appended<Event.DeployObserved> appended =
                      batcher.append(Unit.of(Samples.TENANT, Samples.deployed(name)));
                  if (appended instanceof Appended.Done<Event.DeployObserved>(var entry)) {
                    acknowledged.add(entry);
                    progress.release();
                  }
                } catch (LogUnavailable _) {
                  // A clear refusal; the caller tries again.
                } catch (OutcomeUnknown _) {
                  unknown.incrementAndGet();
                }
              }
            });
      }
      for (int i = 0; i < kills; i++) {
        assertThat(progress.tryAcquire(ROUND, MINUTE, TimeUnit.SECONDS)).isTrue();
        hook.arm();
        assertThat(hook.killed.tryAcquire(MINUTE, TimeUnit.SECONDS)).isTrue();
        Servers.awaitOther(state(), hook.pid);
        progress.drainPermits();
      }

      assertThat(progress.tryAcquire(ROUND, MINUTE, TimeUnit.SECONDS)).isTrue();
      stop.countDown();
    }
    check(start, List.copyOf(acknowledged), unknown.get());
  }

  private static Path state() {
    return Objects.requireNonNull(LOG.logFolder().getParent());
  }

  private static void check(
      long start, List<Durable<Event.DeployObserved>> acknowledged, int unknown) throws Exception {
    var indices = new ArrayList<Long>();
    List<Rows.Entry> entries = LOG.checkedEntries();
    for (var entry : acknowledged) {
      indices.add(entry.index());
      assertThat(entries.get((int) entry.index()).hash()).isEqualTo(entry.leafHash());
    }
    assertThat(indices).doesNotHaveDuplicates();
    // What was not acknowledged was at most what nobody could know.
    assertThat(entries.size() - start - acknowledged.size()).isBetween(0L, (long) unknown);
  }

  /// Kills the server at a step, in the middle of a batch.
  private static final class Killer implements Step.Hook {
    private final Step where;
    private final Semaphore killed = new Semaphore(0);
    private volatile boolean armed;
    private volatile long pid;

    Killer(Step where) {
      this.where = where;
    }

    void arm() {
      armed = true;
    }

    @Override
    public void at(Step step) {
      if (armed && step == where) {
        armed = false;
        kill();
        killed.release();
      }
    }

    private void kill() {
      try {
        pid = Servers.pid(state());
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Leaf;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The connection breaks in the middle of a COMMIT: found or run again, and never there twice.
final class LostCommitTest {

  @RegisterExtension static final TestLog LOG = new TestLog();

  private static final Batcher.Limits BRIEF =
      new Batcher.Limits(Duration.ofMillis(500), Duration.ofMillis(500), 64, 1000);

  private static Unit<Event.DeployObserved> unit(String name) {
    return Unit.of(Samples.TENANT, Samples.deployed(name));
  }

  /// Where each unit is, by its name; fails when one is there twice.
  private static Map<String, Long> places() throws Exception {
    var places = new HashMap<String, Long>();
    for (Rows.Entry entry : LOG.checkedEntries()) {
      var event = (Event.DeployObserved) Leaf.parse(entry.leaf());
      String name = String.valueOf(event.facts().on().environment());
      assertThat(places.put(name, entry.index())).as("%s is there twice", name).isNull();
    }
    return places;
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void lostCommitIsFoundOrRunAgain(CuttingProxy.Cut cut) throws Exception {
    try (var proxy = new CuttingProxy(LOG.stateFolder());
        var batcher =
            new Batcher(
                "log.example", proxy.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {})) {
      batcher.append(unit(cut + " before"));
      int before = proxy.commits();
      proxy.cutNext(cut);
      Appended<Event.DeployObserved> appended = batcher.append(unit(cut + " lost"));
      assertThat(appended).isInstanceOf(Appended.Done.class);
      if (appended instanceof Appended.Done<Event.DeployObserved>(var entry)) {
        assertThat(places()).containsEntry(cut + " lost", entry.index());
      }
      // BEFORE_ANSWER: the batch was found. The server never had the first two: they were run
      // again.
      int commits = proxy.commits() - before;
      switch (cut) {
        case BEFORE_ANSWER -> assertThat(commits).isEqualTo(1);
        case BEFORE_COMMIT, INSIDE_COMMIT -> assertThat(commits).isEqualTo(2);
        case AFTER_COMMIT, NONE -> assertThat(commits).isBetween(1, 2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "BEFORE_ANSWER"})
  void undecidableInTimeIsUnknownAndNeverThereTwice(CuttingProxy.Cut cut) throws Exception {
    try (var proxy = new CuttingProxy(LOG.stateFolder());
        var batcher = new Batcher("log.example", proxy.source(), BRIEF, Step.Hook.NONE, () -> {})) {
      proxy.goAwayAfterCut();
      proxy.cutNext(cut);
      var lost = unit(cut + " undecided");
      assertThatThrownBy(() -> batcher.append(lost)).isInstanceOf(OutcomeUnknown.class);
      var refused = unit(cut + " refused");
      assertThatThrownBy(() -> batcher.append(refused)).isInstanceOf(LogUnavailable.class);
      proxy.comeBack();
      batcher.append(unit(cut + " after"));
      assertThat(places()).containsKey(cut + " after").doesNotContainKey(cut + " refused");
      assertThat(places().containsKey(cut + " undecided"))
          .isEqualTo(cut == CuttingProxy.Cut.BEFORE_ANSWER);
    }
  }

  @Test
  void cutsUnderLoad() throws Exception {
    cutUnderLoad(8);
  }

  @Tag("slow")
  @Test
  void manyCutsUnderLoad() throws Exception {
    cutUnderLoad(120);
  }

  private static void cutUnderLoad(int cuts) throws Exception {
    var random = new SplittableRandom(cuts);
    var acknowledged = new ConcurrentHashMap<String, Long>();
    var refused = ConcurrentHashMap.<String>newKeySet();
    var progress = new Semaphore(0);
    var running = new AtomicInteger(1);
    try (var proxy = new CuttingProxy(LOG.stateFolder());
        var batcher =
            new Batcher(
                "log.example", proxy.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {});
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < 8; caller++) {
        String prefix = "%d cuts, caller %d, ".formatted(cuts, caller);
        executor.execute(
            () -> {
              for (int i = 0; running.get() > 0; i++) {
                String name = prefix + i;
                try {
                  if (batcher.append(unit(name))
                      instanceof Appended.Done<Event.DeployObserved>(var entry)) {
                    acknowledged.put(name, entry.index());
                    progress.release();
                  }
                } catch (LogUnavailable _) {
                  refused.add(name);
                } catch (OutcomeUnknown _) {
                  // It may be there or not.
                }
              }
            });
      }
      var ways = CuttingProxy.Cut.values();
      for (int i = 0; i < cuts; i++) {
        proxy.cutNext(ways[1 + random.nextInt(ways.length - 1)]);
        progress.drainPermits();
        assertThat(progress.tryAcquire(16, 60, TimeUnit.SECONDS)).isTrue();
      }
      running.set(0);
    }
    Map<String, Long> places = places();
    acknowledged.forEach((name, index) -> assertThat(places).containsEntry(name, index));
    assertThat(refused).noneMatch(places::containsKey);
    assertThat(acknowledged).hasSizeGreaterThan(16 * cuts);
  }
}

package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.control.audit.sink.Delivery;
import dev.sallyport.control.audit.sink.Sink;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SinkFeedTest {

  @RegisterExtension static final TestLog LOG = new TestLog();

  private final Receiver receiver = new Receiver();
  private final MovedClock clock = new MovedClock();
  private Batcher log;
  private SinkFeed feed;

  @BeforeEach
  void open() {
    LOG.clear();
    LOG.owner("delete from log_sink");
    log =
        new Batcher("log.example", LOG.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {});
    feed = feed();
  }

  private SinkFeed feed() {
    return new SinkFeed(
        LOG.database(), log, "log.example", receiver, Duration.ofSeconds(30), clock);
  }

  @AfterEach
  void close() {
    log.close();
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      log.append(Unit.of(Samples.TENANT, Samples.deployedBy("Ada")));
    }
  }

  @Test
  void sendsEverythingInOrderAndGoesOnWhereItStopped() {
    append(300);
    assertThat(feed.lag()).isEqualTo(300);
    assertThat(feed.step()).isTrue();
    assertThat(feed().step()).as("after a restart").isFalse();
    assertThat(receiver.indices).hasSize(300).isSorted().startsWith(0L).endsWith(299L);
    assertThat(feed.lag()).isZero();
    assertThat(feed.step()).isFalse();
    assertThat(receiver.indices).hasSize(300);
  }

  @Test
  void whatWasNotAcknowledgedComesAgain() {
    append(2);
    receiver.losesAnswer = true;
    feed.step();
    receiver.losesAnswer = false;
    feed.step();
    assertThat(receiver.indices).containsExactly(0L, 1L, 0L, 1L);
  }

  @Test
  void lagIsAnEntryOnceAndSoIsRecovery() throws Exception {
    append(1);
    receiver.broken = true;
    feed.step();
    clock.now = clock.now.plusSeconds(29);
    feed.step();
    assertThat(LOG.checkedEntries()).hasSize(1);
    clock.now = clock.now.plusSeconds(1);
    feed.step();
    feed.step();
    assertThat(LOG.checkedEntries()).hasSize(2);
    assertThat(Leaf.parse(LOG.checkedEntries().getLast().leaf()))
        .isInstanceOfSatisfying(
            Event.SinkLagging.class, event -> assertThat(event.index()).isZero());
    append(1); // nothing else stops
    receiver.broken = false;
    feed.step();
    feed.step();
    assertThat(receiver.indices).containsExactly(0L, 1L, 2L, 3L);
    assertThat(Leaf.parse(LOG.checkedEntries().getLast().leaf()))
        .isInstanceOf(Event.SinkRecovered.class);
    assertThat(LOG.checkedEntries()).hasSize(4);
  }

  private static final class Receiver implements Sink {
    private final List<Long> indices = new ArrayList<>();
    private boolean broken;
    private boolean losesAnswer;

    @Override
    public String name() {
      return "receiver";
    }

    @Override
    public void deliver(List<Delivery> entries) throws IOException {
      if (broken) {
        throw new IOException("broken");
      }
      entries.forEach(entry -> indices.add(entry.index()));
      if (losesAnswer) {
        throw new IOException("no answer");
      }
    }
  }

  private static final class MovedClock extends Clock {
    private Instant now = Samples.NOON;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.control.audit.sink.Delivery;
import dev.sallyport.control.audit.sink.JsonLinesSink;
import dev.sallyport.control.audit.sink.OpenSearchSettings;
import dev.sallyport.control.audit.sink.OpenSearchSink;
import dev.sallyport.control.audit.sink.PartlyDelivered;
import dev.sallyport.control.audit.sink.Sink;
import dev.sallyport.control.audit.sink.SyslogSettings;
import dev.sallyport.control.audit.sink.SyslogSink;
import dev.sallyport.control.audit.sink.TlsFiles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
    return feed(receiver);
  }

  private SinkFeed feed(Sink sink) {
    return new SinkFeed(LOG.database(), log, "log.example", sink, Duration.ofSeconds(30), clock);
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
    pass(1);
    feed.step();
    assertThat(receiver.indices).containsExactly(0L, 1L, 0L, 1L);
  }

  @Test
  void lagIsAnEntryOnceAndSoIsRecovery() throws Exception {
    append(1);
    receiver.broken = true;
    feed.step();
    pass(29);
    feed.step();
    assertThat(LOG.checkedEntries()).hasSize(1);
    pass(1);
    feed.step();
    feed.step();
    assertThat(LOG.checkedEntries()).hasSize(2);
    assertThat(Leaf.parse(LOG.checkedEntries().getLast().leaf()))
        .isInstanceOfSatisfying(
            Event.SinkLagging.class, event -> assertThat(event.index()).isZero());
    append(1); // nothing else stops
    receiver.broken = false;
    pass(60);
    feed.step();
    feed.step();
    assertThat(receiver.indices).containsExactly(0L, 1L, 2L, 3L);
    assertThat(Leaf.parse(LOG.checkedEntries().getLast().leaf()))
        .isInstanceOf(Event.SinkRecovered.class);
    assertThat(LOG.checkedEntries()).hasSize(4);
  }

  @Test
  void brokenSinkIsTriedAgainAfterPausesThatDouble() {
    append(1);
    receiver.broken = true;
    var tries = new ArrayList<Integer>();
    for (int second = 0; second < 300; second++) {
      int before = receiver.attempts;
      feed.step();
      if (receiver.attempts > before) {
        tries.add(second);
      }
      pass(1);
    }
    assertThat(tries).containsExactly(0, 1, 3, 7, 15, 31, 63, 123, 183, 243);
  }

  @Test
  void clockThatIsSetBackDoesNotMakeItPause() {
    append(1);
    receiver.broken = true;
    feed.step();
    receiver.broken = false;
    pass(-86_400);
    feed.step();
    assertThat(receiver.indices).containsExactly(0L);
  }

  @Test
  void theFirstOfADeliveryAreNotSentAgain() throws Exception {
    append(4);
    receiver.refused = 2;
    feed.step();
    assertThat(feed.status().next()).isEqualTo(2);
    assertThat(feed.status().problem()).isEqualTo("log.example#2: does not fit");
    pass(30);
    feed.step();
    assertThat(Leaf.parse(LOG.checkedEntries().getLast().leaf()))
        .isInstanceOfSatisfying(
            Event.SinkLagging.class,
            event -> assertThat(event.index()).as("names the entry that is stuck").isEqualTo(2));
    receiver.refused = -1;
    pass(60);
    feed.step();
    assertThat(receiver.indices).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(feed.status().problem()).isNull();
  }

  @Test
  void mistakeInASinkIsAFailureLikeOthers() {
    append(1);
    receiver.mistaken = true;
    assertThat(feed.step()).isFalse();
    assertThat(feed.status().problem()).contains("a mistake with a line feed");
    receiver.mistaken = false;
    pass(1);
    feed.step();
    assertThat(receiver.indices).containsExactly(0L);
  }

  @Test
  void whereNobodyAcknowledgesTheLastOnesComeAgain() {
    receiver.resends = 3;
    append(5);
    feed.step();
    append(1);
    feed.step();
    assertThat(receiver.indices).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    receiver.broken = true;
    append(1);
    feed.step();
    receiver.broken = false;
    pass(1);
    receiver.indices.clear();
    feed.step();
    assertThat(receiver.indices).as("after a failure").containsExactly(3L, 4L, 5L, 6L);
    receiver.indices.clear();
    feed().step();
    assertThat(receiver.indices).as("after a start").containsExactly(4L, 5L, 6L);
    assertThat(feed.status().next()).isEqualTo(7);
  }

  @Test
  void resendsOfSeveralBatchesLeaveNothingOut() {
    append(700);
    while (feed.step()) {}
    receiver.resends = 600;
    receiver.indices.clear();
    SinkFeed restarted = feed();
    while (restarted.step()) {}
    assertThat(receiver.indices)
        .containsExactlyElementsOf(LongStream.range(100, 700).boxed().toList());
    assertThat(restarted.lag()).isZero();
  }

  @Test
  void statusSaysHowFarAndHowLong() {
    assertThat(feed.status())
        .isEqualTo(new SinkFeed.Status("receiver", 0, 0, Duration.ZERO, false, null));
    append(2);
    receiver.broken = true;
    feed.step();
    pass(90);
    feed.step();
    SinkFeed.Status status = feed.status();
    assertThat(status.entries()).isEqualTo(3); // that it lags is the third
    assertThat(status.age()).isBetween(Duration.ofSeconds(89), Duration.ofSeconds(90));
    assertThat(status.lagging()).isTrue();
    assertThat(status.problem()).isEqualTo("broken");
  }

  @Test
  void slowSinkLagsThoughNothingFails() throws Exception {
    append(600);
    pass(100); // what is sent is older than it may be
    feed.step();
    assertThat(feed.status().lagging()).isFalse();
    pass(30);
    feed.step();
    assertThat(feed.status().lagging()).isTrue();
    while (feed.step()) {}
    assertThat(feed.status().lagging()).isFalse();
    assertThat(Leaf.parse(LOG.checkedEntries().getLast().leaf()))
        .isInstanceOf(Event.SinkRecovered.class);
  }

  @Test
  void brokenSinkStopsNoOther(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("events.jsonl");
    var settings =
        SyslogSettings.of("syslog", "localhost", 1, TlsFiles.trusting(folder.resolve("none.pem")));
    var nobody = OpenSearchSettings.of("search", URI.create("http://127.0.0.1:1"), "audit");
    try (var whole = new JsonLinesSink("file", file, 1 << 20);
        var search = new OpenSearchSink(nobody);
        var syslog = new SyslogSink(settings)) {
      List<SinkFeed> feeds = Stream.of(receiver, whole, search, syslog).map(this::feed).toList();
      receiver.broken = true;
      for (int round = 0; round < 3; round++) {
        append(10);
        feeds.forEach(SinkFeed::step);
        pass(30);
      }
      feeds.forEach(SinkFeed::step); // the file gets what the others said
      assertThat(Files.readAllLines(file)).hasSize((int) LOG.count("log_entry"));
      assertThat(feeds.stream().map(SinkFeed::status))
          .extracting(SinkFeed.Status::name, SinkFeed.Status::lagging, SinkFeed.Status::next)
          .containsExactly(
              tuple("receiver", true, 0L),
              tuple("file", false, LOG.count("log_entry")),
              tuple("search", true, 0L),
              tuple("syslog", true, 0L));
      assertThat(Files.readAllLines(file).stream().filter(line -> line.contains("sink.lagging")))
          .hasSize(3);
    }
  }

  private void pass(int seconds) {
    clock.now = clock.now.plusSeconds(seconds);
  }

  private static final class Receiver implements Sink {
    private final List<Long> indices = new ArrayList<>();
    private boolean broken;
    private boolean losesAnswer;
    private boolean mistaken;
    private long refused = -1;
    private int resends;
    private int attempts;

    @Override
    public String name() {
      return "receiver";
    }

    @Override
    public int resends() {
      return resends;
    }

    @Override
    public void deliver(List<Delivery> entries) throws IOException {
      attempts++;
      if (broken) {
        throw new IOException("broken");
      }
      if (mistaken) {
        throw new IllegalStateException("a mistake\nwith a line feed");
      }
      for (Delivery entry : entries) {
        if (entry.index() == refused) {
          throw new PartlyDelivered(refused, entry.id() + ": does not fit");
        }
        indices.add(entry.index());
      }
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

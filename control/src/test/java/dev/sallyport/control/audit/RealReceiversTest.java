package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.audit.sink.OpenSearchSettings;
import dev.sallyport.control.audit.sink.OpenSearchSink;
import dev.sallyport.control.audit.sink.PageCommand;
import dev.sallyport.control.audit.sink.RealOpenSearch;
import dev.sallyport.control.audit.sink.Rsyslog;
import dev.sallyport.control.audit.sink.Sink;
import dev.sallyport.control.audit.sink.SyslogSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// From a real database to real receivers that are killed in between: nothing is missing there.
@Tag("slow")
final class RealReceiversTest {

  @RegisterExtension static final TestLog LOG = new TestLog();

  private static final int ROUNDS = 3;
  private static final int EACH = 400;

  private Instant now = Samples.NOON;
  private Batcher log;

  @BeforeEach
  void open() {
    LOG.clear();
    LOG.owner("delete from log_sink");
    log =
        new Batcher("log.example", LOG.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {});
  }

  @AfterEach
  void close() {
    log.close();
  }

  private SinkFeed feed(Sink sink) {
    InstantSource source = () -> now;
    Clock clock = source.withZone(ZoneOffset.UTC);
    return new SinkFeed(LOG.database(), log, "log.example", sink, Duration.ofSeconds(30), clock);
  }

  private void append() {
    for (int i = 0; i < EACH; i++) {
      log.append(Unit.of(Samples.TENANT, Samples.deployed("production")));
    }
  }

  /// Steps until nothing is left, whatever fails on the way; false if that takes too often.
  private boolean drain(SinkFeed feed) {
    for (int i = 0; i < 100; i++) {
      while (feed.step()) {}
      if (feed.lag() == 0) {
        return true;
      }
      now = now.plusSeconds(60);
    }
    return false;
  }

  @Test
  void rsyslog(@TempDir Path folder) throws IOException {
    try (var rsyslog = Rsyslog.start(folder)) {
      try (var sink = new SyslogSink(rsyslog.settings())) {
        SinkFeed feed = feed(sink);
        for (int round = 0; round < ROUNDS; round++) {
          append();
          feed.step(); // a part of them, and then it is gone
          away(rsyslog, round == 1, feed);
          assertThat(drain(feed)).isTrue();
          assertThat(feed.status().lagging()).isFalse();
        }
      }
      rsyslog.stop(); // and writes what it has
      assertThat(PageCommand.of("docs/sinks/syslog.md").run(folder)).isEmpty();
      assertThat(Files.readString(rsyslog.file()))
          .contains("index=\"%d\"".formatted(LOG.count("log_entry") - 1));
    }
  }

  /// Ends it for as long as the sink may lag.
  private void away(Rsyslog rsyslog, boolean killed, SinkFeed feed) throws IOException {
    if (killed) {
      rsyslog.kill();
    } else {
      rsyslog.stop();
    }
    feed.step();
    now = now.plusSeconds(40);
    feed.step();
    assertThat(feed.status().lagging()).isTrue();
    rsyslog.start();
  }

  @Test
  void openSearch() throws IOException {
    try (var server = RealOpenSearch.start();
        var sink =
            new OpenSearchSink(OpenSearchSettings.of("search", server.uri(), "sallyport-audit"))) {
      append();
      SinkFeed feed = feed(sink);
      feed.step();
      server.stop();
      append();
      feed.step();
      now = now.plusSeconds(40);
      feed.step();
      assertThat(feed.status().lagging()).isTrue();
      server.restart();
      assertThat(drain(feed)).isTrue();
      assertThat(server.count("sallyport-audit")).isEqualTo(LOG.count("log_entry"));
      // A crash after the answer and before the cursor moved.
      LOG.owner("update log_sink set next = 300");
      assertThat(drain(feed(sink))).isTrue();
      assertThat(server.count("sallyport-audit")).isEqualTo(LOG.count("log_entry"));
    }
  }
}

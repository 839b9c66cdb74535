package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract with the receiver that most people have.
@Tag("slow")
final class RsyslogTest extends AuditSinkContract {

  @TempDir private Path folder;
  private Rsyslog rsyslog;

  @BeforeEach
  void start() throws IOException {
    rsyslog = Rsyslog.start(folder);
  }

  @AfterEach
  void stop() {
    rsyslog.close();
  }

  @Override
  Sink open() {
    return new SyslogSink(rsyslog.settings());
  }

  private List<Got> got() {
    try {
      return Files.exists(rsyslog.file())
          ? Files.readAllLines(rsyslog.file()).stream()
              .filter(line -> line.contains("sallyport@")) // rsyslog itself has things to say
              .map(SyslogSinkTest::got)
              .distinct()
              .toList()
          : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  List<Got> received(int expected) {
    Eventually.holds(() -> got().size() >= expected);
    return got();
  }

  @Override
  void breakReceiver() {
    rsyslog.stop();
  }

  @Override
  void repairReceiver() throws IOException {
    rsyslog.start();
  }

  @Override
  List<Long> missing() throws IOException {
    return indices(PageCommand.of("docs/sinks/syslog.md").run(folder));
  }

  @Test
  void largestEntryIsWholeWhereTheReceiverTakesIt() throws IOException {
    var format = new SyslogSettings.Format("host.example", 32473, 128 << 10, true);
    try (Sink sink = new SyslogSink(rsyslog.settings().with(format))) {
      sink.deliver(List.of(largest(0)));
    }
    assertThat(received(1))
        .containsExactly(new Got(0, ORIGIN + "#0", new String(largest(0).leaf(), UTF_8)));
  }

  @Test
  void killedInBetween() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(entries(0, 100));
      assertThat(received(100)).hasSize(100);
      rsyslog.kill();
      assertThatIOException().isThrownBy(() -> sink.deliver(entries(100, 200)));
      rsyslog.start();
      sink.deliver(entries(100, 200));
    }
    assertThat(received(200)).hasSize(200);
    assertThat(missing()).isEmpty();
  }

  @Test
  void strangersAuthorityIsRefused() throws IOException {
    var tls = TlsFiles.trusting(TestPki.get().certificates("other"));
    var right = rsyslog.settings();
    var settings = SyslogSettings.of("syslog", right.host(), right.port(), tls);
    try (Sink sink = new SyslogSink(settings)) {
      assertThatIOException()
          .isThrownBy(() -> sink.deliver(entries(0, 1)))
          .withMessageContaining("PKIX");
    }
    assertThat(got()).isEmpty();
  }

  @Test
  void otherHostsCertificateIsRefused() throws IOException {
    rsyslog.restart("stranger", false);
    try (Sink sink = open()) {
      assertThatIOException()
          .isThrownBy(() -> sink.deliver(entries(0, 1)))
          .withMessageContaining("localhost");
    }
    assertThat(got()).isEmpty();
  }

  @Test
  void certificateOfTheSinkIsAskedFor() throws IOException {
    rsyslog.restart("server", true);
    try (Sink sink = open()) {
      for (int i = 0; i < 3; i++) {
        // rsyslog says so by closing the connection, after a handshake that succeeded.
        assertThatIOException().isThrownBy(() -> sink.deliver(entries(0, 1)));
      }
    }
    var pki = TestPki.get();
    var right = rsyslog.settings();
    var tls = right.tls().showing(pki.certificates("client"), pki.key("client"));
    var settings = SyslogSettings.of("syslog", right.host(), right.port(), tls);
    try (Sink sink = new SyslogSink(settings)) {
      sink.deliver(entries(0, 2));
    }
    assertThat(received(2)).hasSize(2);
  }
}

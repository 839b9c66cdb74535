package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.control.audit.sink.SyslogReceiver.Mood;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SyslogSinkTest extends AuditSinkContract {

  private static final Pattern MESSAGE =
      Pattern.compile(
          "<(\\d+)>1 (\\S+) (\\S+) sallyport - (\\S+) "
              + "\\[sallyport@32473 id=\"(\\S+)\" index=\"(\\d+)\" origin=\"(\\S+)\" verb=\"(\\S+)\""
              + "(?: bytes=\"(\\d+)\" leaf=\"(\\S+)\")?](?: \uFEFF(.*))?");

  private final TestPki pki = TestPki.get();
  private SyslogReceiver receiver;

  @BeforeEach
  void start() throws IOException {
    receiver = new SyslogReceiver(pki.server("server"), 0, Mood.PLAIN);
  }

  @AfterEach
  void stop() throws IOException {
    receiver.close();
  }

  /// Another receiver at the same place, which has what the one before had.
  private void restart(String name, Mood mood) throws IOException {
    receiver.close();
    var next = new SyslogReceiver(pki.server(name), receiver.port(), mood);
    next.messages.addAll(receiver.messages);
    receiver = next;
  }

  private SyslogSettings settings(String host) {
    return SyslogSettings.of(
        "syslog", host, receiver.port(), TlsFiles.trusting(pki.certificates("ca")));
  }

  @Override
  Sink open() {
    return new SyslogSink(settings("localhost"));
  }

  @Override
  List<Got> received(int expected) {
    Eventually.holds(() -> distinct().size() >= expected);
    return distinct();
  }

  private List<Got> distinct() {
    return receiver.messages.stream().map(SyslogSinkTest::got).distinct().toList();
  }

  static Got got(String message) {
    var parts = MESSAGE.matcher(message);
    assertThat(parts.matches()).as(message).isTrue();
    String event = parts.group(11) == null ? "" : parts.group(11);
    return new Got(Long.parseLong(parts.group(6)), parts.group(5), event);
  }

  @Override
  void breakReceiver() throws IOException {
    receiver.close();
  }

  @Override
  void repairReceiver() throws IOException {
    restart("server", Mood.PLAIN);
  }

  @Override
  List<Long> missing() {
    List<Long> there = distinct().stream().map(Got::index).toList();
    return LongStream.range(0, there.getLast()).boxed().filter(i -> !there.contains(i)).toList();
  }

  @Test
  void messageIsThatOfTheSpecification() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(List.of(new Delivery("a\"b]c\\d", 7, leaf("x"))));
    }
    Eventually.holds(() -> receiver.messages.size() == 1);
    assertThat(receiver.messages.getFirst())
        .isEqualTo(
            """
            <110>1 2026-11-24T12:00:00.123456Z - sallyport - deploy.observed [sallyport@32473 \
            id="a\\"b\\]c\\\\d#7" index="7" origin="a\\"b\\]c\\\\d" verb="deploy.observed"] \uFEFF"""
                + new String(leaf("x"), UTF_8));
  }

  @Test
  void refusalsAreWarnings() throws IOException {
    try (Sink sink = open()) {
      sink.deliver(
          List.of(
              new Delivery(ORIGIN, 0, "{\"verb\":\"credential.refused\"}".getBytes(UTF_8)),
              new Delivery(ORIGIN, 1, "{\"decision\":\"deny\"}".getBytes(UTF_8)),
              new Delivery(ORIGIN, 2, "{\"decision\":\"allow\"}".getBytes(UTF_8))));
    }
    Eventually.holds(() -> receiver.messages.size() == 3);
    assertThat(receiver.messages.stream().map(m -> m.substring(0, 5)))
        .containsExactly("<108>", "<108>", "<110>");
  }

  @Test
  void whatDoesNotFitIsNamedWithItsHash() throws IOException {
    Delivery largest = largest(0);
    try (Sink sink = open()) {
      sink.deliver(List.of(largest));
    }
    Eventually.holds(() -> receiver.messages.size() == 1);
    assertThat(receiver.messages.getFirst())
        .endsWith("bytes=\"65535\" leaf=\"%s\"]".formatted(largest.leafHash()));
  }

  @Test
  void limitIsOfTheWholeMessage() throws IOException {
    var format = new SyslogSettings.Format("host.example", 1, 2048, false);
    try (Sink sink = new SyslogSink(settings("localhost").with(format))) {
      int start =
          "<110>1 - host.example sallyport - x [sallyport@1 ] ".length()
              + "id=\"o#0\" index=\"0\" origin=\"o\" verb=\"x\"".length();
      int room = 2048 - start - "{\"verb\":\"x\",\"y\":\"\"}".length();
      for (int more = 0; more < 2; more++) {
        String leaf = "{\"verb\":\"x\",\"y\":\"%s\"}".formatted("y".repeat(room + more));
        sink.deliver(List.of(new Delivery("o", 0, leaf.getBytes(UTF_8))));
      }
      assertThatIOException()
          .isThrownBy(() -> sink.deliver(List.of(new Delivery("o".repeat(2000), 0, leaf("x")))))
          .withMessageContaining("a message may have 2048");
    }
    Eventually.holds(() -> receiver.messages.size() == 2);
    assertThat(receiver.messages.getFirst()).hasSize(2048).endsWith("yy\"}");
    assertThat(receiver.messages.getLast()).endsWith("\"]");
  }

  @Test
  void oldTlsIsStillSpoken() throws IOException {
    restart("server", Mood.OLD);
    try (Sink sink = open()) {
      sink.deliver(entries(0, 2));
      sink.deliver(entries(2, 4));
    }
    assertThat(received(4)).hasSize(4);
  }

  @Test
  void connectionIsKept() throws IOException {
    try (Sink sink = open()) {
      for (int i = 0; i < 20; i++) {
        sink.deliver(entries(i, i + 1));
      }
    }
    assertThat(received(20)).hasSize(20);
    assertThat(receiver.accepted()).isEqualTo(1);
  }

  @Test
  void strangersAuthorityIsRefused() throws IOException {
    var tls = TlsFiles.trusting(pki.certificates("other"));
    var settings = SyslogSettings.of("syslog", "localhost", receiver.port(), tls);
    try (Sink sink = new SyslogSink(settings)) {
      assertThatIOException()
          .isThrownBy(() -> sink.deliver(entries(0, 1)))
          .withMessageContaining("localhost:" + receiver.port())
          .withMessageContaining("PKIX");
    }
    assertThat(receiver.messages).isEmpty();
  }

  @Test
  void otherHostsCertificateIsRefused() throws IOException {
    restart("stranger", Mood.PLAIN);
    try (Sink sink = open()) {
      assertThatIOException()
          .isThrownBy(() -> sink.deliver(entries(0, 1)))
          .withMessageContaining("localhost");
    }
    assertThat(receiver.messages).isEmpty();
  }

  @Test
  void addressInTheCertificateIsAHostToo() throws IOException {
    try (Sink sink = new SyslogSink(settings("127.0.0.1"))) {
      sink.deliver(entries(0, 1));
    }
    assertThat(received(1)).hasSize(1);
  }

  @Test
  void receiverMayAskForACertificate() throws IOException {
    restart("server", Mood.WANTS_CERTIFICATE);
    try (Sink sink = open()) {
      // In TLS 1.3 the handshake itself succeeds.
      assertThatIOException().isThrownBy(() -> sink.deliver(entries(0, 1)));
    }
    var tls =
        TlsFiles.trusting(pki.certificates("ca"))
            .showing(pki.certificates("client"), pki.key("client"));
    var settings = SyslogSettings.of("syslog", "localhost", receiver.port(), tls);
    try (Sink sink = new SyslogSink(settings)) {
      sink.deliver(entries(0, 1));
    }
    assertThat(received(1)).hasSize(1);
  }

  @Test
  void receiverThatClosesAfterTheHandshakeHasNothing() throws IOException {
    restart("server", Mood.CLOSES_AT_ONCE);
    try (Sink sink = open()) {
      for (int i = 0; i < 3; i++) {
        assertThatIOException().isThrownBy(() -> sink.deliver(entries(0, 1)));
      }
    }
  }

  @Test
  void receiverThatDoesNotReadIsGivenUp() throws IOException {
    restart("server", Mood.NEVER_READS);
    var settings = settings("localhost").with(Duration.ofMillis(500));
    try (Sink sink = new SyslogSink(settings)) {
      assertThatIOException()
          .isThrownBy(
              () -> {
                for (int i = 0; i < 1000; i++) {
                  sink.deliver(entries(0, 256));
                }
              });
    }
  }

  @ParameterizedTest
  @CsvSource({"ca,server", "client,nothing", "nothing,nothing"})
  void wrongFilesAreNamed(String certificate, String key) throws IOException {
    Path wrong = pki.key(key);
    var tls =
        TlsFiles.trusting(pki.certificates("ca")).showing(pki.certificates(certificate), wrong);
    try (Sink sink =
        new SyslogSink(SyslogSettings.of("syslog", "localhost", receiver.port(), tls))) {
      assertThatIOException().isThrownBy(() -> sink.deliver(entries(0, 1)));
    }
    assertThat(receiver.messages).isEmpty();
  }

  @Test
  void settingsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyslogSettings.of("A sink", "localhost", 6514, TlsFiles.SYSTEM));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SyslogSettings.of("sink", "localhost", 70_000, TlsFiles.SYSTEM));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SyslogSettings.Format("a b", 1, 8192, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SyslogSettings.Format("-", 1, 480, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TlsFiles(null, pki.certificates("client"), null));
  }
}

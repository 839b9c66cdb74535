package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenSearchSinkTest extends AuditSinkContract {

  @TempDir private Path folder;
  private SearchServer server;

  @BeforeEach
  void start() throws IOException {
    server = new SearchServer(null);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private OpenSearchSettings settings() {
    return OpenSearchSettings.of(
        "search", URI.create("http://127.0.0.1:%d".formatted(server.port())), "sallyport-audit");
  }

  @Override
  Sink open() {
    return new OpenSearchSink(settings());
  }

  @Override
  List<Got> received(int expected) {
    return server.documents.entrySet().stream()
        .map(
            document ->
                new Got(
                    document.getValue().number("event", "sequence").orElseThrow(),
                    document.getKey(),
                    document.getValue().text("event", "original").orElseThrow()))
        .toList();
  }

  @Override
  List<Long> missing() {
    List<Long> there = received(0).stream().map(Got::index).toList();
    return LongStream.range(0, there.getLast()).boxed().filter(i -> !there.contains(i)).toList();
  }

  @Override
  void breakReceiver() {
    server.close();
  }

  @Override
  void repairReceiver() throws IOException {
    server.restart();
  }

  private static PartlyDelivered undelivered(Sink sink, List<Delivery> entries) {
    var thrown = catchThrowableOfType(PartlyDelivered.class, () -> sink.deliver(entries));
    assertThat(thrown).isNotNull();
    return thrown;
  }

  @Test
  void makesTheIndexOnce() throws IOException {
    for (int i = 0; i < 2; i++) {
      try (Sink sink = open()) {
        sink.deliver(entries(0, 1));
        sink.deliver(entries(1, 2));
      }
    }
    assertThat(server.requests.stream().filter(request -> !request.contains("_bulk")))
        .containsExactly("HEAD /sallyport-audit", "PUT /sallyport-audit", "HEAD /sallyport-audit");
  }

  @Test
  void leavesTheIndexAloneWhereItIsTold() throws IOException {
    try (Sink sink = new OpenSearchSink(settings().withoutCreating())) {
      sink.deliver(entries(0, 1));
    }
    assertThat(server.requests).hasSize(1).allMatch(request -> request.contains("_bulk"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 429, 503})
  void stopsAtTheItemThatIsNotTaken(int status) throws IOException {
    server.verdicts.put(
        ORIGIN + "#3", new SearchServer.Verdict(status, "some_exception", "why it is not"));
    try (Sink sink = open()) {
      var stopped = undelivered(sink, entries(0, 6));
      assertThat(stopped.next()).isEqualTo(3);
      assertThat(stopped)
          .hasMessage("log.example/test#3: status %d, some_exception: why it is not", status);
      server.verdicts.clear();
      sink.deliver(entries(3, 6)); // 4 and 5 are there already
    }
    assertThat(server.documents.keySet()).containsExactlyInAnyOrderElementsOf(ids(0, 6));
  }

  @Test
  void answerMustSpeakOfWhatWasSent() throws IOException {
    try (Sink sink = open()) {
      for (String answer :
          List.of(
              "",
              "[]",
              "{\"errors\":false}",
              "{\"items\":[]}",
              "{\"items\":[{\"create\":{\"_id\":\"other\",\"status\":201}}]}",
              "{\"items\":[{\"create\":{\"_id\":\"log.example/test#0\"}}]}",
              "{\"items\":[{\"index\":{\"_id\":\"log.example/test#0\",\"status\":201}}]}")) {
        server.answer = answer;
        assertThatIOException().as(answer).isThrownBy(() -> sink.deliver(entries(0, 1)));
      }
      server.answer = "{\"items\":[{\"create\":{\"_id\":\"log.example/test#0\",\"status\":201}}]}";
      sink.deliver(entries(0, 1));
    }
  }

  @Test
  void hugeAnswerIsNotRead() throws IOException {
    server.answer = " ".repeat(BulkAnswer.LIMIT + 1);
    try (Sink sink = open()) {
      assertThatIOException().isThrownBy(() -> sink.deliver(entries(0, 1)));
    }
  }

  @Test
  void requestsAreBounded() throws IOException {
    int limit = 1 << 16;
    try (Sink sink = new OpenSearchSink(settings().withMaxBytes(limit))) {
      sink.deliver(entries(0, 256));
    }
    assertThat(server.sizes).hasSizeGreaterThan(5).allMatch(size -> size <= limit);
    assertThat(server.documents.keySet()).containsExactlyElementsOf(ids(0, 256));
  }

  @Test
  void whatWentBeforeTheBrokenRequestIsDelivered() throws IOException {
    server.verdicts.put(ORIGIN + "#255", new SearchServer.Verdict(503, "x", "y"));
    try (Sink sink = new OpenSearchSink(settings().withMaxBytes(1 << 16))) {
      assertThat(undelivered(sink, entries(0, 256)).next()).isEqualTo(255);
    }
  }

  @Test
  void silentServerIsGivenUp() throws IOException {
    try (var silent = new ServerSocket(0)) {
      var server = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      var settings = OpenSearchSettings.of("x", server, "x").with(Duration.ofMillis(200));
      try (Sink sink = new OpenSearchSink(settings)) {
        assertThatIOException()
            .isThrownBy(() -> sink.deliver(entries(0, 1)))
            .withMessageContaining(server.toString());
      }
    }
  }

  @Test
  void loginIsReadAnewAndNeverTold() throws IOException {
    Path file = Files.writeString(folder.resolve("login"), "writer:first-of-all\n");
    var settings = settings().with(HttpLogin.basic(file));
    try (Sink sink = new OpenSearchSink(settings)) {
      sink.deliver(entries(0, 1));
      assertThat(server.logins.getLast()).isEqualTo("Basic d3JpdGVyOmZpcnN0LW9mLWFsbA==");
      Files.writeString(file, "writer:second");
      sink.deliver(entries(1, 2));
      assertThat(server.logins.getLast()).isEqualTo("Basic d3JpdGVyOnNlY29uZA==");
      server.status = 401;
      assertThatIOException()
          .isThrownBy(() -> sink.deliver(entries(2, 3)))
          .withMessageContaining("status 401")
          .withMessageNotContaining("second")
          .withMessageNotContaining("d3JpdGVy");
    }
    assertThat(settings.toString()).doesNotContain("second");
  }

  @Test
  void apiKeyIsALogin() throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "aWQ6a2V5\n");
    try (Sink sink = new OpenSearchSink(settings().with(HttpLogin.apiKey(file)))) {
      sink.deliver(entries(0, 1));
    }
    assertThat(server.logins).containsOnly("ApiKey aWQ6a2V5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "two\nlines", "ä"})
  void whatIsNoKeyIsNotSent(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), content);
    try (Sink sink = new OpenSearchSink(settings().with(HttpLogin.apiKey(file)))) {
      assertThatIOException()
          .isThrownBy(() -> sink.deliver(entries(0, 1)))
          .withMessageStartingWith(file.toString());
    }
    assertThat(server.requests).isEmpty();
  }

  @Test
  void redirectIsNotFollowed() throws IOException {
    server.status = 307;
    try (Sink sink = open()) {
      assertThatIOException()
          .isThrownBy(() -> sink.deliver(entries(0, 1)))
          .withMessageContaining("307");
    }
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void certificateOfTheServerIsChecked() throws IOException {
    var pki = TestPki.get();
    try (var right = new SearchServer(pki.server("server"));
        var wrong = new SearchServer(pki.server("stranger"))) {
      var trusted = TlsFiles.trusting(pki.certificates("ca"));
      assertThat(deliverTo(right, trusted)).isEmpty();
      assertThat(deliverTo(right, TlsFiles.trusting(pki.certificates("other")))).contains("PKIX");
      assertThat(deliverTo(right, TlsFiles.SYSTEM)).contains("PKIX");
      assertThat(deliverTo(wrong, trusted)).contains("localhost");
      assertThat(wrong.requests).isEmpty();
    }
  }

  /// What went wrong; nothing when it was delivered.
  private static String deliverTo(SearchServer server, TlsFiles tls) {
    var uri = URI.create("https://localhost:" + server.port());
    try (var sink = new OpenSearchSink(OpenSearchSettings.of("x", uri, "x").with(tls))) {
      sink.deliver(entries(0, 1));
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://search.example:9200",
        "http://127.0.0.1.example",
        "ftp://localhost",
        "https://user:password@search.example",
        "https://search.example/?x=y",
        "search.example"
      })
  void serverIsReachedByTlsOrHere(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenSearchSettings.of("x", URI.create(uri), "x"))
        .withMessageNotContaining("password");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a/b", "_a", ".a", "a*", "a?b"})
  void indexIsAPlainName(String index) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenSearchSettings.of("x", URI.create("https://search.example"), index));
  }

  @Test
  void pathOfAProxyIsKept() throws IOException {
    var behind = URI.create("http://localhost:%d/search".formatted(server.port()));
    try (Sink sink = new OpenSearchSink(OpenSearchSettings.of("x", behind, "audit"))) {
      sink.deliver(List.of(new Delivery(ORIGIN, 0, "{}".getBytes(UTF_8))));
    }
    assertThat(server.requests).allMatch(request -> request.contains(" /search/audit"));
  }
}

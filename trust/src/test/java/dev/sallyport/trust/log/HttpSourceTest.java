package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against the JDK's own server on the loopback interface.
final class HttpSourceTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final AtomicInteger failures = new AtomicInteger();
  private HttpServer server;
  private HttpSource source;
  private boolean gzip;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/log/", this::answer);
    server.start();
    source =
        new HttpSource(
            URI.create("http://127.0.0.1:%d/log".formatted(server.getAddress().getPort())),
            TIMEOUT);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] bytes = files.get(exchange.getRequestURI().getPath().substring("/log/".length()));
      if (failures.getAndDecrement() > 0) {
        exchange.sendResponseHeaders(503, -1);
      } else if (bytes == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        byte[] body = bytes;
        if (gzip) {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          body = zipped(bytes);
        }
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void verifiesALogOverHttpAndNamesWhatIsWrong() {
    var layer = new LosingLayer();
    var log = LogFiles.open(layer, Samples.POLICY);
    log.publish(Samples.signed(log.append(Samples.entries(0, 600))));
    for (String path :
        new String[] {
          "checkpoint",
          "tile/entries/000",
          "tile/entries/001",
          "tile/entries/002.p/88",
          "tile/0/000",
          "tile/0/001",
          "tile/0/002.p/88",
          "tile/1/000.p/2"
        }) {
      files.put(path, layer.read(path, EntryBundle.MAX_BYTES).orElseThrow());
    }
    var report = verify();
    assertThat(report.problems()).isEmpty();
    assertThat(report.entries()).isEqualTo(600);
    assertThat(report.files()).isEqualTo(files.size());

    byte[] grown = files.remove("tile/0/002.p/88");
    assertThat(verify().problems())
        .extracting(Object::toString)
        .containsExactly("tile/0/002.p/88: missing");
    files.put("tile/0/002.p/88", grown);
    flip("tile/entries/001", 40);
    assertThat(verify().problems())
        .extracting(LogProblem::path)
        .containsExactly("tile/entries/001");
    flip("tile/entries/001", 40);
    files.put("tile/0/000", new byte[100_000]);
    assertThat(verify().problems())
        .extracting(Object::toString)
        .contains("tile/0/000: longer than such a file can be");
  }

  private void flip(String path, int offset) {
    Objects.requireNonNull(files.get(path))[offset] ^= 1;
  }

  private VerifyReport verify() {
    return new LogVerifier(source, Samples.POLICY).verify(Optional.empty(), (_, _) -> {});
  }

  @Test
  void takesCompressedAnswersWithinTheLimit() {
    gzip = true;
    files.put("checkpoint", new byte[1000]);
    assertThat(source.read("checkpoint", 1000))
        .hasValueSatisfying(b -> assertThat(b).hasSize(1000));
    assertThatThrownBy(() -> source.read("checkpoint", 999)).isInstanceOf(MalformedLog.class);
  }

  @Test
  void longAnswersAndErrorsAreNotFiles() {
    files.put("checkpoint", new byte[1000]);
    assertThatThrownBy(() -> source.read("checkpoint", 999)).isInstanceOf(MalformedLog.class);
    assertThat(source.read("tile/0/000", 10)).isEmpty();
    failures.set(2);
    assertThat(source.read("checkpoint", 1000)).isPresent();
    failures.set(3);
    assertThatThrownBy(() -> source.read("checkpoint", 1000))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("status 503");
  }

  @Test
  void onlyPlainUrlsAreLogs() {
    for (String url : new String[] {"file:///log", "http:log", "https://h/?q", "https://h/#f"}) {
      assertThatThrownBy(() -> new HttpSource(URI.create(url), TIMEOUT))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}

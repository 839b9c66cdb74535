package dev.sallyport.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.JsonReader;
import dev.sallyport.server.Main;
import dev.sallyport.server.output.Libraries;
import dev.sallyport.server.output.ServerLog;
import dev.sallyport.server.settings.Listen;
import dev.sallyport.server.settings.ServerSettings;
import dev.sallyport.server.settings.SinkSettings;
import dev.sallyport.server.web.WebSettings;
import dev.sallyport.trust.log.HttpSource;
import dev.sallyport.trust.log.LogVerifier;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.WitnessPolicy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One server with its embedded database, and everything asked of it over HTTP.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ServeTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("SALLYPORT_PASSPHRASE", "correct horse battery staple");

  private Path state;
  private Path files;
  private final StringWriter said = new StringWriter();
  private final HttpClient client = HttpClient.newHttpClient();
  private Service service;

  @BeforeAll
  void start(@TempDir Path forState, @TempDir Path forFiles) {
    state = forState;
    files = forFiles;
    var sinks =
        List.<SinkSettings>of(
            new SinkSettings.JsonLines("lines", files.resolve("lines.jsonl"), 1 << 20),
            // Its folder is not there: it fails for ever.
            new SinkSettings.JsonLines("broken", files.resolve("no/such/folder"), 1 << 20));
    var web = new WebSettings(Listen.ANY_PORT, null, Duration.ofSeconds(5));
    var parts =
        new Service.Parts(
            state,
            null,
            new ServerSettings(web, null, sinks),
            new WitnessOptions(),
            ENVIRONMENT,
            Clock.systemUTC());
    var output = new ServerLog(new PrintWriter(said), ServerLog.Form.JSON, Clock.systemUTC());
    Libraries.warnTo(output);
    service = Service.open(parts, output);
    assertThat(append("ada")).isZero();
    assertThat(append("bob")).isZero();
  }

  @AfterAll
  void stop() {
    service.close();
    assertThat(service.isClean()).isTrue();
  }

  /// As another process does it, over the running database.
  private int append(String actor) {
    var err = new StringWriter();
    int code =
        Main.commandLine(Clock.systemUTC(), ENVIRONMENT, new Stop())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .execute(
                "audit",
                "append",
                "--state=" + state,
                "--verb=deploy.observed",
                "--environment=production",
                "--artifact=sha256:" + "ab".repeat(32),
                "--actor=" + actor);
    assertThat(err.toString()).isEmpty();
    return code;
  }

  private HttpResponse<byte[]> ask(String method, String path, String... headers) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
              .method(method, HttpRequest.BodyPublishers.noBody());
      if (headers.length > 0) {
        request.headers(headers);
      }
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String text(String path) {
    var response = ask("GET", path);
    assertThat(response.statusCode()).as(path).isEqualTo(200);
    return new String(response.body(), UTF_8);
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /// Waits by asking, ten seconds at most: what is waited for happens in another thread.
  private static void await(BooleanSupplier condition) {
    long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  @Test
  void verifiesOverHttp() {
    var key = NoteKey.parse(text("/log/key").strip());
    var source =
        new HttpSource(
            URI.create("http://127.0.0.1:" + service.port() + "/log"), Duration.ofSeconds(10));
    var report =
        new LogVerifier(source, WitnessPolicy.of(key)).verify(Optional.empty(), (_, _) -> {});
    assertThat(report.problems()).isEmpty();
    assertThat(report.checkpoint().orElseThrow().checkpoint().size()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void checkpointIsTextThatIsAskedForAgain() {
    var response = ask("GET", "/log/checkpoint");
    assertThat(header(response, "Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-cache");
    assertThat(new String(response.body(), UTF_8)).startsWith(service.key().name() + "\n");
  }

  @Test
  void tilesAreOctetsForEver() throws IOException {
    var tile = ask("GET", "/log/tile/0/000.p/2");
    assertThat(header(tile, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(tile, "Cache-Control")).contains("immutable", "max-age=31536000");
    assertThat(header(tile, "Content-Length")).isEqualTo("64");
    assertThat(tile.body()).isEqualTo(Files.readAllBytes(state.resolve("log/tile/0/000.p/2")));
  }

  @Test
  void bundlesAreCompressedForThoseWhoTakeIt() throws IOException {
    String path = "/log/tile/entries/000.p/2";
    byte[] file = Files.readAllBytes(state.resolve(path.substring(1)));
    var plain = ask("GET", path);
    assertThat(plain.body()).isEqualTo(file);
    assertThat(header(plain, "Vary")).isEqualTo("Accept-Encoding");
    var zipped = ask("GET", path, "Accept-Encoding", "br;q=1.0, GZIP;q=0.5");
    assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
    try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
      assertThat(in.readAllBytes()).isEqualTo(file);
    }
    assertThat(ask("GET", path, "Accept-Encoding", "gzip;q=0").body()).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/log/",
        "/log/tile",
        "/log/tile/",
        "/log/tile/0",
        "/log/tile/0/",
        "/log/tile/0/0",
        "/log/tile/00/000",
        "/log/tile/0/000.p/256",
        "/log/tile/0/000.p/2/",
        "/log/tile/0/000%2ep/2",
        "/log/tile/0/%30%30%30.p/2",
        "/log/tile/entries/000.p/2;a=b",
        "/log/%63heckpoint",
        "/log/checkpoint/",
        "/log//checkpoint",
        "/log/%2e%2e/keys/root",
        "/log-database",
        "/nothing"
      })
  void otherPathsAreNotFound(String path) {
    var response = ask("GET", path);
    assertThat(response.statusCode()).isEqualTo(404);
    assertProblem(response, "not-found", "no-log-path");
  }

  @Test
  void filesThatAreNoPathsOfTheLogAreNotServed() throws IOException {
    Path log = state.resolve("log");
    Files.writeString(log.resolve("secret"), "x");
    Files.createSymbolicLink(log.resolve("tile/0/999"), log.resolve("secret"));
    assertThat(ask("GET", "/log/secret").statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/log/tile/0/999").statusCode()).isEqualTo(404);
    Files.delete(log.resolve("tile/0/999"));
    Files.delete(log.resolve("secret"));
  }

  @Test
  void tileBeyondTheCheckpointIsNotThereYet() {
    var response = ask("GET", "/log/tile/0/777");
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    assertProblem(response, "not-published");
  }

  @ParameterizedTest
  @CsvSource({"POST,/metrics", "PUT,/log/checkpoint", "DELETE,/log/tile/0/000.p/2", "OPTIONS,/"})
  void nothingCanBeChanged(String method, String path) {
    var response = ask(method, path);
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).isEqualTo("GET, HEAD");
    assertProblem(response, "method-not-allowed");
  }

  @Test
  void whatTheContainerRefusesIsAProblemToo() {
    assertProblem(ask("GET", "/log/..%2fkeys"), "bad-request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/log/checkpoint", "/log/tile/0/000.p/2", "/health/live"})
  void headIsGetWithoutBody(String path) {
    var get = ask("GET", path);
    var head = ask("HEAD", path);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : List.of("Content-Type", "Cache-Control", "Content-Length")) {
      assertThat(header(head, name)).as(name).isEqualTo(header(get, name)).isNotEmpty();
    }
  }

  @Test
  void livesAndIsReady() {
    assertThat(text("/health/live")).isEqualTo("live\n");
    assertThat(text("/health/ready")).isEqualTo("ready\n");
  }

  @Test
  void figuresTellWhatThereIs() {
    long size = service.published();
    text("/health/live");
    await(() -> !text("/metrics").contains("sallyport_sink_lag_entries{sink=\"broken\"} 0\n"));
    await(() -> text("/metrics").contains("sallyport_sink_lag_entries{sink=\"lines\"} 0\n"));
    assertThat(said.toString()).contains("no such file or folder: " + files.resolve("no/such"));
    assertThat(text("/metrics"))
        .contains(
            "# TYPE sallyport_log_size_entries gauge\nsallyport_log_size_entries " + size + "\n",
            "sallyport_log_published_entries " + size + "\n",
            "sallyport_database_up 1\n",
            "sallyport_log_signing 1\n",
            "sallyport_http_requests_total{route=\"/health/live\",status=\"200\"} ");
    assertThat(header(ask("GET", "/metrics"), "Content-Type")).contains("version=0.0.4");
  }

  @Test
  void sinkGetsEntriesBesideOneThatIsBroken() throws IOException {
    Path lines = files.resolve("lines.jsonl");
    await(() -> Files.exists(lines) && folderLines(lines) >= 2);
    assertThat(Files.readString(lines)).contains("\"index\":0,", "\"index\":1,");
  }

  private static long folderLines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void secondServerOnTheSameStateIsRefused() {
    var err = new StringWriter();
    int code =
        Main.commandLine(Clock.systemUTC(), ENVIRONMENT, new Stop())
            .setErr(new PrintWriter(err))
            .execute("serve", "--state=" + state, "--listen=127.0.0.1:0");
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains("waiting for it, 10 s at most", "not started: state-locked", "held by process");
  }

  @Test
  void takenPortIsSaid(@TempDir Path other) {
    var err = new StringWriter();
    int code =
        Main.commandLine(Clock.systemUTC(), ENVIRONMENT, new Stop())
            .setErr(new PrintWriter(err))
            .execute(
                "serve",
                "--output=plain",
                "--state=" + other,
                "--listen=127.0.0.1:" + service.port());
    assertThat(code).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString())
        .contains("listen-taken\n", "wanted: ", "got:    127.0.0.1:", "remedy: ");
  }

  @Test
  void saysNoSecret() {
    assertThat(said.toString()).doesNotContain("correct horse", "password");
  }

  private static void assertProblem(HttpResponse<byte[]> response, String... codes) {
    assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
    Json.Obj problem = (Json.Obj) JsonReader.read(response.body(), 10_000);
    assertThat(problem.members().keySet())
        .contains("type", "title", "status", "code", "stage", "wanted", "got", "remedy", "link");
    assertThat(problem.members().get("code"))
        .isIn(List.of(codes).stream().map(Json.Str::new).toArray());
    assertThat(problem.members().get("status")).isEqualTo(new Json.Int(response.statusCode()));
  }
}

package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.base.json.JsonReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real OpenSearch in a JVM of its own: one node, on this machine, without its security plugin.
/// `./dev slow` fetches it.
public final class RealOpenSearch implements Closeable {

  private static final int LIMIT = 64 << 20;
  private static final long START_SECONDS = 180;

  private final Path root =
      Path.of(System.getProperty("sallyport.root", Files.isDirectory(Path.of("docs")) ? "." : ".."))
          .toAbsolutePath();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path folder;
  private final int port;
  private @Nullable Process process;

  private RealOpenSearch(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /// Skips the test where there is none.
  public static RealOpenSearch start() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var server = new RealOpenSearch(Files.createTempDirectory("sallyport-opensearch"), port);
    assumeTrue(
        Files.isDirectory(server.jars()), "not run: OpenSearch is missing; ./dev slow fetches it");
    server.restart();
    return server;
  }

  private Path jars() {
    return root.resolve("target/opensearch");
  }

  public void restart() throws IOException {
    stop();
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                jars() + "/*",
                root.resolve("tools/opensearch/OpenSearch.java").toString(),
                String.valueOf(port),
                folder.resolve("node").toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    Process running = process;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!answers()) {
      if (!running.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("OpenSearch: " + Files.readString(folder.resolve("said")));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private boolean answers() {
    try {
      // Once there are indices, they must be there again, too.
      return ask("GET", "/_cluster/health?wait_for_status=yellow&timeout=5s", "")
          .contains("\"timed_out\":false");
    } catch (IOException _) {
      return false;
    }
  }

  /// Ends it at once.
  public void stop() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly();
      running.onExit().join();
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// The body of the answer.
  public String ask(String method, String path, String json) throws IOException {
    var request =
        HttpRequest.newBuilder(uri().resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  EntryView view(String method, String path, String json) throws IOException {
    return EntryView.of(JsonReader.read(ask(method, path, json).getBytes(UTF_8), LIMIT));
  }

  /// How many documents there are.
  public long count(String index) throws IOException {
    ask("POST", "/" + index + "/_refresh", "");
    return view("GET", "/" + index + "/_count?filter_path=count", "").number("count").orElse(0L);
  }

  @Override
  public void close() throws IOException {
    stop();
    client.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted((a, b) -> b.compareTo(a)).forEach(RealOpenSearch::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

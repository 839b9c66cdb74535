package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MirrorCommandTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path root;
  private final KeyPair keys = SampleLog.keys();
  private SampleLog log;
  private HttpServer server;
  private Instant now = START;

  /// @param code exit code
  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void serveLog() throws IOException {
    log = new SampleLog(root.resolve("log"), keys).grow("a", 300);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server =
        SimpleFileServer.createFileServer(
            address, root.toRealPath(), SimpleFileServer.OutputLevel.NONE);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void copyGrowsWithTheLogAndIsALogItself() {
    Outcome first = mirror("log");
    assertThat(first.code()).as(first.toString()).isZero();
    assertThat(first.out()).contains("copied 300 entries: log.example/sally, 300 entries, root ");
    assertThat(mirror("log").out()).contains("nothing new: ");
    log.grow("a", 5000);
    assertThat(mirror("log").out()).contains("copied 4700 entries");
    Outcome verified = sallyport("audit", "verify", copy().toString(), "--key", log.key());
    assertThat(verified.code()).as(verified.toString()).isZero();
    assertThat(verified.out()).contains("5000 entries");
  }

  @Test
  void wrongByteIsNamedAndNotCopied() throws IOException {
    mirror("log");
    log.grow("a", 700);
    log.flip("tile/entries/001", 700);
    Outcome outcome = mirror("log");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("tile/entries/001: entry 309 is not the one");
    assertThat(copy().resolve("tile/entries/001")).doesNotExist();
    log.flip("tile/entries/001", 700);
    assertThat(mirror("log").out()).contains("copied 400 entries");
  }

  @Test
  void forkIsProvenFromTheTwoCheckpointsAndTheyAreKept() throws IOException {
    mirror("log");
    new SampleLog(root.resolve("other"), keys).grow("b", 400);
    Outcome outcome = mirror("other");
    assertThat(outcome.code()).as(outcome.toString()).isEqualTo(4);
    assertThat(outcome.err()).contains("FORK: ", "of 300 and of 400 entries");
    Path kept = kept();
    assertThat(kept.resolve("smaller.checkpoint")).hasSameBinaryContentAs(log.file("checkpoint"));
    assertThat(kept.resolve("larger.checkpoint"))
        .hasSameBinaryContentAs(root.resolve("other/checkpoint"));
    String proof = kept.resolve("fork.proof").toString();
    Outcome checked = sallyport("audit", "check-proof", proof, "--key", log.key());
    assertThat(checked.code()).as(checked.toString()).isZero();
    assertThat(checked.out()).contains("signed two histories that exclude each other");
    Outcome stranger =
        sallyport(
            "audit",
            "check-proof",
            proof,
            "--key",
            new SampleLog(root.resolve("x"), SampleLog.keys()).key());
    assertThat(stranger.code()).isEqualTo(1);
    assertThat(mirror("log").code()).isZero();
  }

  @Test
  void forkIsFoundAtTheSameAndAtSmallerSizes() throws IOException {
    mirror("log");
    new SampleLog(root.resolve("same"), keys).grow("b", 300);
    assertThat(mirror("same").code()).isEqualTo(4);
    new SampleLog(root.resolve("smaller"), keys).grow("b", 256);
    assertThat(mirror("smaller").code()).isEqualTo(4);
  }

  @Test
  void logThatGoesBackIsAnAlarm() throws IOException {
    new SampleLog(root.resolve("old"), keys).grow("a", 200);
    mirror("log");
    Outcome outcome = mirror("old");
    assertThat(outcome.code()).isEqualTo(5);
    assertThat(outcome.err()).contains("WENT BACK: the log shows 200 entries, 300 were there");
    assertThat(copy().resolve("checkpoint")).hasSameBinaryContentAs(log.file("checkpoint"));
  }

  @Test
  void silenceIsAnAlarm() {
    mirror("log");
    now = START.plus(Duration.ofHours(23));
    assertThat(mirror("log").code()).isZero();
    now = START.plus(Duration.ofHours(25));
    Outcome outcome = mirror("log");
    assertThat(outcome.code()).isEqualTo(5);
    assertThat(outcome.err()).contains("SILENT: nothing new for 25 h 0 min");
    log.grow("a", 301);
    assertThat(mirror("log").code()).isZero();
    now = now.plus(Duration.ofHours(23));
    assertThat(mirror("log").code()).isZero();
  }

  @Test
  void serverThatIsGoneIsUnreadableFirstAndSilentLater() {
    mirror("log");
    server.stop(0);
    assertThat(mirror("log").code()).isEqualTo(3);
    now = START.plus(Duration.ofHours(25));
    assertThat(mirror("log").code()).isEqualTo(5);
  }

  @Test
  void placeWithoutALogIsNotAWrongLog() throws IOException {
    Outcome mirrored = mirror("nothing");
    assertThat(mirrored.code()).isEqualTo(3);
    assertThat(mirrored.err())
        .contains("there is no log here: http://", "/nothing/ has no checkpoint");
    String url = "http://127.0.0.1:%d/nothing".formatted(server.getAddress().getPort());
    Path empty = Files.createDirectory(root.resolve("empty"));
    for (String place : List.of(url, empty.toString())) {
      Outcome verified = sallyport("audit", "verify", place, "--key", log.key());
      assertThat(verified.code()).as(verified.toString()).isEqualTo(3);
      assertThat(verified.err()).contains("there is no log here: " + place);
      assertThat(verified.out()).isEmpty();
    }
    Files.delete(log.file("checkpoint"));
    Outcome robbed = sallyport("audit", "verify", log.path(), "--key", log.key());
    assertThat(robbed.code()).isEqualTo(1);
    assertThat(robbed.out()).contains("wrong: checkpoint: missing", "WRONG in 1 place");
  }

  @Test
  void serverThatDoesNotAnswerIsNamed() {
    server.stop(0);
    String url = "http://127.0.0.1:%d/log".formatted(server.getAddress().getPort());
    Outcome outcome = sallyport("audit", "verify", url, "--key", log.key());
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("could not be read: " + url + "/checkpoint: nobody listens there")
        .doesNotContain("Exception");
  }

  @Test
  void everyEndsWithAnAlarm() throws IOException {
    mirror("log");
    new SampleLog(root.resolve("other"), keys).grow("b", 400);
    assertThat(mirror("other", "--every", "1s").code()).isEqualTo(4);
    Outcome bad = mirror("log", "--every", "soon");
    assertThat(bad.code()).isEqualTo(2);
    assertThat(bad.err()).contains("--every: wanted a time above zero", "got 'soon'");
  }

  @Test
  void damagedCopyIsNotExtended() throws IOException {
    mirror("log");
    Path tile = copy().resolve("tile/0/001.p/44");
    byte[] bytes = Files.readAllBytes(tile);
    bytes[0] ^= 1;
    Files.write(tile, bytes);
    log.grow("a", 400);
    Outcome outcome = mirror("log");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("entry 256 is not the one that the tile has");
  }

  private Path copy() {
    return root.resolve("mirror/log");
  }

  private Path kept() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("mirror"))) {
      List<Path> forks =
          files.filter(file -> file.getFileName().toString().startsWith("fork-")).toList();
      assertThat(forks).hasSize(1);
      return forks.getFirst();
    }
  }

  private Outcome mirror(String name, String... more) {
    String url = "http://127.0.0.1:%d/%s/".formatted(server.getAddress().getPort(), name);
    var args =
        new java.util.ArrayList<>(
            List.of("audit", "mirror", url, root.resolve("mirror").toString(), "--key", log.key()));
    args.addAll(List.of(more));
    return sallyport(args.toArray(String[]::new));
  }

  private Outcome sallyport(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), clock, args);
    return new Outcome(code, out.toString(), err.toString());
  }
}

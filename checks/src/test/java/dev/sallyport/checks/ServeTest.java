package dev.sallyport.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.JsonReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./sallyport serve` as its operator and its readers meet it, all in processes of their own.
@Tag("slow")
final class ServeTest {

  @TempDir Path state;
  @TempDir Path other;
  private Process server;
  private BufferedReader lines;
  private Json.Obj up;

  @BeforeEach
  void serve() throws IOException {
    server =
        here()
            .start(
                here().root(),
                here().root().resolve("sallyport").toString(),
                "serve",
                "--state=" + state,
                "--listen=127.0.0.1:0");
    lines = server.errorReader(UTF_8);
    String line = lines.readLine();
    while (line != null && !line.contains("\"message\":\"up\"")) {
      line = lines.readLine();
    }
    assertThat(line).as("the server came up").isNotNull();
    up = (Json.Obj) JsonReader.read(line.getBytes(UTF_8), 10_000);
  }

  @AfterEach
  void kill() {
    server.destroyForcibly().onExit().join();
  }

  private static Checkout here() {
    return Checkout.here().with("SALLYPORT_PASSPHRASE", "correct horse battery staple");
  }

  private String said(String field) {
    return ((Json.Str) Objects.requireNonNull(up.members().get(field))).value();
  }

  private void append(String actor) throws IOException {
    var outcome =
        here()
            .sallyport(
                "audit",
                "append",
                "--state=" + state,
                "--verb=deploy.observed",
                "--environment=production",
                "--artifact=sha256:" + "ab".repeat(32),
                "--actor=" + actor);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
  }

  /// As an init system stops it.
  private void stop() throws IOException {
    try {
      // Not by the process itself, which would close the stream that is read afterwards.
      server.toHandle().destroy();
      assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).isZero();
      assertThat(lines.readAllAsString()).contains("\"message\":\"stopped\"");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Test
  void logIsAppendedToReadCopiedAndClosed() throws IOException {
    append("ada");
    append("bob");
    var verified = here().sallyport("audit", "verify", said("log"), "--key=" + said("key"));
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out()).contains("2 entries", "right: every byte");
    var copied =
        here().sallyport("audit", "mirror", said("log"), other.toString(), "--key=" + said("key"));
    assertThat(copied.code()).as(copied.err()).isZero();
    append("eve");
    stop();
    // Stopped cleanly: the next one has the directory to itself, and finds everything published.
    var compared = here().sallyport("audit", "verify", "--state", state.toString());
    assertThat(compared.out()).contains("3 entries in the database, 3 published: rows");
    assertThat(compared.code()).isZero();
  }

  @Test
  void softwareThatWeDidNotWriteReadsIt() throws IOException {
    Path program = GoTools.fsck();
    append("ada");
    Path key = Files.writeString(other.resolve("vkey"), said("key"));
    var outcome =
        Checkout.here()
            .run(
                other,
                program.toString(),
                "-storage_url=" + said("log") + "/",
                "-public_key=" + key,
                "-ui=false",
                "-N=4",
                "-v=1");
    assertThat(outcome.err()).contains("Completed ranges").doesNotContain("fsck failed");
    stop();
  }

  @Test
  void jarsOfTheServerAreNoneOfTheScanners() throws IOException {
    Path dist = here().root().resolve("target/dist");
    Path current = dist.resolve(Files.readString(dist.resolve("current")).strip());
    assertThat(Files.readString(current.resolve("classpath")))
        .contains("cli-")
        .doesNotContain("spring", "tomcat", "postgres");
    assertThat(Files.readString(current.resolve("server/classpath"))).contains("spring-webmvc-");
    assertThat(here().sallyport("--help").out()).contains("  serve ");
  }
}

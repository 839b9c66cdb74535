package dev.sallyport.trust.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.SignedNote;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class WitnessServerTest {
  @TempDir Path root;
  private final Ed25519Signer signer = new Ed25519Signer(SampleTree.ORIGIN, SampleTree.keys());
  private final SampleTree log = new SampleTree(signer, "a");
  private final SampleTree fork = new SampleTree(signer, "b");
  private Witness witness;
  private WitnessServer server;

  @BeforeEach
  void start() throws IOException {
    var key = WitnessKey.open(root.resolve("key"), "witness.example/one", Clock.systemUTC());
    witness = Witness.open(new DiskLayer(root), log.policy(), key);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = WitnessServer.start(witness, address, (answer, who) -> {});
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void clientGetsCosignaturesAndCatchesUp() throws IOException {
    assertCosigned(client().cosign(log.note(3), log), 3);
    // A new client knows nothing: it asks, is told the size, and asks again.
    var other = client();
    assertCosigned(other.cosign(log.note(300), log), 300);
    assertCosigned(other.cosign(log.note(301), log), 301);
    assertThat(client().cosign(log.note(200), log))
        .isEqualTo(new WitnessClient.Outcome.Refused(409, "it has seen 301 entries already"));
  }

  private void assertCosigned(WitnessClient.Outcome outcome, int size) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            WitnessClient.Outcome.Cosigned.class,
            cosigned -> {
              assertThat(cosigned.note().text()).isEqualTo(log.note(size).text());
              assertThat(cosigned.note().signatures()).hasSize(2);
              assertThat(cosigned.note().verify(List.of(witness.key())))
                  .isInstanceOf(SignedNote.Outcome.Verified.class);
            });
  }

  @Test
  void forkIsRefusedOverHttp() throws IOException {
    assertCosigned(client().cosign(log.note(7), log), 7);
    assertThat(client().cosign(fork.note(9), fork))
        .isInstanceOfSatisfying(
            WitnessClient.Outcome.Refused.class,
            refused -> assertThat(refused.status()).isEqualTo(422));
    assertThat(client().cosign(fork.note(7), fork))
        .isInstanceOfSatisfying(
            WitnessClient.Outcome.Refused.class,
            refused -> assertThat(refused.reason()).contains("forked"));
  }

  @Test
  void answerOfAnotherKeyIsNoCosignature() throws IOException {
    var other = new Ed25519Signer("witness.example/one", SampleTree.keys()).key();
    var client = new WitnessClient(other, uri(""), Duration.ofSeconds(10));
    assertThat(client.cosign(log.note(3), log))
        .isEqualTo(
            new WitnessClient.Outcome.Refused(
                200, "the answer is not a signature of witness.example/one"));
  }

  @Test
  void httpIsBoundedAndPlain() throws Exception {
    assertThat(get("").body()).isEqualTo(witness.key().vkey() + "\n");
    assertThat(get("add-checkpoint").statusCode()).isEqualTo(405);
    assertThat(get("key").statusCode()).isEqualTo(404);
    assertThat(post(new byte[AddCheckpoint.MAX_BYTES + 1]).statusCode()).isEqualTo(413);
    var stale = post(log.request(2, 3));
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.headers().firstValue("Content-Type")).hasValue("text/x.tlog.size");
    assertThat(stale.body()).isEqualTo("0\n");
  }

  @Test
  void slowBodiesKeepNobodyOut() throws IOException {
    var slow = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 40; i++) {
        var socket = new Socket(server.address().getAddress(), server.address().getPort());
        slow.add(socket);
        socket
            .getOutputStream()
            .write(
                """
                POST /add-checkpoint HTTP/1.1\r
                Host: witness.example\r
                Expect: 100-continue\r
                Content-Length: 1000\r
                \r
                old 0
                """
                    .getBytes(StandardCharsets.US_ASCII));
        // Its answer to the expectation comes before the handler runs; that one then waits.
        assertThat(socket.getInputStream().readNBytes(25)).hasSize(25);
      }
      assertCosigned(client().cosign(log.note(3), log), 3);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private WitnessClient client() {
    return new WitnessClient(witness.key(), uri(""), Duration.ofSeconds(10));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:%d/%s".formatted(server.address().getPort(), path));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private HttpResponse<String> post(byte[] body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri("add-checkpoint"))
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}

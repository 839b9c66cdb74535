package dev.sallyport.server.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.control.audit.AuditLog;
import dev.sallyport.control.audit.Cosigners;
import dev.sallyport.control.audit.StateCheck;
import dev.sallyport.control.audit.Unit;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.NoteSigner;
import dev.sallyport.trust.log.SignedNote;
import dev.sallyport.trust.log.WitnessPolicy;
import dev.sallyport.trust.witness.Witness;
import dev.sallyport.trust.witness.WitnessKey;
import dev.sallyport.trust.witness.WitnessServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A log over a real database and a witness over real HTTP.
@Timeout(120)
final class WitnessQuorumTest {

  private static final NoteSigner SIGNER = signer();
  private static final String NAME = "witness.example/one";

  // One for each, since a database server cannot pass the private folder of another user.
  @TempDir private Path root;
  @TempDir private Path first;
  @TempDir private Path second;

  private final List<String> warnings = new CopyOnWriteArrayList<>();
  private Witness witness;
  private WitnessServer server;
  private int port;

  private static NoteSigner signer() {
    try {
      return new Ed25519Signer(
          "log.example/witnessed", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void start() throws IOException {
    startWitness(0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// Again, when there was one: with the state that it left.
  private void startWitness(int wanted) throws IOException {
    var key = WitnessKey.open(root.resolve("key"), NAME, Clock.systemUTC());
    witness = Witness.open(new DiskLayer(root), WitnessPolicy.of(SIGNER.key()), key);
    server =
        WitnessServer.start(
            witness,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted),
            (answer, who) -> {});
    port = server.address().getPort();
  }

  private byte[] policy() {
    return """
    witness one %s http://127.0.0.1:%d/
    quorum one
    """
        .formatted(witness.key().vkey(), port)
        .getBytes(UTF_8);
  }

  private WitnessQuorum quorum(boolean required) {
    return WitnessQuorum.of(
        policy(), SIGNER.key(), required, Duration.ofSeconds(10), warnings::add);
  }

  /// An installation that is open.
  private static final class Host implements AutoCloseable {
    private final StateDirectory state;
    private final Database database;
    private final AuditLog log;

    Host(Path folder, Cosigners cosigners) {
      state = StateDirectory.open(folder);
      database = Database.embedded(state);
      log = AuditLog.open(database, state, SIGNER, cosigners);
    }

    void append(String setting) {
      var facts = new Facts(new Actor.Part("test"), Instant.EPOCH);
      log.append(Unit.of(1, new Event.IdentityRejected(facts, setting)));
    }

    SignedNote checkpoint() throws IOException {
      return SignedNote.parse(Files.readAllBytes(state.log().resolve("checkpoint")));
    }

    @Override
    public void close() {
      log.close();
      if (log.published().isPresent()) {
        assertThat(StateCheck.run(database, state.log(), SIGNER.key()).problems()).isEmpty();
      }
      database.close();
      state.close();
    }
  }

  private void assertCosigned(SignedNote note, long size) {
    assertThat(quorum(false).missing(note)).isEmpty();
    assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(size);
    assertThat(note.signatures()).hasSize(2);
  }

  @Test
  void publishesAtOnceAndAgainWithTheCosignature() throws IOException {
    try (var host = new Host(first, quorum(false))) {
      host.append("one");
      assertThat(host.log.publish().orElseThrow().size()).isEqualTo(1);
      assertThat(host.log.cosign()).isEmpty();
      assertCosigned(host.checkpoint(), 1);
      assertThat(host.log.cosigned()).isEqualTo(1);
      for (int i = 0; i < 300; i++) {
        host.append("more");
      }
      host.log.publish();
      assertThat(host.log.cosign()).isEmpty();
      assertCosigned(host.checkpoint(), 301);
    }
    // Whoever starts anew has forgotten how far the witness is; so has the witness, but for its
    // files.
    server.close();
    startWitness(port);
    try (var host = new Host(first, quorum(false))) {
      assertCosigned(host.checkpoint(), 301);
      host.append("after the restart");
      host.log.publish();
      assertThat(host.log.cosign()).isEmpty();
      assertCosigned(host.checkpoint(), 302);
    }
    assertThat(warnings).isEmpty();
  }

  @Test
  void witnessThatIsDownStopsNothingUnlessItIsRequired() throws IOException {
    server.close();
    try (var host = new Host(first, quorum(false))) {
      host.append("one");
      assertThat(host.log.publish().orElseThrow().size()).isEqualTo(1);
      assertThat(host.log.cosign().orElseThrow()).contains("the quorum one is not met");
      assertThat(host.log.witnessProblem()).isPresent();
      assertThat(host.log.problem()).isEmpty();
      assertThat(host.log.cosigned()).isZero();
      host.append("two");
      assertThat(host.log.publish().orElseThrow().size()).isEqualTo(2);
    }
    assertThat(warnings).singleElement().asString().contains("witness one: could not be asked");
    warnings.clear();
    try (var host = new Host(first, quorum(true))) {
      // What was published before stays; nothing follows it.
      host.append("three");
      assertThat(host.log.publish().orElseThrow().size()).isEqualTo(2);
      assertThat(host.log.problem().orElseThrow()).contains("the quorum one is not met");
      host.append("four");
      assertThat(host.log.publish().orElseThrow().size()).isEqualTo(2);
      assertThat(host.checkpoint().signatures()).hasSize(1);
      startWitness(port);
      assertThat(host.log.publish().orElseThrow().size()).isEqualTo(4);
      assertCosigned(host.checkpoint(), 4);
      assertThat(host.log.problem()).isEmpty();
      assertThat(host.log.cosigned()).isEqualTo(4);
    }
    assertThat(warnings.getLast()).isEqualTo("witness one: cosigns again");
    try (var host = new Host(first, quorum(true))) {
      // The checkpoint tells, so a restart does not look like a witness that is behind.
      assertThat(host.log.cosigned()).isEqualTo(4);
    }
  }

  @Test
  void keptBackCheckpointIsAskedForAgainAfterARestart() throws IOException {
    server.close();
    try (var host = new Host(first, quorum(true))) {
      host.append("one");
      assertThat(host.log.publish()).isEmpty();
    }
    startWitness(port);
    try (var host = new Host(first, quorum(true))) {
      assertThat(host.log.published().orElseThrow().size()).isEqualTo(1);
      assertCosigned(host.checkpoint(), 1);
    }
  }

  @Test
  void secondHistoryIsNotCosigned() throws IOException {
    try (var host = new Host(first, quorum(true))) {
      host.append("one");
      host.append("two");
      assertThat(host.log.publish().orElseThrow().size()).isEqualTo(2);
    }
    // The same key over other entries: what a witness is for.
    try (var fork = new Host(second, quorum(true))) {
      fork.append("one");
      fork.append("something else");
      fork.append("three");
      assertThat(fork.log.publish()).isEmpty();
      assertThat(fork.log.problem().orElseThrow()).contains("the quorum one is not met");
      assertThat(fork.state.log().resolve("checkpoint")).doesNotExist();
    }
    assertThat(warnings)
        .anySatisfy(warning -> assertThat(warning).contains("witness one: refused (4"))
        .anySatisfy(warning -> assertThat(warning).contains("consistency proof does not hold"));
  }

  @Test
  void whatAWitnessSaysIsHarmlessAndShort() throws IOException {
    String said =
        "\u001b]0;title\u0007\u001b[2J\u009b31m\u202eno\nall is right" + "x".repeat(60_000);
    byte[] body = said.getBytes(UTF_8);
    var hostile = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    hostile.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(403, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    hostile.start();
    port = hostile.getAddress().getPort();
    try (var host = new Host(first, quorum(false))) {
      host.append("one");
      host.log.publish();
      assertThat(host.log.cosign()).isPresent();
    } finally {
      hostile.stop(0);
    }
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(
            "witness one: refused (403): \\u{1b}]0;title\\u{7}\\u{1b}[2J\\u{9b}31m\\u{202e}no")
        .contains("\\u{a}all is right")
        .hasSizeLessThan(330)
        .matches("[ -~]+…");
  }

  @Test
  void policyThatAsksForNothingIsRefused() {
    String key = witness.key().vkey();
    for (String wrong :
        List.of(
            "quorum none\n",
            "witness one %s\nquorum one\n".formatted(key),
            "witness one %s ftp://witness.example/\nquorum one\n".formatted(key),
            "witness one %s https://witness.example/?a\nquorum one\n".formatted(key),
            "quorum nobody\n")) {
      assertThatThrownBy(
              () ->
                  WitnessQuorum.of(
                      wrong.getBytes(UTF_8),
                      SIGNER.key(),
                      false,
                      Duration.ofSeconds(1),
                      warnings::add))
          .as(wrong)
          .isInstanceOf(MalformedLog.class);
    }
  }
}

package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.trust.log.CosignatureSigner;
import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.WitnessPolicy;
import dev.sallyport.trust.witness.Witness;
import dev.sallyport.trust.witness.WitnessKey;
import dev.sallyport.trust.witness.WitnessServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditCommandTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path root;
  private SampleLog log;

  /// @param code exit code
  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void makeLog() throws IOException {
    log = new SampleLog(root.resolve("log"), SampleLog.keys()).grow("a", 300);
  }

  // ---- verify

  @Test
  void rightLogIsRight() {
    Outcome outcome = run("verify", log.path(), "--key", log.key());
    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(outcome.out())
        .contains("log.example/sally, 300 entries, root ", "read: 300 entries in ", "right: ");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void flippedByteIsNamedWithItsPlace() throws IOException {
    log.flip("tile/entries/000", 40);
    Outcome outcome = run("verify", log.path(), "--key", log.key());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("wrong: tile/entries/000: ", ": byte 33: entry 3: ", "WRONG in 1 place. ")
        .doesNotContain("right:");
  }

  @Test
  void otherKeyIsRefused() {
    var other = new Ed25519Signer(SampleLog.ORIGIN, SampleLog.keys());
    Outcome outcome = run("verify", log.path(), "--key", other.key().vkey());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("wrong: checkpoint: no signature is by a known key");
  }

  @Test
  void usageIsExplained() {
    assertUsage(run("verify", log.path()), "wanted --key KEY or --policy FILE, got neither");
    assertUsage(run("verify", root.resolve("gone").toString(), "--key", log.key()), "got '");
    assertUsage(run("verify", root.toString(), "--key", log.key()), "the log in it is");
    assertUsage(run("verify", log.path(), "--key", "a+b+c"), "--key: ");
    assertUsage(run("verify", log.path(), "--key", "gone.vkey"), "there is no file gone.vkey");
    assertUsage(run("verify", "http://x/?a=b", "--key", log.key()), "wanted a URL");
    assertUsage(run("verify", log.path(), "--policy", "gone"), "there is no file gone");
  }

  private static void assertUsage(Outcome outcome, String message) {
    assertThat(outcome.err()).startsWith("sallyport: audit verify: ").contains(message);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void serverThatIsNotThereCannotBeRead() {
    Outcome outcome = run("verify", "http://127.0.0.1:1/", "--key", log.key());
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("could not be read: ");
  }

  @Test
  void keyAndPolicyMayBeFiles() throws IOException {
    Path key = Files.writeString(root.resolve("log.vkey"), log.key() + "\n");
    assertThat(run("verify", log.path(), "--key", key.toString()).code()).isZero();
    Path policy = Files.writeString(root.resolve("policy"), "log " + log.key() + "\nquorum none\n");
    assertThat(run("verify", log.path(), "--policy", policy.toString()).code()).isZero();
    Files.writeString(policy, "quorum none\n");
    Outcome none = run("verify", log.path(), "--policy", policy.toString());
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("wanted a 'log' line, got none");
    assertThat(run("verify", log.path(), "--policy", policy.toString(), "--key", log.key()).code())
        .isZero();
    Files.writeString(policy, "bogus\n");
    Outcome bad = run("verify", log.path(), "--policy", policy.toString());
    assertThat(bad.code()).isEqualTo(2);
    assertThat(bad.err()).contains("policy line 1");
  }

  @Test
  void resumedRunReadsWhatIsNewAndRemembersTheRest() throws IOException {
    String state = root.resolve("state").toString();
    run("verify", log.path(), "--key", log.key(), "--resume", state);
    log.grow("a", 600);
    Outcome second = run("verify", log.path(), "--key", log.key(), "--resume", state);
    assertThat(second.code()).isZero();
    assertThat(second.err()).contains("going on after entry 256");
    assertThat(second.out()).contains("read: 344 entries");
    Files.writeString(root.resolve("state"), "damaged");
    Outcome damaged = run("verify", log.path(), "--key", log.key(), "--resume", state);
    assertThat(damaged.code()).isEqualTo(2);
    assertThat(damaged.err()).contains("remove it to begin anew");
  }

  // ---- show, prove, check-proof

  @Test
  void entryIsShownAloneOnStandardOutput() {
    Outcome outcome = run("show", "257", log.path(), "--key", log.key());
    assertThat(outcome.out()).isEqualTo("entry a 257\n");
    assertThat(outcome.err()).contains("entry 257, leaf hash ", "proven");
    Outcome beyond = run("show", "300", log.path(), "--key", log.key());
    assertThat(beyond.code()).isEqualTo(2);
    assertThat(beyond.err()).contains("wanted an index from 0 to 299, got 300");
  }

  @Test
  void wrongEntryIsNotShown() throws IOException {
    log.flip("tile/entries/000", 3);
    Outcome outcome = run("show", "0", log.path(), "--key", log.key());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).contains("tile/entries/000: entry 0: ");
  }

  @Test
  void proofIsWrittenAndChecked() throws IOException {
    Path file = root.resolve("p.tlog-proof");
    Outcome written = run("prove", "299", log.path(), "--key", log.key(), "-o", file.toString());
    assertThat(written.code()).as(written.toString()).isZero();
    assertThat(Files.readString(file)).startsWith("c2sp.org/tlog-proof@v1\nextra ");
    Outcome checked = run("check-proof", file.toString(), "--key", log.key());
    assertThat(checked.code()).isZero();
    assertThat(checked.out()).isEqualTo("entry a 299\n");
    Files.writeString(file, Files.readString(file).replace("index 299", "index 298"));
    Outcome wrong = run("check-proof", file.toString(), "--key", log.key());
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("NOT PROVEN: ");
    assertThat(wrong.out()).isEmpty();
  }

  @Test
  void bareProofNeedsTheEntry() throws IOException {
    Path file = root.resolve("p.tlog-proof");
    run("prove", "0", log.path(), "--key", log.key(), "--bare", "-o", file.toString());
    assertThat(Files.readString(file)).doesNotContain("extra");
    Outcome without = run("check-proof", file.toString(), "--key", log.key());
    assertThat(without.code()).isEqualTo(2);
    assertThat(without.err()).contains("give it with --entry");
    Path entry = Files.writeString(root.resolve("entry"), "entry a 0");
    assertThat(
            run("check-proof", file.toString(), "--key", log.key(), "--entry", entry.toString())
                .code())
        .isZero();
    Files.writeString(entry, "entry a 1");
    assertThat(
            run("check-proof", file.toString(), "--key", log.key(), "--entry", entry.toString())
                .code())
        .isEqualTo(1);
  }

  @Test
  void garbageIsNoProof() throws IOException {
    Path file = Files.writeString(root.resolve("p"), "garbage\n");
    Outcome outcome = run("check-proof", file.toString(), "--key", log.key());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("a proof starts with");
  }

  // ---- cosign, witness

  @Test
  void witnessesOfThePolicyAreAsked() throws IOException {
    var clock = Clock.systemUTC();
    Path directory = Files.createDirectory(root.resolve("witness"));
    Outcome shown =
        sallyport("witness", directory.toString(), "--name", "witness.example/w", "--show-key");
    assertThat(shown.code()).as(shown.toString()).isZero();
    assertThat(shown.out()).startsWith("witness witness.example/w witness.example/w+");
    var key = WitnessKey.open(directory.resolve("key"), "witness.example/w", clock);
    var known = WitnessPolicy.of(NoteKey.parse(log.key()));
    var witness = Witness.open(new DiskLayer(directory), known, key);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var server = WitnessServer.start(witness, address, (answer, who) -> {})) {
      Path policy =
          Files.writeString(
              root.resolve("policy"),
              "log %s\nwitness w %s http://127.0.0.1:%d/\nquorum w\n"
                  .formatted(log.key(), key.key().vkey(), server.address().getPort()));
      String[] verify = {"verify", log.path(), "--policy", policy.toString()};
      assertThat(run(verify).out())
          .contains("wrong: checkpoint: the quorum w is not met", "NOT ACCEPTED: ")
          .doesNotContain("who wrote them");
      String copy = root.resolve("copy").toString();
      String[] mirror = {"mirror", log.path(), copy, "--policy", policy.toString()};
      assertThat(run("mirror", log.path(), copy, "--key", log.key()).code()).isZero();
      assertThat(run(mirror).err()).contains("the quorum w is not met");
      Outcome cosigned =
          run(
              "cosign",
              log.path(),
              "--policy",
              policy.toString(),
              "-o",
              log.file("checkpoint").toString());
      assertThat(cosigned.code()).as(cosigned.toString()).isZero();
      assertThat(cosigned.out()).contains("witness.example/w at ");
      assertThat(run(verify).code()).isZero();
      // The copy was begun before anybody witnessed.
      assertThat(run(mirror).out()).contains("witness.example/w at ");
      assertThat(run("verify", copy + "/log", "--policy", policy.toString()).code()).isZero();
    }
  }

  @Test
  void witnessUsageIsExplained() {
    String directory = root.resolve("witness").toString();
    Outcome name = sallyport("witness", directory, "--name", "a b", "--show-key");
    assertThat(name.code()).isEqualTo(2);
    assertThat(name.err()).contains("--name: ", "got 'a b'");
    Outcome listen =
        sallyport("witness", directory, "--name", "w", "--key", log.key(), "--listen", "nowhere");
    assertThat(listen.code()).isEqualTo(2);
    assertThat(listen.err()).contains("--listen: wanted HOST:PORT, got 'nowhere'");
    Outcome trust = sallyport("witness", directory, "--name", "w");
    assertThat(trust.code()).isEqualTo(2);
    assertThat(trust.err()).contains("wanted --key KEY or --policy FILE");
  }

  @Test
  void witnessThatIsDownIsNamed() throws IOException {
    Path policy =
        Files.writeString(
            root.resolve("policy"),
            "log %s\nwitness w %s http://127.0.0.1:1/\nquorum w\n"
                .formatted(
                    log.key(), new CosignatureSigner("w", SampleLog.keys(), CLOCK).key().vkey()));
    Path output = root.resolve("cosigned");
    Outcome outcome =
        run("cosign", log.path(), "--policy", policy.toString(), "-o", output.toString());
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("w could not be asked", "the quorum w is not met");
  }

  // ---- the group

  @Test
  void helpListsEverySubcommand() {
    assertThat(run().out())
        .contains("verify", "show", "prove", "check-proof", "cosign", "mirror", "Exit codes");
    assertThat(run().out()).containsSubsequence("mirror", "search", "erase", "help");
    assertThat(sallyport("--help").out()).contains("audit", "witness");
    assertThat(sallyport("help", "audit").out()).contains("check-proof");
    assertThat(sallyport("completion", "bash").out()).contains("check-proof");
  }

  private static Outcome run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "audit";
    System.arraycopy(args, 0, all, 1, args.length);
    return sallyport(all);
  }

  private static Outcome sallyport(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), CLOCK, args);
    return new Outcome(code, out.toString(), err.toString());
  }
}

package dev.sallyport.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.checks.Checkout.Outcome;
import dev.sallyport.trust.log.CosignatureSigner;
import dev.sallyport.trust.log.DirectorySource;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.LogReader;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.Proofs;
import dev.sallyport.trust.log.TileReader;
import dev.sallyport.trust.log.TlogProof;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import dev.sallyport.trust.log.WitnessPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notes, cosignatures, consistency proofs and proof files, ours read by others and theirs by us:
/// `golang.org/x/mod/sumdb` and `filippo.io/torchwood`.
@Tag("slow")
final class GoLogTest {
  private static final int SIZE = 300;
  private static final int FROM = 200;
  private static final long[] INDICES = {0, 1, 255, 256, 299};

  @TempDir Path root;

  @Test
  void theirsAcceptOursAndNothingElse() throws IOException {
    Path program = GoTools.logcheck(root);
    Path files = ours();
    Outcome agreed = logcheck(program, "check", files);
    assertThat(agreed.out()).as(agreed.err()).isEqualTo("agreed: 9\n");
    assertThat(agreed.code()).isZero();
    for (String name :
        List.of(
            "checkpoint",
            "consistency",
            "log.vkey",
            "witness.vkey",
            "entry-255",
            "entry-0.tlog-proof")) {
      byte[] before = Files.readAllBytes(files.resolve(name));
      OurLog.flip(files.resolve(name));
      assertThat(logcheck(program, "check", files).code()).as(name).isEqualTo(1);
      Files.write(files.resolve(name), before);
    }
    assertThat(logcheck(program, "check", files).code()).isZero();
  }

  @Test
  void oursAcceptTheirsAndNothingElse() throws IOException {
    Path program = GoTools.logcheck(root);
    Path files = Files.createDirectory(root.resolve("theirs"));
    Outcome written = logcheck(program, "write", files);
    assertThat(written.code()).as(written.err()).isZero();
    var policy = WitnessPolicy.parse(Files.readAllBytes(files.resolve("policy")));
    VerifiedCheckpoint head = head(policy, files);
    assertThat(head.checkpoint().size()).isEqualTo(SIZE);
    assertThat(head.signatures()).hasSize(2);
    assertThat(head.signatures().getLast().timestamp()).isPresent();
    assertConsistent(files.resolve("consistency"), head);
    for (long index : INDICES) {
      assertProven(files, index, policy);
    }
  }

  private static VerifiedCheckpoint head(WitnessPolicy policy, Path files) throws IOException {
    return switch (policy.check(Files.readAllBytes(files.resolve("checkpoint")))) {
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint head) -> head;
      case WitnessPolicy.Outcome.Refused(String reason) -> throw new AssertionError(reason);
    };
  }

  private static void assertConsistent(Path file, VerifiedCheckpoint head) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] from = lines.get(0).split(" ", -1);
    String[] to = lines.get(1).split(" ", -1);
    assertThat(to[1]).isEqualTo(head.checkpoint().root().base64());
    var proof = lines.stream().skip(2).map(Hash::parseBase64).toList();
    long first = Long.parseLong(from[0]);
    Hash root = head.checkpoint().root();
    Hash old = Hash.parseBase64(from[1]);
    assertThat(Proofs.verifyConsistency(first, old, SIZE, root, proof).holds()).isTrue();
    assertThat(Proofs.verifyConsistency(first, old, SIZE, root, proof.reversed()).holds())
        .isFalse();
  }

  private static void assertProven(Path files, long index, WitnessPolicy policy)
      throws IOException {
    byte[] entry = Files.readAllBytes(files.resolve("entry-" + index));
    byte[] file = Files.readAllBytes(files.resolve("entry-%d.tlog-proof".formatted(index)));
    var proof = TlogProof.parse(file);
    assertThat(proof.bytes()).isEqualTo(file);
    assertThat(proof.extraBytes()).contains(entry);
    assertThat(proof.verify(entry, policy)).isInstanceOf(TlogProof.Outcome.Proven.class);
    assertThat(proof.verify("another".getBytes(UTF_8), policy))
        .isInstanceOf(TlogProof.Outcome.Refused.class);
    for (int at = 0; at < file.length; at += 7) {
      byte[] wrong = file.clone();
      wrong[at] ^= 1;
      assertThat(isRefused(wrong, entry, policy)).as("byte %d", at).isTrue();
    }
  }

  private static boolean isRefused(byte[] file, byte[] entry, WitnessPolicy policy) {
    try {
      var proof = TlogProof.parse(file);
      // The extra data is covered by nothing; the entry that it carries is what is verified.
      byte[] carried = proof.extraBytes().orElse(entry);
      return proof.verify(carried, policy) instanceof TlogProof.Outcome.Refused;
    } catch (MalformedLog _) {
      return true;
    }
  }

  /// The files that `logcheck check` reads, all written by our code.
  private Path ours() throws IOException {
    var witness = new CosignatureSigner("witness.example/ours", OurLog.keys(), Clock.systemUTC());
    var log = OurLog.write(root.resolve("log"), SIZE, witness);
    Path files = Files.createDirectory(root.resolve("ours"));
    NoteKey key = log.signer().key();
    Files.writeString(files.resolve("log.vkey"), key.vkey());
    Files.writeString(files.resolve("witness.vkey"), witness.key().vkey());
    String policy = "log %s\nwitness w %s\nquorum w\n".formatted(key.vkey(), witness.key().vkey());
    Files.writeString(files.resolve("policy"), policy);
    Files.copy(log.directory().resolve("checkpoint"), files.resolve("checkpoint"));

    var source = new DirectorySource(log.directory());
    var reader = LogReader.open(source, WitnessPolicy.parse(policy.getBytes(UTF_8)));
    var tiles = new TileReader(source, SIZE);
    var consistency = new StringBuilder();
    consistency.append("%d %s\n".formatted(FROM, Proofs.root(tiles, FROM).base64()));
    consistency.append("%d %s\n".formatted(SIZE, Proofs.root(tiles, SIZE).base64()));
    Proofs.consistency(tiles, FROM, SIZE)
        .forEach(hash -> consistency.append(hash.base64()).append('\n'));
    Files.writeString(files.resolve("consistency"), consistency);
    for (long index : INDICES) {
      Files.write(files.resolve("entry-" + index), OurLog.entry(index));
      byte[] proof = reader.prove(index, true).bytes();
      Files.write(files.resolve("entry-%d.tlog-proof".formatted(index)), proof);
    }
    return files;
  }

  private Outcome logcheck(Path program, String verb, Path files) throws IOException {
    return Checkout.here().run(root, program.toString(), verb, files.toString());
  }
}

package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Many small changes of good files: each is either refused in the declared way or the same file.
final class HostileInputTest {

  private static final int ROUNDS = 20_000;

  private final MemoryReader reader = new MemoryReader(Samples.leaves(257));
  private final SignedNote note =
      Samples.signed(TreeEdge.EMPTY.appendAll(Samples.leaves(257))).cosign(Samples.witness(1));

  @Test
  void changedNotesVerifyOnlyWithTheirSignedText() {
    var keys = List.of(Samples.LOG.key(), Samples.witness(1).key());
    // The signatures themselves take a millisecond each, hence fewer rounds.
    mutate(
        note.bytes(),
        300,
        bytes -> {
          var read = SignedNote.parse(bytes);
          if (read.verify(keys) instanceof SignedNote.Outcome.Verified) {
            assertThat(read.text()).isEqualTo(note.text());
          }
          return read.bytes();
        });
  }

  @Test
  void changedProofsProveNothingElse() {
    byte[] entry = Samples.entry(100);
    var proof =
        new TlogProof(TlogProof.extraOf(entry), 100, Proofs.inclusion(reader, 100, 257), note);
    mutate(
        proof.bytes(),
        300,
        bytes -> {
          var read = TlogProof.parse(bytes);
          if (read.verify(entry, Samples.POLICY) instanceof TlogProof.Outcome.Proven(var at, _)) {
            assertThat(at).isEqualTo(100);
          }
          return read.bytes();
        });
  }

  @Test
  void changedCheckpointsPoliciesAndStatesAreReadOrRefused() {
    mutate(
        Samples.utf8(note.text()),
        ROUNDS,
        bytes -> {
          var text = new String(bytes, StandardCharsets.ISO_8859_1);
          return Checkpoint.parse(text).text().getBytes(StandardCharsets.ISO_8859_1);
        });
    var state =
        new VerifierState(
            Samples.ORIGIN,
            0,
            List.of("", "", "", "", "", "", ""),
            Optional.of(Checkpoint.parse(note.text())));
    mutate(state.bytes(), ROUNDS, bytes -> VerifierState.parse(bytes).bytes());
    String policy =
        "log %s\nwitness w %s\ngroup g any w\nquorum g\n"
            .formatted(Samples.LOG.key().vkey(), Samples.witness(1).key().vkey());
    mutate(
        Samples.utf8(policy),
        ROUNDS,
        bytes -> {
          assertThat(WitnessPolicy.parse(bytes)).isNotNull();
          return bytes;
        });
  }

  @Test
  void changedBundlesAreReadOrRefused() {
    var bundle = EntryBundle.of(Samples.entries(0, 20));
    var path = new TilePath(TilePath.ENTRIES, 0, 20);
    mutate(bundle.bytes(), ROUNDS, bytes -> EntryBundle.parse(path, bytes).bytes());
  }

  /// @param again reads the bytes and writes them again
  private static void mutate(byte[] good, int rounds, Function<byte[], byte[]> again) {
    var random = new SplittableRandom(7);
    int refused = 0;
    for (int round = 0; round < rounds; round++) {
      byte[] bytes = changed(good, random);
      try {
        assertThat(again.apply(bytes)).isEqualTo(bytes);
      } catch (MalformedLog _) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static byte[] changed(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) "\n 0=+\0\u00ff".charAt(random.nextInt(7));
        case 2 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
        default -> {
          byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
          System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
          bytes = longer;
        }
      }
    }
    return bytes;
  }
}

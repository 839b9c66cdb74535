package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ForkProofTest {

  @ParameterizedTest
  @CsvSource({"1,2", "1,1", "2,3", "4,9", "7,8", "8,8", "255,256", "256,257", "200,300", "256,512"})
  void twoHistoriesAreProvenAtAllSizes(int small, int large) {
    List<Hash> other = new ArrayList<>(Samples.leaves(large));
    other.set(small - 1, MerkleTree.leafHash(Samples.utf8("another")));
    var proof = find(Samples.leaves(small), other);
    assertThat(proof.verify(Samples.POLICY)).isInstanceOf(ForkProof.Outcome.Forked.class);
    assertThat(ForkProof.parse(proof.bytes())).isEqualTo(proof);
    assertThat(ForkProof.isOne(proof.bytes())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0,2", "1,2", "3,3", "7,8", "255,256", "200,300"})
  void oneHistoryIsNoFork(int small, int large) {
    List<Hash> leaves = Samples.leaves(large);
    assertThat(
            ForkProof.find(head(leaves.subList(0, small)), head(leaves), new MemoryReader(leaves)))
        .isEmpty();
  }

  @Test
  void wrongTilesProveNothing() {
    List<Hash> leaves = Samples.leaves(300);
    assertThatThrownBy(
            () ->
                ForkProof.find(
                    head(leaves.subList(0, 200)),
                    head(leaves),
                    new MemoryReader(other(leaves, 10))))
        .isInstanceOf(MalformedLog.class)
        .hasMessageContaining("do not lead to the root");
  }

  @Test
  void madeUpProofsAreRefused() {
    List<Hash> leaves = Samples.leaves(300);
    var fork = find(leaves.subList(0, 200), other(leaves, 10));
    // An honest log cannot be accused: the prefix must lead to the larger root.
    var honest = head(leaves).note();
    assertRefused(new ForkProof(fork.smaller(), honest, fork.prefix(), fork.proof()));
    var swapped = new ArrayList<>(fork.proof()).reversed();
    assertRefused(new ForkProof(fork.smaller(), fork.larger(), fork.prefix(), swapped));
    var smallRoot = Checkpoint.parse(fork.smaller().text()).root();
    assertRefused(new ForkProof(fork.smaller(), fork.larger(), smallRoot, fork.proof()));
    var stranger = new Ed25519Signer(Samples.ORIGIN, Samples.keys(1));
    var unsigned = SignedNote.sign(fork.smaller().text(), stranger);
    assertRefused(new ForkProof(unsigned, fork.larger(), fork.prefix(), fork.proof()));
  }

  private static void assertRefused(ForkProof proof) {
    assertThat(proof.verify(Samples.POLICY)).isInstanceOf(ForkProof.Outcome.Refused.class);
  }

  private static ForkProof find(List<Hash> small, List<Hash> large) {
    return ForkProof.find(head(small), head(large), new MemoryReader(large)).orElseThrow();
  }

  private static List<Hash> other(List<Hash> leaves, int index) {
    var other = new ArrayList<>(leaves);
    other.set(index, MerkleTree.leafHash(Samples.utf8("another")));
    return other;
  }

  private static VerifiedCheckpoint head(List<Hash> leaves) {
    var note = Samples.signed(TreeEdge.EMPTY.appendAll(leaves));
    return switch (Samples.POLICY.check(note)) {
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint head) -> head;
      case WitnessPolicy.Outcome.Refused(String reason) -> throw new AssertionError(reason);
    };
  }
}

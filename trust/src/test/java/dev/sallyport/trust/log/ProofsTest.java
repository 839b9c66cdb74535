package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProofsTest {

  private static final int MAX = 40;

  private final List<Hash> leaves = Samples.leaves(MAX);
  private final MemoryReader reader = new MemoryReader(leaves);

  /// The definition of RFC 9162 section 2.1.1, word for word.
  private static Hash definition(List<Hash> leaves) {
    if (leaves.isEmpty()) {
      return MerkleTree.EMPTY_ROOT;
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return MerkleTree.nodeHash(
        definition(leaves.subList(0, k)), definition(leaves.subList(k, leaves.size())));
  }

  @Test
  void rootsAreThoseOfTheDefinition() {
    for (int size = 0; size <= MAX; size++) {
      Hash wanted = definition(leaves.subList(0, size));
      assertThat(MerkleTree.root(leaves.subList(0, size))).isEqualTo(wanted);
      assertThat(Proofs.root(reader, size)).isEqualTo(wanted);
      assertThat(Proofs.edge(reader, size))
          .isEqualTo(TreeEdge.EMPTY.appendAll(leaves.subList(0, size)));
    }
  }

  @Test
  void edgeSurvivesItsBytes() {
    var edge = TreeEdge.EMPTY.appendAll(leaves).append(leaves.getFirst());
    assertThat(TreeEdge.parse(edge.bytes())).isEqualTo(edge);
    assertThatThrownBy(() -> TreeEdge.parse(new byte[40])).isInstanceOf(MalformedLog.class);
    assertThatThrownBy(() -> TreeEdge.parse(new byte[7])).isInstanceOf(MalformedLog.class);
  }

  @Test
  void everyInclusionHoldsForItsLeafAndNoOther() {
    for (int size = 1; size <= MAX; size++) {
      Hash root = Proofs.root(reader, size);
      for (int index = 0; index < size; index++) {
        var path = Proofs.inclusion(reader, index, size);
        for (int other = 0; other < size; other++) {
          assertThat(Proofs.verifyInclusion(leaves.get(other), index, size, path, root).holds())
              .isEqualTo(other == index);
        }
        assertThat(Proofs.verifyInclusion(leaves.get(index), index, size, longer(path), root))
            .isInstanceOf(Proofs.Verdict.Refuted.class);
        if (!path.isEmpty()) {
          var shorter = path.subList(0, path.size() - 1);
          assertThat(Proofs.verifyInclusion(leaves.get(index), index, size, shorter, root).holds())
              .isFalse();
        }
      }
    }
  }

  @Test
  void everyConsistencyHoldsForItsRootsAndNoOther() {
    for (int to = 0; to <= MAX; to++) {
      Hash toRoot = Proofs.root(reader, to);
      for (int from = 0; from <= to; from++) {
        var proof = Proofs.consistency(reader, from, to);
        Hash fromRoot = Proofs.root(reader, from);
        assertThat(Proofs.verifyConsistency(from, fromRoot, to, toRoot, proof).holds()).isTrue();
        assertThat(Proofs.verifyConsistency(from, fromRoot, to, toRoot, longer(proof)).holds())
            .isFalse();
        assertThat(Proofs.verifyConsistency(from, leaves.getLast(), to, toRoot, proof).holds())
            .isFalse();
        if (from > 0) {
          assertThat(Proofs.verifyConsistency(from, fromRoot, to, leaves.getLast(), proof).holds())
              .isFalse();
        }
        if (!proof.isEmpty()) {
          assertThat(
                  Proofs.verifyConsistency(
                          from, fromRoot, to, toRoot, proof.subList(1, proof.size()))
                      .holds())
              .isFalse();
        }
      }
    }
  }

  @Test
  void impossiblePlacesAreRefuted() {
    Hash root = Proofs.root(reader, 5);
    assertThat(Proofs.verifyInclusion(root, 5, 5, List.of(), root).holds()).isFalse();
    assertThat(Proofs.verifyInclusion(root, -1, 5, List.of(), root).holds()).isFalse();
    assertThat(Proofs.verifyInclusion(root, 0, -1, List.of(), root).holds()).isFalse();
    assertThat(Proofs.verifyConsistency(6, root, 5, root, List.of()).holds()).isFalse();
    assertThat(Proofs.verifyConsistency(-1, root, 5, root, List.of()).holds()).isFalse();
    assertThatThrownBy(() -> Proofs.inclusion(reader, 5, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Proofs.consistency(reader, 6, 5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Hash> longer(List<Hash> proof) {
    var longer = new ArrayList<>(proof);
    longer.add(MerkleTree.EMPTY_ROOT);
    return longer;
  }
}

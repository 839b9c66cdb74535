package dev.sallyport.trust.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.HashReader;
import dev.sallyport.trust.log.MerkleTree;
import dev.sallyport.trust.log.NodeId;
import dev.sallyport.trust.log.Proofs;
import dev.sallyport.trust.log.SignedNote;
import dev.sallyport.trust.log.TreeEdge;
import dev.sallyport.trust.log.WitnessPolicy;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.stream.IntStream;

/// A log in memory.
final class SampleTree implements HashReader {
  static final String ORIGIN = "log.example/sally";

  final Ed25519Signer signer;
  private final String what;

  SampleTree(Ed25519Signer signer, String what) {
    this.signer = signer;
    this.what = what;
  }

  static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  WitnessPolicy policy() {
    return WitnessPolicy.of(signer.key());
  }

  Hash leaf(long i) {
    return MerkleTree.leafHash("%s %d".formatted(what, i).getBytes(UTF_8));
  }

  SignedNote note(int size) {
    var leaves = IntStream.range(0, size).mapToObj(this::leaf).toList();
    var root = TreeEdge.EMPTY.appendAll(leaves).root();
    return SignedNote.sign(new Checkpoint(ORIGIN, size, root).text(), signer);
  }

  byte[] request(int from, int to) {
    return new AddCheckpoint(from, Proofs.consistency(this, from, to), note(to)).bytes();
  }

  @Override
  public List<Hash> readAll(List<NodeId> nodes) {
    return nodes.stream().map(node -> node(node.level(), node.index())).toList();
  }

  private Hash node(int level, long index) {
    return level == 0
        ? leaf(index)
        : MerkleTree.nodeHash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
  }
}

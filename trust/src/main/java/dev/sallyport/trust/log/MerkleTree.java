package dev.sallyport.trust.log;

import java.util.List;

/// The Merkle tree of RFC 9162 section 2.1.1 (the same as RFC 6962 section 2.1), over SHA-256.
public final class MerkleTree {

  /// `MTH({})`, the hash of nothing.
  public static final Hash EMPTY_ROOT = Hash.owning(TreeHasher.sha256().digest());

  private MerkleTree() {}

  /// `SHA-256(0x00 || entry)`.
  public static Hash leafHash(byte[] entry) {
    return new TreeHasher().leaf(entry);
  }

  /// `SHA-256(0x01 || left || right)`.
  public static Hash nodeHash(Hash left, Hash right) {
    return new TreeHasher().node(left, right);
  }

  /// The root over leaf hashes.
  public static Hash root(List<Hash> leaves) {
    return TreeEdge.EMPTY.appendAll(leaves).root();
  }
}

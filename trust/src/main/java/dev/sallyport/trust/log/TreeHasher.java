package dev.sallyport.trust.log;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Hashes of RFC 9162 section 2.1.1 in bulk: `SHA-256(0x00 || entry)` for a leaf and `SHA-256(0x01
/// || left || right)` for a node. The prefixes keep an entry from passing as a node. One thread
/// uses one hasher; [MerkleTree] is the same for a single value.
public final class TreeHasher {

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private final MessageDigest digest;

  public TreeHasher() {
    digest = sha256();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  public Hash leaf(byte[] entry) {
    digest.update(LEAF);
    return Hash.owning(digest.digest(entry));
  }

  public Hash node(Hash left, Hash right) {
    digest.update(NODE);
    left.updateInto(digest);
    right.updateInto(digest);
    return Hash.owning(digest.digest());
  }

  /// The leaf hash of a part of `bytes`, written to `target`.
  void leaf(byte[] bytes, int offset, int length, byte[] target, int at) {
    digest.update(LEAF);
    digest.update(bytes, offset, length);
    finish(target, at);
  }

  /// The node over the two hashes that lie side by side in `bytes`, written to `target`, which may
  /// be the same array.
  void node(byte[] bytes, int offset, byte[] target, int at) {
    digest.update(NODE);
    digest.update(bytes, offset, 2 * Hash.SIZE);
    finish(target, at);
  }

  private void finish(byte[] target, int at) {
    try {
      digest.digest(target, at, Hash.SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash at " + at, e);
    }
  }

  /// The root over a power of two of hashes in `row`, which is overwritten.
  Hash rootInPlace(byte[] row, int count) {
    for (int width = count; width > 1; width /= 2) {
      for (int i = 0; i < width / 2; i++) {
        node(row, 2 * i * Hash.SIZE, row, i * Hash.SIZE);
      }
    }
    return Hash.at(row, 0);
  }
}

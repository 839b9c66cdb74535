package dev.sallyport.trust.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The compact right edge of a tree: its size and the roots of the complete subtrees that it
/// consists of, largest first, one for each bit that is set in the size. It is all that appending
/// and the root need. Immutable.
///
/// @param size number of leaves
/// @param subtrees roots of complete subtrees, left to right
public record TreeEdge(long size, List<Hash> subtrees) {

  public static final TreeEdge EMPTY = new TreeEdge(0, List.of());

  public TreeEdge {
    if (size < 0 || Long.bitCount(size) != subtrees.size()) {
      throw new MalformedLog(
          "a tree of size %d does not have an edge of %d hashes".formatted(size, subtrees.size()));
    }
    subtrees = List.copyOf(subtrees);
  }

  /// The form that is stored: the size as eight bytes, big-endian, then the hashes.
  public static TreeEdge parse(byte[] bytes) {
    if (bytes.length < Long.BYTES || (bytes.length - Long.BYTES) % Hash.SIZE != 0) {
      throw new MalformedLog("an edge has 8 + 32 n bytes, not " + bytes.length);
    }
    long size = ByteBuffer.wrap(bytes).getLong();
    var subtrees = new ArrayList<Hash>();
    for (int at = Long.BYTES; at < bytes.length; at += Hash.SIZE) {
      subtrees.add(Hash.at(bytes, at));
    }
    return new TreeEdge(size, subtrees);
  }

  public byte[] bytes() {
    var bytes = ByteBuffer.allocate(Long.BYTES + subtrees.size() * Hash.SIZE).putLong(size);
    for (Hash hash : subtrees) {
      bytes.put(hash.bytes());
    }
    return bytes.array();
  }

  public TreeEdge append(Hash leaf) {
    return appendAll(List.of(leaf));
  }

  public TreeEdge appendAll(List<Hash> leaves) {
    var hasher = new TreeHasher();
    var edge = new ArrayList<>(subtrees);
    long count = size;
    for (Hash leaf : leaves) {
      Hash hash = leaf;
      // Each bit set at the low end is a complete subtree of the size of the one that grows.
      for (long rest = count; (rest & 1) == 1; rest >>>= 1) {
        hash = hasher.node(edge.removeLast(), hash);
      }
      edge.add(hash);
      count = Math.incrementExact(count);
    }
    return new TreeEdge(count, edge);
  }

  public Hash root() {
    return foldRight(subtrees, new TreeHasher());
  }

  /// The root of a tree given as the roots of its complete subtrees, left to right.
  static Hash foldRight(List<Hash> subtrees, TreeHasher hasher) {
    if (subtrees.isEmpty()) {
      return MerkleTree.EMPTY_ROOT;
    }
    Hash hash = subtrees.getLast();
    for (int i = subtrees.size() - 2; i >= 0; i--) {
      hash = hasher.node(subtrees.get(i), hash);
    }
    return hash;
  }
}

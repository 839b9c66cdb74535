package dev.sallyport.trust.log;

import java.util.ArrayList;
import java.util.List;

/// The unfinished tile of each level, which together are a tree that grows at its right end. A tile
/// that becomes full is handed out and its root goes into the level above.
final class TileLevels {

  /// Receives tiles that became full; the array is overwritten afterwards.
  @FunctionalInterface
  interface Sink {
    void full(int level, long index, byte[] hashes);
  }

  /// 256^8 entries are more than a long can count.
  static final int LEVELS = 8;

  private final byte[][] hashes = new byte[LEVELS][Tile.FULL_BYTES];
  private final int[] counts = new int[LEVELS];
  private final long[] finished = new long[LEVELS];
  private final TreeHasher hasher = new TreeHasher();

  /// Sets what is unfinished at a level, of a tree that `total` nodes of that level are in.
  void load(int level, long total, byte[] from) {
    counts[level] = (int) (total % TilePath.FULL);
    finished[level] = total / TilePath.FULL;
    System.arraycopy(from, 0, hashes[level], 0, counts[level] * Hash.SIZE);
  }

  void push(int level, byte[] from, int offset, Sink sink) {
    System.arraycopy(from, offset, hashes[level], counts[level] * Hash.SIZE, Hash.SIZE);
    if (++counts[level] < TilePath.FULL) {
      return;
    }
    sink.full(level, finished[level], hashes[level]);
    counts[level] = 0;
    finished[level]++;
    Hash root = hasher.rootInPlace(hashes[level], TilePath.FULL);
    push(level + 1, root.bytes(), 0, sink);
  }

  int count(int level) {
    return counts[level];
  }

  /// Index of the unfinished tile.
  long index(int level) {
    return finished[level];
  }

  /// The hashes of the unfinished tile, side by side.
  byte[] pending(int level) {
    byte[] copy = new byte[counts[level] * Hash.SIZE];
    System.arraycopy(hashes[level], 0, copy, 0, copy.length);
    return copy;
  }

  /// The number of nodes that the level has in all.
  long total(int level) {
    return finished[level] * TilePath.FULL + counts[level];
  }

  TreeEdge edge() {
    return new TreeEdge(total(0), subtrees(pending(0)));
  }

  /// The root of the tree with these hashes, at most 256, as the unfinished tile of level 0.
  Hash root(byte[] leaves) {
    return TreeEdge.foldRight(subtrees(leaves), hasher);
  }

  /// The roots of complete subtrees, left to right. With 256 leaves the last two may be of the same
  /// size; folded from the right they still give the root.
  private List<Hash> subtrees(byte[] leaves) {
    var subtrees = new ArrayList<Hash>();
    for (int level = LEVELS - 1; level > 0; level--) {
      addSubtrees(hashes[level], counts[level], subtrees);
    }
    addSubtrees(leaves, leaves.length / Hash.SIZE, subtrees);
    return subtrees;
  }

  private void addSubtrees(byte[] row, int count, List<Hash> subtrees) {
    int at = 0;
    for (int width = Integer.highestOneBit(count); width > 0; width >>= 1) {
      if ((count & width) != 0) {
        byte[] part = new byte[width * Hash.SIZE];
        System.arraycopy(row, at * Hash.SIZE, part, 0, part.length);
        subtrees.add(hasher.rootInPlace(part, width));
        at += width;
      }
    }
  }
}

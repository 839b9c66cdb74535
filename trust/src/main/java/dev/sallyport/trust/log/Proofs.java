package dev.sallyport.trust.log;

import java.util.ArrayList;
import java.util.List;

/// Inclusion and consistency proofs: made as RFC 9162 sections 2.1.3.1 and 2.1.4.1 define them,
/// verified as sections 2.1.3.2 and 2.1.4.2 do it.
public final class Proofs {

  /// No proof is longer: a path has at most one hash for each bit of a size.
  public static final int MAX_LENGTH = 64;

  private Proofs() {}

  /// The result of a verification. It cannot be mistaken for success: whoever gets one must look.
  public sealed interface Verdict {
    record Proven() implements Verdict {}

    /// @param reason for people
    record Refuted(String reason) implements Verdict {}

    default boolean holds() {
      return this instanceof Proven;
    }
  }

  /// The root of the tree of `size` leaves.
  public static Hash root(HashReader reader, long size) {
    checkSize(size);
    return size == 0
        ? MerkleTree.EMPTY_ROOT
        : hashes(reader, List.of(new Range(0, size))).getFirst();
  }

  /// The edge of the tree of `size` leaves.
  public static TreeEdge edge(HashReader reader, long size) {
    checkSize(size);
    return new TreeEdge(size, reader.readAll(new Range(0, size).nodes()));
  }

  /// The path from the sibling of leaf `index` up to the root's child.
  public static List<Hash> inclusion(HashReader reader, long index, long size) {
    checkSize(size);
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no entry %d in a tree of %d".formatted(index, size));
    }
    return hashes(reader, path(index, size));
  }

  /// The proof that the tree of `from` leaves is the beginning of the tree of `to` leaves. Empty
  /// for `from` 0 or equal sizes, where there is nothing to prove beyond the roots themselves.
  public static List<Hash> consistency(HashReader reader, long from, long to) {
    checkSize(to);
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("no tree of %d in a tree of %d".formatted(from, to));
    }
    return from == 0 || from == to ? List.of() : hashes(reader, subproof(from, to));
  }

  /// RFC 9162 section 2.1.3.2.
  public static Verdict verifyInclusion(
      Hash leaf, long index, long size, List<Hash> path, Hash root) {
    if (size < 0 || index < 0 || index >= size) {
      return refuted("no entry %d in a tree of %d".formatted(index, size));
    }
    var hasher = new TreeHasher();
    long node = index;
    long last = size - 1;
    Hash hash = leaf;
    for (Hash sibling : path) {
      if (last == 0) {
        return refuted("the path is too long");
      }
      if ((node & 1) == 1 || node == last) {
        hash = hasher.node(sibling, hash);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = hasher.node(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      return refuted("the path is too short");
    }
    return hash.equals(root)
        ? new Verdict.Proven()
        : refuted("entry %d is not in the tree of size %d with this root".formatted(index, size));
  }

  /// RFC 9162 section 2.1.4.2, and what it leaves to the caller: an empty tree is the beginning of
  /// every tree, equal sizes need equal roots, and in both cases the proof is empty.
  public static Verdict verifyConsistency(
      long from, Hash fromRoot, long to, Hash toRoot, List<Hash> proof) {
    if (from < 0 || from > to) {
      return refuted("no tree of %d in a tree of %d".formatted(from, to));
    }
    if (from == 0 || from == to) {
      return trivial(from, fromRoot, to, toRoot, proof);
    }
    if (proof.isEmpty()) {
      return refuted("the proof is empty");
    }
    // A tree of a power of two is itself a node of the larger one: its root is left out.
    boolean whole = Long.bitCount(from) == 1;
    Hash start = whole ? fromRoot : proof.getFirst();
    return climb(new Climb(from, to, start), whole ? proof : proof.subList(1, proof.size()))
        .compare(fromRoot, toRoot);
  }

  private static Verdict trivial(long from, Hash fromRoot, long to, Hash toRoot, List<Hash> proof) {
    if (!proof.isEmpty()) {
      return refuted("the proof should be empty");
    }
    if (from == 0 && !fromRoot.equals(MerkleTree.EMPTY_ROOT)
        || to == 0 && !toRoot.equals(MerkleTree.EMPTY_ROOT)) {
      return refuted("the root of an empty tree is the hash of nothing");
    }
    return from == 0 || fromRoot.equals(toRoot)
        ? new Verdict.Proven()
        : refuted("two roots of the same size %d differ".formatted(to));
  }

  private static Climb climb(Climb climb, List<Hash> proof) {
    for (Hash hash : proof) {
      climb.step(hash);
    }
    return climb;
  }

  private static Verdict refuted(String reason) {
    return new Verdict.Refuted(reason);
  }

  private static void checkSize(long size) {
    if (size < 0) {
      throw new IllegalArgumentException("no tree has size " + size);
    }
  }

  /// Both roots computed side by side from one proof.
  private static final class Climb {
    private final TreeHasher hasher = new TreeHasher();
    private long node;
    private long last;
    private Hash fromHash;
    private Hash toHash;
    private boolean tooLong;

    Climb(long from, long to, Hash start) {
      node = from - 1;
      last = to - 1;
      while ((node & 1) == 1) {
        node >>>= 1;
        last >>>= 1;
      }
      fromHash = start;
      toHash = start;
    }

    void step(Hash sibling) {
      if (last == 0) {
        tooLong = true;
        return;
      }
      if ((node & 1) == 1 || node == last) {
        fromHash = hasher.node(sibling, fromHash);
        toHash = hasher.node(sibling, toHash);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        toHash = hasher.node(toHash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }

    Verdict compare(Hash fromRoot, Hash toRoot) {
      if (tooLong) {
        return refuted("the proof is too long");
      }
      if (last != 0) {
        return refuted("the proof is too short");
      }
      if (!fromHash.equals(fromRoot)) {
        return refuted("the proof does not lead to the older root");
      }
      return toHash.equals(toRoot)
          ? new Verdict.Proven()
          : refuted("the proof does not lead to the newer root");
    }
  }

  /// Leaves `[start, end)`, whose hash is a node of the tree or, at its right end, folded.
  private record Range(long start, long end) {

    /// The complete subtrees it consists of, largest first.
    List<NodeId> nodes() {
      var nodes = new ArrayList<NodeId>();
      for (long at = start; at < end; ) {
        // As large as what is left allows; start is aligned to what comes before.
        int level = 63 - Long.numberOfLeadingZeros(end - at);
        nodes.add(new NodeId(level, at >>> level));
        at += 1L << level;
      }
      return nodes;
    }
  }

  /// `PATH(m, D_n)`, lowest first.
  private static List<Range> path(long index, long size) {
    var ranges = new ArrayList<Range>();
    long start = 0;
    long end = size;
    while (end - start > 1) {
      long split = start + split(end - start);
      if (index < split) {
        ranges.add(new Range(split, end));
        end = split;
      } else {
        ranges.add(new Range(start, split));
        start = split;
      }
    }
    return ranges.reversed();
  }

  /// `SUBPROOF(m, D_n, true)`, lowest first.
  private static List<Range> subproof(long from, long to) {
    var ranges = new ArrayList<Range>();
    long start = 0;
    long end = to;
    while (end != from) {
      long split = start + split(end - start);
      if (from <= split) {
        ranges.add(new Range(split, end));
        end = split;
      } else {
        ranges.add(new Range(start, split));
        start = split;
      }
    }
    if (start != 0) {
      ranges.add(new Range(start, end));
    }
    return ranges.reversed();
  }

  /// The largest power of two below a number above 1.
  private static long split(long count) {
    return Long.highestOneBit(count - 1);
  }

  /// One hash for each range, all nodes read at once.
  private static List<Hash> hashes(HashReader reader, List<Range> ranges) {
    var nodes = ranges.stream().flatMap(range -> range.nodes().stream()).toList();
    var read = reader.readAll(nodes);
    var hasher = new TreeHasher();
    var hashes = new ArrayList<Hash>();
    int at = 0;
    for (Range range : ranges) {
      int count = range.nodes().size();
      hashes.add(TreeEdge.foldRight(read.subList(at, at + count), hasher));
      at += count;
    }
    return List.copyOf(hashes);
  }
}

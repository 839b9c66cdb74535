package dev.sallyport.control.audit;

import dev.sallyport.base.json.MalformedJson;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.DirectorySource;
import dev.sallyport.trust.log.EntryBundle;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.MerkleTree;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.Tile;
import dev.sallyport.trust.log.TilePath;
import dev.sallyport.trust.log.TreeEdge;
import dev.sallyport.trust.log.WitnessPolicy;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Takes the rows of the log in order and compares each with the hash beside it and with the entry
/// in the published files, and the tree that grows from them with everything that was signed.
final class EntryCheck {

  private static final int CHUNK = 4096;

  private final DirectorySource source;
  private final long published;
  private final Consumer<String> found;
  private final SortedMap<Long, Hash> signed = new TreeMap<>();
  private final List<Hash> hashes = new ArrayList<>();
  private TreeEdge edge = TreeEdge.EMPTY;
  private long next;
  private long entries;
  private int wrongRoots;
  private boolean whole = true;
  private @Nullable EntryBundle bundle;
  private @Nullable Tile tile;
  private long bundleIndex = -1;

  /// @param checkpoints rows of `log_checkpoint`
  EntryCheck(
      DirectorySource source,
      Optional<Checkpoint> published,
      NoteKey key,
      List<Rows.Signed> checkpoints,
      Consumer<String> found) {
    this.source = source;
    this.published = published.map(Checkpoint::size).orElse(0L);
    this.found = found;
    checkpoints.forEach(row -> checkSignature(row, key));
    published.ifPresent(this::checkRecorded);
  }

  /// What is published was recorded before.
  private void checkRecorded(Checkpoint checkpoint) {
    Hash recorded = signed.put(checkpoint.size(), checkpoint.root());
    if (recorded == null && checkpoint.size() > 0) {
      found.accept(
          "checkpoint of size %d: it is published, but not in the database"
              .formatted(checkpoint.size()));
    }
  }

  long entries() {
    return entries;
  }

  void accept(Rows.Entry entry) {
    if (entry.index() > next) {
      found.accept(
          entry.index() == next + 1
              ? "entry %d: not in the database".formatted(next)
              : "entries %d to %d: not in the database".formatted(next, entry.index() - 1));
      whole = false;
    }
    next = entry.index() + 1;
    entries++;
    checkRow(entry);
    if (whole) {
      // The hash of what is there, whatever the column beside it says.
      hashes.add(MerkleTree.leafHash(entry.leaf()));
      Hash root = signed.get(next);
      if (root != null) {
        checkRoot(root);
      } else if (hashes.size() == CHUNK) {
        edge();
      }
    }
  }

  /// @param head as far as it can be read
  void end(Optional<TreeEdge> head) {
    if (wrongRoots > 1) {
      found.accept(
          "checkpoints of %d larger sizes: the rows do not lead to their roots either"
              .formatted(wrongRoots - 1));
    }
    if (next < published) {
      found.accept(
          "head: the database ends at entry %d, but %d entries were published"
              .formatted(next, published));
    }
    head.ifPresent(this::checkHead);
    signed.tailMap(next + 1).keySet().stream()
        .filter(size -> size != published)
        .forEach(
            size ->
                found.accept(
                    "head: a checkpoint of size %d was signed, it is gone".formatted(size)));
  }

  private void checkHead(TreeEdge head) {
    if (head.size() != next) {
      found.accept(
          "head: it says %d entries, the last row is entry %d".formatted(head.size(), next - 1));
    } else if (whole && !edge().equals(head)) {
      found.accept(
          "head: the entries lead to root %s, it says %s".formatted(edge.root(), head.root()));
    }
  }

  private void checkRow(Rows.Entry entry) {
    Hash hash = MerkleTree.leafHash(entry.leaf());
    boolean sameHash = hash.equals(entry.hash());
    if (!isPublishedAs(hash, entry)) {
      found.accept(
          "entry %d: the row in the database is not what was published".formatted(entry.index()));
    } else if (!sameHash) {
      found.accept(
          "entry %d: leaf and hash in the database do not belong together"
              .formatted(entry.index()));
    } else if (!hasItsTenant(entry)) {
      found.accept(
          "entry %d: the tenant beside it is not the one that it names".formatted(entry.index()));
    }
  }

  private static boolean hasItsTenant(Rows.Entry entry) {
    try {
      return Leaf.read(entry.leaf()).tenant() == entry.tenant();
    } catch (MalformedJson _) {
      return true; // it names none
    }
  }

  /// Whether the files say the same. There it stands twice, as an entry and as a hash; where these
  /// two differ, the check of the files has said which one is wrong.
  private boolean isPublishedAs(Hash hash, Rows.Entry entry) {
    if (entry.index() >= published) {
      return true;
    }
    long at = entry.index() / TilePath.FULL;
    if (at != bundleIndex) {
      bundleIndex = at;
      int width = (int) Math.min(TilePath.FULL, published - at * TilePath.FULL);
      bundle =
          read(
              new TilePath(TilePath.ENTRIES, at, width), EntryBundle.MAX_BYTES, EntryBundle::parse);
      tile = read(new TilePath(0, at, width), Tile.FULL_BYTES, Tile::parse);
    }
    int place = (int) (entry.index() % TilePath.FULL);
    boolean unreadable = bundle == null && tile == null;
    return unreadable
        || bundle != null && MessageDigest.isEqual(bundle.entry(place), entry.leaf())
        || tile != null && tile.node(0, place).equals(hash);
  }

  private <T> @Nullable T read(TilePath path, int limit, BiFunction<TilePath, byte[], T> parser) {
    try {
      return source.read(path.path(), limit).map(bytes -> parser.apply(path, bytes)).orElse(null);
    } catch (MalformedLog _) {
      return null;
    }
  }

  private void checkRoot(Hash root) {
    if (edge().root().equals(root)) {
      return;
    }
    // One edited row makes all that was signed after it wrong: the first says it.
    if (wrongRoots++ == 0) {
      found.accept(
          "checkpoint of size %d: it signs root %s, the rows lead to %s"
              .formatted(edge.size(), root, edge.root()));
    }
  }

  private TreeEdge edge() {
    edge = edge.appendAll(hashes);
    hashes.clear();
    return edge;
  }

  private void checkSignature(Rows.Signed row, NoteKey key) {
    signed.put(row.size(), row.root());
    boolean ours =
        WitnessPolicy.of(key).check(row.note()) instanceof WitnessPolicy.Outcome.Accepted(var by)
            && by.checkpoint().size() == row.size()
            && by.checkpoint().root().equals(row.root());
    if (!ours) {
      found.accept(
          "checkpoint of size %d: the row in the database is not what was signed"
              .formatted(row.size()));
    }
  }
}

package dev.sallyport.trust.log;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Writes a log as files in the layout of C2SP tlog-tiles. One writer at a time; readers need no
/// lock. Two calls make entries public:
///
/// 1. [#append(List)], in this order: for each bundle and tile a temporary file in the root folder
///    is written, synced and renamed to its place; then every folder that got a new name is synced,
///    down from the root for folders that are new. When it returns, all files of the new size
///    survive a loss of power, and nothing refers to them yet.
/// 2. [#publish(SignedNote)], in this order: the checkpoint is written to a temporary file, synced
///    and renamed over `checkpoint`; the root folder is synced. When it returns, the entries are
///    acknowledged. Only then are partial tiles removed whose full tiles it covers.
///
/// A crash between any two steps leaves the old or the new checkpoint, each with all its files, and
/// perhaps files beyond it. Those are never replaced: the same entries must come again at the same
/// indices, else [LogConflict]. So whoever appends takes the entries from where their order is
/// already decided (a database, another log).
///
/// After a failed write the object refuses everything: what the system lost of unsynced data is
/// known only after reopening.
public final class LogFiles {

  static final String CHECKPOINT = "checkpoint";
  static final String TEMPORARY = ".tmp-";

  private final FileLayer layer;
  private final WitnessPolicy policy;
  private final TileLevels levels = new TileLevels();
  private final TreeHasher hasher = new TreeHasher();
  private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();

  /// Folders that this object made or found, so that their own names are synced already or will be.
  private final Set<String> known = new HashSet<>(Set.of(""));

  /// Folders with new names in them. Sorted: a folder comes before those inside it.
  private final Set<String> unsynced = new TreeSet<>();

  private @Nullable VerifiedCheckpoint published;
  private long temporary;
  private boolean broken;

  private LogFiles(FileLayer layer, WitnessPolicy policy) {
    this.layer = layer;
    this.policy = policy;
  }

  /// Opens the log at its checkpoint, or an empty one. Reads a file for each level, whatever the
  /// size, and refuses what does not lead to the signed root.
  ///
  /// @param policy what a checkpoint must satisfy, now and when it is published
  public static LogFiles open(FileLayer layer, WitnessPolicy policy) {
    var files = new LogFiles(layer, policy);
    for (String name : layer.list("")) {
      if (name.startsWith(TEMPORARY)) {
        layer.delete(name);
      }
    }
    layer.read(CHECKPOINT, SignedNote.MAX_BYTES).ifPresent(files::load);
    return files;
  }

  /// Size and edge of what was appended, published or not.
  public TreeEdge edge() {
    return levels.edge();
  }

  /// What the file `checkpoint` holds.
  public Optional<VerifiedCheckpoint> published() {
    return Optional.ofNullable(published);
  }

  /// For proofs of published sizes.
  public LogSource source() {
    return layer;
  }

  /// Writes the next entries and makes them durable, but not public.
  ///
  /// @param entries each of at most 65,535 bytes
  /// @return the edge whose root is to be signed
  public TreeEdge append(List<byte[]> entries) {
    for (byte[] entry : entries) {
      if (entry.length > EntryBundle.MAX_ENTRY) {
        throw new IllegalArgumentException("an entry of %d bytes".formatted(entry.length));
      }
    }
    begin();
    for (byte[] entry : entries) {
      EntryBundle.write(entry, bundle);
      levels.push(0, hasher.leaf(entry).bytes(), 0, this::full);
    }
    if (!entries.isEmpty()) {
      putPartials();
      syncFolders();
    }
    broken = false;
    return edge();
  }

  /// Makes a checkpoint public: one of the size that was appended last, or again of the published
  /// size with other signatures.
  public void publish(SignedNote note) {
    var checkpoint =
        switch (policy.check(note)) {
          case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint accepted) -> accepted;
          case WitnessPolicy.Outcome.Refused(String reason) -> throw new LogConflict(reason);
        };
    checkSuccessor(checkpoint.checkpoint());
    begin();
    replace(CHECKPOINT, note.bytes());
    layer.syncFolder("");
    long before = published == null ? 0 : published.checkpoint().size();
    published = checkpoint;
    removePartials(before, checkpoint.checkpoint().size());
    broken = false;
  }

  private void begin() {
    if (broken) {
      throw new IllegalStateException("a write failed before: open the log again");
    }
    broken = true;
  }

  private void checkSuccessor(Checkpoint next) {
    var before = published().map(VerifiedCheckpoint::checkpoint);
    if (before.isPresent()) {
      Checkpoint old = before.get();
      if (!next.origin().equals(old.origin()) || next.size() < old.size()) {
        throw new LogConflict(
            "%s of size %d cannot follow %s of size %d"
                .formatted(next.origin(), next.size(), old.origin(), old.size()));
      }
      if (next.size() == old.size() && next.root().equals(old.root())) {
        return;
      }
    }
    TreeEdge edge = edge();
    if (next.size() != edge.size() || !next.root().equals(edge.root())) {
      throw new LogConflict(
          "the files are of size %d with root %s, the checkpoint of size %d with root %s"
              .formatted(edge.size(), edge.root(), next.size(), next.root()));
    }
  }

  private void full(int level, long index, byte[] hashes) {
    if (level == 0) {
      put(TilePath.full(TilePath.ENTRIES, index), bundle.toByteArray());
      bundle.reset();
    }
    put(TilePath.full(level, index), hashes.clone());
  }

  private void putPartials() {
    if (levels.count(0) > 0) {
      put(new TilePath(TilePath.ENTRIES, levels.index(0), levels.count(0)), bundle.toByteArray());
    }
    for (int level = 0; level < TileLevels.LEVELS; level++) {
      if (levels.count(level) > 0) {
        put(new TilePath(level, levels.index(level), levels.count(level)), levels.pending(level));
      }
    }
  }

  private void put(TilePath tile, byte[] bytes) {
    String path = tile.path();
    Optional<byte[]> present = layer.read(path, EntryBundle.MAX_BYTES);
    if (present.isEmpty()) {
      makeFolders(path);
      replace(path, bytes);
    } else {
      int difference = Arrays.mismatch(present.get(), bytes);
      if (difference >= 0) {
        throw new LogConflict(
            "%s: byte %d is not what would be written".formatted(path, difference));
      }
      // Whoever wrote it may have failed before the folders were synced.
      makeFolders(path);
    }
    unsynced.add(path.substring(0, path.lastIndexOf('/')));
  }

  private void makeFolders(String path) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      String folder = path.substring(0, slash);
      if (known.add(folder)) {
        layer.makeFolder(folder);
        int parent = folder.lastIndexOf('/');
        unsynced.add(parent < 0 ? "" : folder.substring(0, parent));
      }
    }
  }

  private void replace(String path, byte[] bytes) {
    String name = TEMPORARY + temporary++;
    layer.write(name, bytes);
    layer.sync(name);
    layer.rename(name, path);
  }

  private void syncFolders() {
    unsynced.forEach(layer::syncFolder);
    unsynced.clear();
  }

  /// Removes the partial forms of tiles that are full now and were not at the size before.
  private void removePartials(long before, long now) {
    removePartials(TilePath.ENTRIES, before / TilePath.FULL, now / TilePath.FULL);
    for (int level = 0; level < TileLevels.LEVELS; level++) {
      int shift = (level + 1) * TilePath.HEIGHT;
      if (shift < Long.SIZE) {
        removePartials(level, before >>> shift, now >>> shift);
      }
    }
  }

  private void removePartials(int level, long from, long to) {
    for (long index = from; index < to; index++) {
      String folder = TilePath.full(level, index).partials();
      List<String> names = layer.list(folder);
      names.forEach(name -> layer.delete(folder + "/" + name));
      if (known.remove(folder) || !names.isEmpty()) {
        layer.delete(folder);
      }
    }
  }

  private void load(byte[] note) {
    published =
        switch (policy.check(note)) {
          case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint accepted) -> accepted;
          case WitnessPolicy.Outcome.Refused(String reason) ->
              throw new MalformedLog("checkpoint: " + reason);
        };
    Checkpoint checkpoint = published.checkpoint();
    long size = checkpoint.size();
    for (int level = 0; level < TileLevels.LEVELS; level++) {
      long total = size >>> (level * TilePath.HEIGHT);
      if (total % TilePath.FULL > 0) {
        var path = new TilePath(level, total / TilePath.FULL, (int) (total % TilePath.FULL));
        levels.load(level, total, tile(path));
      } else {
        levels.load(level, total, new byte[0]);
      }
    }
    if (size % TilePath.FULL > 0) {
      loadBundle(
          new TilePath(TilePath.ENTRIES, size / TilePath.FULL, (int) (size % TilePath.FULL)));
    }
    if (!levels.edge().root().equals(checkpoint.root())) {
      throw new MalformedLog(
          "the tiles at the right edge do not lead to the root of the checkpoint of size " + size);
    }
    // A crash may have come between the checkpoint and the removal.
    for (int level = 0; level < TileLevels.LEVELS; level++) {
      removeLastPartials(level, size >>> (level * TilePath.HEIGHT));
    }
    removeLastPartials(TilePath.ENTRIES, size);
  }

  private void removeLastPartials(int level, long total) {
    long full = total / TilePath.FULL;
    removePartials(level, Math.max(0, full - 1), full);
  }

  private byte[] tile(TilePath path) {
    return new TileReader(layer, published().orElseThrow().checkpoint().size()).tile(path).bytes();
  }

  private void loadBundle(TilePath path) {
    byte[] bytes =
        layer
            .read(path.path(), EntryBundle.MAX_BYTES)
            .orElseThrow(() -> new MalformedLog("%s: missing".formatted(path)));
    byte[] hashes = EntryBundle.parse(path, bytes).leafHashes(hasher);
    int difference = Arrays.mismatch(hashes, levels.pending(0));
    if (difference >= 0) {
      throw new MalformedLog(
          "%s: entry %d is not the one that the tile has"
              .formatted(path, path.index() * TilePath.FULL + difference / Hash.SIZE));
    }
    bundle.writeBytes(bytes);
  }
}

package dev.sallyport.trust.log;

import dev.sallyport.trust.log.LogProblem.Kind;
import dev.sallyport.trust.log.TileForms.Forms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tree as the bundles give it, compared with the tiles level by level and with the signed root
/// when the size of the checkpoint is reached. Where files disagree it decides which one is wrong,
/// and goes on with the other, so that one wrong byte does not hide a second one.
final class VerifiedTree {

  private static final String AGREES = "; its own tile agrees with the signed root";

  private final Checkpoint checkpoint;
  private final Optional<Checkpoint> last;
  private final TileForms forms;
  private final Findings findings;
  private final BundleCheck compare;
  private final TreeHasher hasher = new TreeHasher();
  private final long start;
  private TileLevels levels;
  private long position;
  private boolean atSize;
  private boolean unreadable;
  private @Nullable VerifierState state;

  VerifiedTree(
      Checkpoint checkpoint, Optional<VerifierState> from, TileForms forms, Findings findings) {
    this.checkpoint = checkpoint;
    this.last = from.flatMap(VerifierState::last);
    this.forms = forms;
    this.findings = findings;
    compare = new BundleCheck(forms, findings);
    levels = from.map(VerifierState::tiles).orElseGet(TileLevels::new);
    start = from.map(VerifierState::position).orElse(0L);
    position = start;
    checkRoots(new byte[0]);
  }

  long size() {
    return checkpoint.size();
  }

  /// The entries that were taken, from the first of the log on.
  long position() {
    return position;
  }

  long entries() {
    return position - start;
  }

  /// The number of nodes at a level that were computed.
  long total(int level) {
    return level == 0 ? position : levels.total(level);
  }

  /// Whether the run ended at entries that could not be read.
  boolean isCutShort() {
    return unreadable;
  }

  VerifierState intermediate() {
    return VerifierState.of(checkpoint.origin(), levels, last);
  }

  /// After everything was taken: where the next run goes on.
  Optional<VerifierState> state() {
    return Optional.ofNullable(state);
  }

  /// The width that the checkpoint asks for.
  int required(int level, long index) {
    long nodes = size() >>> (level * TilePath.HEIGHT);
    return Math.clamp(nodes - index * TilePath.FULL, 0, TilePath.FULL);
  }

  /// Takes the next bundle.
  ///
  /// @return whether there may be one after it
  boolean take(BundleCheck.Result result) {
    byte[] leaves = result.isDisputed() ? resolve(result) : result.leaves();
    int required = required(0, result.index());
    if (leaves == null || leaves.length < required * Hash.SIZE) {
      if (required > 0) {
        findings.add(
            Kind.ROOT,
            LogFiles.CHECKPOINT,
            -1,
            result.index() * TilePath.FULL,
            "the entries from here on cannot be read: the root cannot be computed");
        unreadable = true;
      }
      return false;
    }
    checkRoots(leaves);
    position += leaves.length / Hash.SIZE;
    if (leaves.length < Tile.FULL_BYTES) {
      return false;
    }
    levels.push(1, rootOf(leaves).bytes(), 0, this::full);
    return true;
  }

  /// Compares the unfinished tiles at the right edge.
  void finish() {
    for (int level = 1; level < TileLevels.LEVELS; level++) {
      if (levels.count(level) > 0) {
        compareLevel(level, levels.index(level), levels.pending(level));
      }
    }
    if (!atSize && !unreadable) {
      findings.add(
          Kind.ROOT,
          LogFiles.CHECKPOINT,
          -1,
          position,
          "the entries end here, the checkpoint is of size " + size());
    }
  }

  /// Checks the roots of the sizes that these leaves reach: that of the checkpoint and that of the
  /// one before.
  private void checkRoots(byte[] leaves) {
    long reached = position + leaves.length / Hash.SIZE;
    if (last.isPresent() && within(last.get().size(), reached, leaves.length == 0)) {
      Checkpoint old = last.get();
      if (!levels.root(prefix(leaves, old.size())).equals(old.root())) {
        findings.add(
            Kind.HISTORY,
            LogFiles.CHECKPOINT,
            "the first %d entries are not those that were verified before".formatted(old.size()));
      }
    }
    if (within(size(), reached, leaves.length == 0)) {
      checkRoot(prefix(leaves, size()));
      state = VerifierState.of(checkpoint.origin(), levels, Optional.of(checkpoint));
      atSize = true;
    }
  }

  private boolean within(long size, long reached, boolean atStart) {
    return atStart ? size == position : size > position && size <= reached;
  }

  private byte[] prefix(byte[] leaves, long size) {
    return Arrays.copyOf(leaves, (int) (size - position) * Hash.SIZE);
  }

  private void checkRoot(byte[] leaves) {
    if (!levels.root(leaves).equals(checkpoint.root()) && !repair(leaves)) {
      findings.add(
          Kind.ROOT,
          LogFiles.CHECKPOINT,
          "the first %d entries have the root %s, not the signed one"
              .formatted(size(), levels.root(leaves).base64()));
    }
  }

  /// The entries do not lead to the root. If some unfinished tiles of upper levels do, they are the
  /// log, and what lies below them is wrong.
  private boolean repair(byte[] leaves) {
    var differing = new ArrayList<Forms>();
    for (int level = 1; level < TileLevels.LEVELS; level++) {
      byte[] computed = levels.pending(level);
      if (computed.length > 0) {
        widest(level, levels.index(level))
            .filter(found -> found.bytes().length >= computed.length)
            .filter(found -> BundleCheck.difference(found.bytes(), computed) >= 0)
            .ifPresent(differing::add);
      }
    }
    TileLevels computed = levels;
    for (int choice = 1; choice < 1 << differing.size(); choice++) {
      levels = VerifierState.of(checkpoint.origin(), computed, Optional.empty()).tiles();
      var chosen = new ArrayList<Forms>();
      for (int i = 0; i < differing.size(); i++) {
        if ((choice & 1 << i) != 0) {
          Forms found = differing.get(i);
          levels.load(found.path().level(), computed.total(found.path().level()), found.bytes());
          chosen.add(found);
        }
      }
      if (levels.root(leaves).equals(checkpoint.root())) {
        chosen.forEach(found -> blameBelow(found, computed.pending(found.path().level())));
        return true;
      }
    }
    levels = computed;
    return false;
  }

  private void full(int level, long index, byte[] hashes) {
    compareLevel(level, index, hashes);
  }

  /// Compares a tile above level 0 in all its forms.
  ///
  /// @param hashes as computed; replaced where the tiles above say that the file is right
  private void compareLevel(int level, long index, byte[] hashes) {
    Optional<Forms> found = forms.find(level, index, required(level, index));
    if (found.isEmpty()) {
      return;
    }
    byte[] file = compare.hashes(found.get());
    if (file != null) {
      if (BundleCheck.difference(file, hashes) >= 0 && confirmed(level, index, file, hashes)) {
        blameBelow(found.get(), hashes);
        System.arraycopy(file, 0, hashes, 0, hashes.length);
      }
      compare.compareTile(found.get().path(), file, hashes, "");
    }
    for (TilePath path : found.get().others()) {
      forms.read(path).ifPresent(bytes -> compare.compareTile(path, bytes, hashes, ""));
    }
  }

  /// Whether the level above has the root of the full tile `file` and not the one of `computed`.
  private boolean confirmed(int level, long index, byte[] file, byte[] computed) {
    if (file.length < Tile.FULL_BYTES || computed.length < Tile.FULL_BYTES) {
      return false;
    }
    Optional<Hash> above = above(level, index);
    return above.isPresent()
        && above.get().equals(rootOf(file))
        && !above.get().equals(rootOf(computed));
  }

  private void blameBelow(Forms right, byte[] computed) {
    TilePath path = right.path();
    for (int i : BundleCheck.differing(right.bytes(), computed)) {
      long child = path.index() * TilePath.FULL + i;
      findings.add(
          Kind.WRONG,
          TilePath.full(path.level() - 1, child).path(),
          "this tile and what lies below it do not have hash %d of %s, which the signed root confirms"
              .formatted(i, path));
    }
  }

  /// Bundle and tile disagree: the signed root or the tile above says which one is wrong.
  private byte[] resolve(BundleCheck.Result result) {
    byte[] hashed = result.hashed();
    byte[] tile = result.tile();
    Forms bundleForms = result.bundleForms();
    Forms tileForms = result.tileForms();
    EntryBundle bundle = result.bundle();
    if (hashed == null
        || tile == null
        || bundleForms == null
        || tileForms == null
        || bundle == null) {
      throw new IllegalStateException("nothing is disputed");
    }
    byte[] merged = hashed.clone();
    System.arraycopy(tile, 0, merged, 0, Math.min(tile.length, merged.length));
    boolean tileHolds = holds(merged, result.index());
    boolean bundleHolds = holds(hashed, result.index());
    byte[] truth = tileHolds && !bundleHolds ? merged : hashed;
    if (tileHolds == bundleHolds) {
      String both =
          ", and nothing says whether %s or %s is wrong"
              .formatted(bundleForms.path(), tileForms.path());
      compare.nameEntries(bundleForms.path(), bundle, merged, both);
      compare.compareTile(tileForms.path(), tile, hashed, both);
    } else if (tileHolds) {
      compare.nameEntries(bundleForms.path(), bundle, merged, AGREES);
    } else {
      compare.compareTile(tileForms.path(), tile, hashed, "");
    }
    compare.compareOthers(result, truth);
    return truth;
  }

  /// Whether the signed root, or else the tile above, confirms these leaves.
  private boolean holds(byte[] leaves, long index) {
    long reached = position + leaves.length / Hash.SIZE;
    if (within(size(), reached, false)
        && levels.root(prefix(leaves, size())).equals(checkpoint.root())) {
      return true;
    }
    return leaves.length == Tile.FULL_BYTES
        && above(0, index).filter(rootOf(leaves)::equals).isPresent();
  }

  /// What the tile above says the root of a full tile is.
  private Optional<Hash> above(int level, long index) {
    int slot = (int) (index % TilePath.FULL);
    return widest(level + 1, index / TilePath.FULL)
        .filter(found -> found.bytes().length >= (slot + 1) * Hash.SIZE)
        .map(found -> Hash.at(found.bytes(), slot * Hash.SIZE));
  }

  private Optional<Forms> widest(int level, long index) {
    // Looked at for a decision only: what is wrong with this file is said when its turn comes.
    return level < TileLevels.LEVELS
        ? new TileForms(forms.source(), new Findings()).find(level, index, required(level, index))
        : Optional.empty();
  }

  private Hash rootOf(byte[] fullTile) {
    return hasher.rootInPlace(fullTile.clone(), TilePath.FULL);
  }
}

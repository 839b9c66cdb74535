package dev.sallyport.trust.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;

/// Keeps a verified copy of a log that somebody else serves, on another machine than his. Nothing
/// is written before it is shown to belong to the tree that the log signed, and the copy's
/// checkpoint moves forward only. Killed at any moment, it goes on where it was: files beyond the
/// checkpoint are used again after they have been verified again.
public final class LogMirror {

  /// Bundles that are fetched, verified and made durable at a time; bounds the memory.
  private static final int CHUNK = 16;

  /// What an update found.
  public sealed interface Outcome {
    /// The copy has grown.
    ///
    /// @param added number of entries
    record Copied(VerifiedCheckpoint head, long added) implements Outcome {}

    /// Nothing to copy.
    ///
    /// @param renewed whether the same tree came with other signatures, which are kept now
    record Unchanged(VerifiedCheckpoint head, boolean renewed) implements Outcome {}

    /// The log shows less than it showed before, though nothing that contradicts it: an old backup
    /// was restored, or an old answer is served again.
    record WentBack(VerifiedCheckpoint ours, VerifiedCheckpoint theirs) implements Outcome {}

    /// The log signed two histories. The copy stays as it is.
    record Forked(ForkProof proof) implements Outcome {}
  }

  private final FileLayer layer;
  private final WitnessPolicy policy;
  private final LogFiles files;

  private LogMirror(FileLayer layer, WitnessPolicy policy) {
    this.layer = layer;
    this.policy = policy;
    // What was copied under another quorum is still the log's own; what is new meets this one.
    files = LogFiles.open(layer, policy.withAnyQuorum());
  }

  /// Opens a copy, or begins one in an empty folder. A copy whose right edge does not lead to its
  /// checkpoint is [MalformedLog].
  public static LogMirror open(FileLayer layer, WitnessPolicy policy) {
    return new LogMirror(layer, policy);
  }

  /// The checkpoint of the copy.
  public Optional<VerifiedCheckpoint> head() {
    return files.published();
  }

  /// Fetches what is new.
  ///
  /// @throws MalformedLog when the log serves bytes that its checkpoint does not commit to, or a
  ///     checkpoint that the policy refuses
  public Outcome update(LogSource remote, LogVerifier.Listener listener) {
    byte[] note =
        remote
            .read(LogFiles.CHECKPOINT, SignedNote.MAX_BYTES)
            .orElseThrow(() -> new MalformedLog("checkpoint: missing"));
    // Before the witnesses are counted: a fork that they did not see is still a fork.
    var signed = accepted(policy.withoutQuorum(), note);
    Optional<VerifiedCheckpoint> ours = files.published();
    if (ours.isPresent()) {
      Optional<ForkProof> fork = fork(ours.get(), signed, remote);
      if (fork.isPresent()) {
        return new Outcome.Forked(fork.get());
      }
    }
    var theirs = accepted(policy, note);
    long size = theirs.checkpoint().size();
    long have = ours.map(head -> head.checkpoint().size()).orElse(-1L);
    if (size < have) {
      return new Outcome.WentBack(ours.orElseThrow(), theirs);
    }
    if (size == have) {
      return renew(ours.orElseThrow(), theirs);
    }
    long before = files.edge().size();
    copy(theirs.checkpoint(), remote, listener);
    files.publish(theirs.note());
    return new Outcome.Copied(theirs, size - before);
  }

  private Outcome renew(VerifiedCheckpoint ours, VerifiedCheckpoint theirs) {
    boolean renewed = !theirs.signatures().equals(ours.signatures());
    if (renewed) {
      files.publish(theirs.note());
    }
    return new Outcome.Unchanged(theirs, renewed);
  }

  private static VerifiedCheckpoint accepted(WitnessPolicy policy, byte[] note) {
    return switch (policy.check(note)) {
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint head) -> head;
      case WitnessPolicy.Outcome.Refused(String reason) ->
          throw new MalformedLog("checkpoint: " + reason);
    };
  }

  private Optional<ForkProof> fork(
      VerifiedCheckpoint ours, VerifiedCheckpoint theirs, LogSource remote) {
    Checkpoint one = ours.checkpoint();
    Checkpoint two = theirs.checkpoint();
    if (!one.origin().equals(two.origin())) {
      throw new MalformedLog(
          "checkpoint: the log is %s, the copy is of %s".formatted(two.origin(), one.origin()));
    }
    return one.size() <= two.size()
        ? ForkProof.find(ours, theirs, new TileReader(remote, two.size()))
        : ForkProof.find(theirs, ours, new TileReader(layer, one.size()));
  }

  private void copy(Checkpoint head, LogSource remote, LogVerifier.Listener listener) {
    var tiles = new TileReader(remote, head.size());
    while (files.edge().size() < head.size()) {
      long start = files.edge().size();
      long end = Math.min(head.size(), (start / TilePath.FULL + CHUNK) * TilePath.FULL);
      Hash root = prefixRoot(tiles, end, head);
      List<byte[]> entries = entries(bundles(layer, remote, start, end), start, end);
      if (!leadsTo(root, entries)) {
        // A file of an earlier run may have been damaged since: take all from the log.
        var fetched = bundles(remote, remote, start, end);
        entries = entries(fetched, start, end);
        if (!leadsTo(root, entries)) {
          throw wrong(fetched, start / TilePath.FULL, tiles, end);
        }
      }
      files.append(entries);
      listener.progress(end, head.size());
    }
  }

  private boolean leadsTo(Hash root, List<byte[]> entries) {
    var leaves = entries.stream().map(MerkleTree::leafHash).toList();
    return files.edge().appendAll(leaves).root().equals(root);
  }

  /// The root of the first `end` entries, shown to be those of the signed tree.
  private static Hash prefixRoot(TileReader tiles, long end, Checkpoint head) {
    Hash root = end == head.size() ? head.root() : Proofs.root(tiles, end);
    List<Hash> proof = Proofs.consistency(tiles, end, head.size());
    return switch (Proofs.verifyConsistency(end, root, head.size(), head.root(), proof)) {
      case Proofs.Verdict.Proven() -> root;
      case Proofs.Verdict.Refuted(String reason) ->
          throw new MalformedLog(
              "the tiles over entry %d do not lead to the root of the checkpoint of size %d: %s"
                  .formatted(end - 1, head.size(), reason));
    };
  }

  /// Bundles of entries `[start, end)`, full ones from `first` where it has them.
  private static List<EntryBundle> bundles(
      LogSource first, LogSource remote, long start, long end) {
    long last = (end - 1) / TilePath.FULL;
    var results = new ArrayList<CompletableFuture<EntryBundle>>();
    try (var executor =
        Executors.newFixedThreadPool(
            Math.max(1, remote.parallelism()), Thread.ofVirtual().factory())) {
      for (long index = start / TilePath.FULL; index <= last; index++) {
        long bundle = index;
        results.add(
            CompletableFuture.supplyAsync(() -> bundle(first, remote, bundle, end), executor));
      }
      return results.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private static EntryBundle bundle(LogSource first, LogSource remote, long index, long end) {
    var full = TilePath.full(TilePath.ENTRIES, index);
    if (first != remote && (index + 1) * TilePath.FULL <= end) {
      Optional<byte[]> bytes = first.read(full.path(), EntryBundle.MAX_BYTES);
      if (bytes.isPresent()
          && EntryBundle.read(bytes.get(), TilePath.FULL)
              instanceof EntryBundle.Read.Whole(EntryBundle bundle)) {
        return bundle;
      }
    }
    return LogReader.bundle(remote, index, end);
  }

  private static List<byte[]> entries(List<EntryBundle> bundles, long start, long end) {
    var entries = new ArrayList<byte[]>();
    long base = start - start % TilePath.FULL;
    for (EntryBundle bundle : bundles) {
      for (int i = 0; i < bundle.size(); i++) {
        if (base + i >= start && base + i < end) {
          entries.add(bundle.entry(i));
        }
      }
      base += TilePath.FULL;
    }
    return entries;
  }

  /// Names the first entry that is not the one of its tile.
  private static MalformedLog wrong(
      List<EntryBundle> bundles, long first, TileReader tiles, long end) {
    var hasher = new TreeHasher();
    for (int i = 0; i < bundles.size(); i++) {
      long index = first + i;
      byte[] tile = tiles.tile(TileReader.path(0, index, end)).bytes();
      int difference = Arrays.mismatch(bundles.get(i).leafHashes(hasher), tile);
      if (difference >= 0 && difference < tile.length) {
        return new MalformedLog(
            "%s: entry %d is not the one of the signed tree"
                .formatted(
                    TilePath.full(TilePath.ENTRIES, index),
                    index * TilePath.FULL + difference / Hash.SIZE));
      }
    }
    return new MalformedLog(
        "entries %d to %d fit their tiles, but those are not of the signed tree"
            .formatted(first * TilePath.FULL, end - 1));
  }
}

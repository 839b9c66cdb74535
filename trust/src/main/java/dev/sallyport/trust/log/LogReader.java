package dev.sallyport.trust.log;

import java.util.List;
import java.util.Optional;

/// Single entries of a published log. Nothing is handed out before it is proven against a
/// checkpoint that the policy accepts; what cannot be proven is [MalformedLog], what cannot be read
/// is a [java.io.UncheckedIOException].
public final class LogReader {

  /// An entry and the path from its leaf to the root of the checkpoint.
  ///
  /// @param entry the bytes, a copy that belongs to the receiver
  public record ProvenEntry(long index, byte[] entry, List<Hash> path) {
    public ProvenEntry {
      path = List.copyOf(path);
    }

    public Hash leaf() {
      return MerkleTree.leafHash(entry);
    }
  }

  private final LogSource source;
  private final VerifiedCheckpoint head;

  private LogReader(LogSource source, VerifiedCheckpoint head) {
    this.source = source;
    this.head = head;
  }

  /// Reads the checkpoint.
  public static LogReader open(LogSource source, WitnessPolicy policy) {
    return new LogReader(source, head(source, policy));
  }

  /// The checkpoint of a log, or why there is none to believe.
  static VerifiedCheckpoint head(LogSource source, WitnessPolicy policy) {
    byte[] note =
        source
            .read(LogFiles.CHECKPOINT, SignedNote.MAX_BYTES)
            .orElseThrow(() -> new MalformedLog("checkpoint: missing"));
    return switch (policy.check(note)) {
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint accepted) -> accepted;
      case WitnessPolicy.Outcome.Refused(String reason) ->
          throw new MalformedLog("checkpoint: " + reason);
    };
  }

  public VerifiedCheckpoint head() {
    return head;
  }

  /// @param index below the size of the checkpoint
  public ProvenEntry entry(long index) {
    long size = head.checkpoint().size();
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no entry %d in a log of %d".formatted(index, size));
    }
    byte[] entry = bundle(source, index / TilePath.FULL, size).entry((int) (index % TilePath.FULL));
    var path = Proofs.inclusion(new TileReader(source, size), index, size);
    Hash leaf = MerkleTree.leafHash(entry);
    return switch (Proofs.verifyInclusion(leaf, index, size, path, head.checkpoint().root())) {
      case Proofs.Verdict.Proven() -> new ProvenEntry(index, entry, path);
      case Proofs.Verdict.Refuted(String reason) ->
          throw new MalformedLog(
              "%s: entry %d: %s"
                  .formatted(
                      TilePath.full(TilePath.ENTRIES, index / TilePath.FULL), index, reason));
    };
  }

  /// The proof file of an entry.
  ///
  /// @param withEntry whether the proof carries the entry as its extra data, so that the one file
  ///     says all
  public TlogProof prove(long index, boolean withEntry) {
    ProvenEntry proven = entry(index);
    Optional<String> extra = withEntry ? TlogProof.extraOf(proven.entry()) : Optional.empty();
    return new TlogProof(extra, index, proven.path(), head.note());
  }

  /// The bundle as a tree of `size` has it, or the full one that replaced it. Not verified.
  static EntryBundle bundle(LogSource source, long index, long size) {
    int width = (int) Math.min(size - index * TilePath.FULL, TilePath.FULL);
    var path = new TilePath(TilePath.ENTRIES, index, width);
    Optional<byte[]> bytes = source.read(path.path(), EntryBundle.MAX_BYTES);
    if (bytes.isPresent()) {
      return EntryBundle.parse(path, bytes.get());
    }
    // "MAY delete any partial" bundle "once the corresponding full" one "is available."
    var full = TilePath.full(TilePath.ENTRIES, index);
    return source
        .read(full.path(), EntryBundle.MAX_BYTES)
        .map(found -> EntryBundle.parse(full, found))
        .orElseThrow(() -> new MalformedLog("%s: missing".formatted(path)));
  }
}

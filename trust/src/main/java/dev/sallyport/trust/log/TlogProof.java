package dev.sallyport.trust.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The proof that an entry is in a log, in one file that needs no network to verify (C2SP
/// tlog-proof, "Format"; file extension `.tlog-proof`).
///
/// @param extra base64 of data of the application, authenticated by nothing
/// @param index of the entry
/// @param path from the leaf's sibling up to the root's child
/// @param checkpoint the signed note, as the log and its witnesses made it
public record TlogProof(
    Optional<String> extra, long index, List<Hash> path, SignedNote checkpoint) {

  /// Larger files are refused.
  public static final int MAX_BYTES = SignedNote.MAX_BYTES + 64 * 1024;

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  public TlogProof {
    path = List.copyOf(path);
    extra.ifPresent(StrictBase64::decode);
    if (index < 0 || path.size() > Proofs.MAX_LENGTH) {
      throw new MalformedLog("no proof has index %d and %d hashes".formatted(index, path.size()));
    }
  }

  /// What a verification says.
  public sealed interface Outcome {
    /// The entry is at this index of the log of this checkpoint.
    record Proven(long index, VerifiedCheckpoint checkpoint) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  public static TlogProof parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedLog("a proof of more than %d bytes".formatted(MAX_BYTES));
    }
    var lines = new Lines(bytes);
    if (!lines.next().equals(HEADER)) {
      throw new MalformedLog("a proof starts with " + HEADER);
    }
    String line = lines.next();
    Optional<String> extra = Optional.empty();
    if (line.startsWith(EXTRA)) {
      extra = Optional.of(line.substring(EXTRA.length()));
      line = lines.next();
    }
    if (!line.startsWith(INDEX)) {
      throw new MalformedLog("a proof without its index line");
    }
    long index = Decimal.parse(line.substring(INDEX.length()), "index");
    var path = new ArrayList<Hash>();
    for (line = lines.next(); !line.isEmpty(); line = lines.next()) {
      if (path.size() == Proofs.MAX_LENGTH) {
        throw new MalformedLog("a proof of more than %d hashes".formatted(Proofs.MAX_LENGTH));
      }
      path.add(Hash.parseBase64(line));
    }
    return new TlogProof(extra, index, path, SignedNote.parse(lines.rest()));
  }

  public byte[] bytes() {
    var head = new StringBuilder(HEADER).append('\n');
    extra.ifPresent(data -> head.append(EXTRA).append(data).append('\n'));
    head.append(INDEX).append(index).append('\n');
    path.forEach(hash -> head.append(hash.base64()).append('\n'));
    head.append('\n');
    var out = new ByteArrayOutputStream();
    out.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(checkpoint.bytes());
    return out.toByteArray();
  }

  /// The unauthenticated data.
  public Optional<byte[]> extraBytes() {
    return extra.map(StrictBase64::decode);
  }

  public static Optional<String> extraOf(byte[] data) {
    return Optional.of(Base64.getEncoder().encodeToString(data));
  }

  /// Whether `entry` is in a log that the policy believes.
  public Outcome verify(byte[] entry, WitnessPolicy policy) {
    return verifyLeaf(MerkleTree.leafHash(entry), policy);
  }

  /// As [#verify], for whoever knows the leaf hash only.
  public Outcome verifyLeaf(Hash leaf, WitnessPolicy policy) {
    // Size and root come from the checkpoint that was verified, never from beside it.
    return switch (policy.check(checkpoint)) {
      case WitnessPolicy.Outcome.Refused(String reason) -> new Outcome.Refused(reason);
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint head) ->
          switch (Proofs.verifyInclusion(
              leaf, index, head.checkpoint().size(), path, head.checkpoint().root())) {
            case Proofs.Verdict.Proven() -> new Outcome.Proven(index, head);
            case Proofs.Verdict.Refuted(String reason) -> new Outcome.Refused(reason);
          };
    };
  }

  /// Lines of ASCII from the front of some bytes.
  private static final class Lines {
    private final byte[] bytes;
    private int at;

    Lines(byte[] bytes) {
      this.bytes = bytes;
    }

    String next() {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      if (end == bytes.length) {
        throw new MalformedLog("the proof ends before its checkpoint");
      }
      String line = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
      at = end + 1;
      return line;
    }

    byte[] rest() {
      return Arrays.copyOfRange(bytes, at, bytes.length);
    }
  }
}

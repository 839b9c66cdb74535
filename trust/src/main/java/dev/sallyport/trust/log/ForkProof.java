package dev.sallyport.trust.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The proof that a log signed two histories: two of its checkpoints, and hashes that show what the
/// first entries of the larger tree are. Their root is not the one that the smaller checkpoint
/// signed. Anybody with the log's key can check it, without the log. For two checkpoints of one
/// size the notes alone are the proof.
///
/// @param smaller a checkpoint
/// @param larger a checkpoint of the same log, of the same size or a larger one
/// @param prefix the root of the larger tree's first entries, as many as the smaller one has
/// @param proof the consistency proof from `prefix` to the root of the larger checkpoint
public record ForkProof(SignedNote smaller, SignedNote larger, Hash prefix, List<Hash> proof) {

  /// Longer files are refused.
  public static final int MAX_BYTES = 1024 * 1024;

  private static final String HEADER = "sallyport log fork 1";
  private static final String SMALLER = "smaller ";
  private static final String LARGER = "larger ";
  private static final String PREFIX = "prefix ";
  private static final int FIXED = 4;

  public ForkProof {
    proof = List.copyOf(proof);
  }

  /// What a verification says.
  public sealed interface Outcome {
    /// The log signed both, and they exclude each other.
    record Forked(Checkpoint smaller, Checkpoint larger) implements Outcome {}

    record Refused(String reason) implements Outcome {}
  }

  /// Looks for a fork between two checkpoints of one log.
  ///
  /// @param tiles the hashes of the larger tree
  /// @return empty when the larger tree begins with the smaller one
  /// @throws MalformedLog when the tiles do not lead to the root of the larger checkpoint, so that
  ///     nothing can be said
  static Optional<ForkProof> find(
      VerifiedCheckpoint smaller, VerifiedCheckpoint larger, HashReader tiles) {
    Checkpoint small = smaller.checkpoint();
    Checkpoint large = larger.checkpoint();
    Hash prefix = small.size() == large.size() ? large.root() : Proofs.root(tiles, small.size());
    List<Hash> proof = Proofs.consistency(tiles, small.size(), large.size());
    return switch (Proofs.verifyConsistency(
        small.size(), prefix, large.size(), large.root(), proof)) {
      case Proofs.Verdict.Refuted(String reason) ->
          throw new MalformedLog(
              "the tiles do not lead to the root of the checkpoint of size %d: %s"
                  .formatted(large.size(), reason));
      case Proofs.Verdict.Proven() ->
          prefix.equals(small.root())
              ? Optional.empty()
              : Optional.of(new ForkProof(smaller.note(), larger.note(), prefix, proof));
    };
  }

  /// @param policy whose logs are known; witnesses are not needed, for what a log signed it signed
  public Outcome verify(WitnessPolicy policy) {
    var logs = policy.withoutQuorum();
    if (logs.check(smaller) instanceof WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint one)
        && logs.check(larger) instanceof WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint two)) {
      return compare(one.checkpoint(), two.checkpoint());
    }
    return new Outcome.Refused("a checkpoint is not signed by a log of the policy");
  }

  private Outcome compare(Checkpoint small, Checkpoint large) {
    if (!small.origin().equals(large.origin())) {
      return new Outcome.Refused("the checkpoints are of two logs");
    }
    if (prefix.equals(small.root())) {
      return new Outcome.Refused("the larger tree begins with the smaller one");
    }
    return switch (Proofs.verifyConsistency(
        small.size(), prefix, large.size(), large.root(), proof)) {
      case Proofs.Verdict.Proven() -> new Outcome.Forked(small, large);
      case Proofs.Verdict.Refuted(String reason) -> new Outcome.Refused(reason);
    };
  }

  /// Whether a file claims to be one; it may still be malformed.
  public static boolean isOne(byte[] bytes) {
    byte[] header = (HEADER + "\n").getBytes(StandardCharsets.US_ASCII);
    int difference = Arrays.mismatch(bytes, header);
    return difference < 0 || difference == header.length;
  }

  public static ForkProof parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new MalformedLog("a fork proof of more than %d bytes".formatted(MAX_BYTES));
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int most = FIXED + Proofs.MAX_LENGTH;
    List<String> lines = List.of(text.split("\n", most + 1));
    if (!text.endsWith("\n") || lines.size() <= FIXED || !lines.getFirst().equals(HEADER)) {
      throw new MalformedLog("a fork proof has a header, two checkpoints and hashes, one a line");
    }
    var proof = new ArrayList<Hash>();
    for (String line : lines.subList(FIXED, lines.size() - 1)) {
      proof.add(Hash.parseBase64(line));
    }
    if (!lines.getLast().isEmpty()) {
      throw new MalformedLog("a fork proof of more than %d hashes".formatted(Proofs.MAX_LENGTH));
    }
    return new ForkProof(
        note(lines.get(1), SMALLER),
        note(lines.get(2), LARGER),
        Hash.parseBase64(after(lines.get(3), PREFIX)),
        proof);
  }

  public byte[] bytes() {
    var text = new StringBuilder(HEADER).append('\n');
    var base64 = Base64.getEncoder();
    text.append(SMALLER).append(base64.encodeToString(smaller.bytes())).append('\n');
    text.append(LARGER).append(base64.encodeToString(larger.bytes())).append('\n');
    text.append(PREFIX).append(prefix.base64()).append('\n');
    proof.forEach(hash -> text.append(hash.base64()).append('\n'));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static SignedNote note(String line, String name) {
    return SignedNote.parse(StrictBase64.decode(after(line, name)));
  }

  private static String after(String line, String name) {
    if (!line.startsWith(name)) {
      throw new MalformedLog("a fork proof without its line '%s'".formatted(name.strip()));
    }
    return line.substring(name.length());
  }
}

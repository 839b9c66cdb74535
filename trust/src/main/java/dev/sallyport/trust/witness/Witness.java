package dev.sallyport.trust.witness;

import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.CosignatureSigner;
import dev.sallyport.trust.log.FileLayer;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.MerkleTree;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.Proofs;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import dev.sallyport.trust.log.WitnessPolicy;

/// Cosigns a checkpoint when, and only when, it is shown to continue the largest one that was
/// cosigned for its log (C2SP tlog-witness, "add-checkpoint"). The new one is durable before the
/// signature is made. Safe for several threads.
public final class Witness {

  /// What is answered over HTTP.
  ///
  /// @param status of HTTP
  /// @param type of the content
  /// @param body ends in a newline
  public record Answer(int status, String type, String body) {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String SIZE = "text/x.tlog.size";

    boolean isCosigned() {
      return status == 200;
    }
  }

  private final WitnessPolicy logs;
  private final CosignatureSigner signer;
  private final WitnessStore store;

  private Witness(WitnessPolicy logs, CosignatureSigner signer, WitnessStore store) {
    this.logs = logs;
    this.signer = signer;
    this.store = store;
  }

  /// @param layer an own folder, used by nobody else
  /// @param logs those that are witnessed, each known by the name of its key
  /// @throws MalformedLog when the folder is damaged
  public static Witness open(FileLayer layer, WitnessPolicy logs, CosignatureSigner signer) {
    WitnessPolicy known = logs.withoutQuorum();
    return new Witness(known, signer, WitnessStore.open(layer, known));
  }

  public NoteKey key() {
    return signer.key();
  }

  /// Answers one request; every outcome of the specification is an answer.
  ///
  /// @param body as it was received
  public Answer addCheckpoint(byte[] body) {
    AddCheckpoint request;
    Checkpoint claimed;
    try {
      request = AddCheckpoint.parse(body);
      claimed = Checkpoint.parse(request.checkpoint().text());
    } catch (MalformedLog e) {
      return refusal(400, "malformed: " + e.reason());
    }
    if (!claimed.text().equals(request.checkpoint().text())) {
      return refusal(400, "malformed: not the canonical text of a checkpoint");
    }
    if (logs.logs().stream().noneMatch(log -> log.key().name().equals(claimed.origin()))) {
      return refusal(404, "this witness does not know a log of this origin");
    }
    return switch (logs.check(request.checkpoint())) {
      case WitnessPolicy.Outcome.Refused(String reason) -> refusal(403, reason);
      case WitnessPolicy.Outcome.Accepted(VerifiedCheckpoint head) -> signed(request, head);
    };
  }

  /// Check, store and sign are one step: else a smaller checkpoint could overtake a larger one.
  private synchronized Answer signed(AddCheckpoint request, VerifiedCheckpoint head) {
    Checkpoint next = head.checkpoint();
    if (request.old() > next.size()) {
      return refusal(
          400, "old size %d, but the checkpoint has %d".formatted(request.old(), next.size()));
    }
    var latest = store.latest(next.origin());
    long size = latest.map(Checkpoint::size).orElse(0L);
    if (request.old() != size) {
      return new Answer(409, Answer.SIZE, size + "\n");
    }
    var root = latest.map(Checkpoint::root).orElse(MerkleTree.EMPTY_ROOT);
    if (size == next.size() && !root.equals(next.root())) {
      store.refuse(head);
      return refusal(409, "another root was cosigned for this size: the log has forked");
    }
    return switch (Proofs.verifyConsistency(
        size, root, next.size(), next.root(), request.proof())) {
      case Proofs.Verdict.Refuted(String reason) ->
          refusal(422, "the consistency proof does not hold: " + reason);
      case Proofs.Verdict.Proven() -> cosigned(head);
    };
  }

  private Answer cosigned(VerifiedCheckpoint head) {
    store.put(head);
    var line = head.note().cosign(signer).signatures().getLast().line();
    return new Answer(200, Answer.TEXT, line);
  }

  private static Answer refusal(int status, String reason) {
    return new Answer(status, Answer.TEXT, reason + "\n");
  }
}

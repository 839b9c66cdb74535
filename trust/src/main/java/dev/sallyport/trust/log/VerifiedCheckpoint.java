package dev.sallyport.trust.log;

import java.util.List;

/// A checkpoint that a policy accepted: the log signed it and enough witnesses did. Only
/// [WitnessPolicy#check] makes one.
public final class VerifiedCheckpoint {

  private final Checkpoint checkpoint;
  private final SignedNote note;
  private final List<VerifiedSignature> signatures;

  VerifiedCheckpoint(Checkpoint checkpoint, SignedNote note, List<VerifiedSignature> signatures) {
    this.checkpoint = checkpoint;
    this.note = note;
    this.signatures = List.copyOf(signatures);
  }

  public Checkpoint checkpoint() {
    return checkpoint;
  }

  public SignedNote note() {
    return note;
  }

  /// Those of the log and of known witnesses.
  public List<VerifiedSignature> signatures() {
    return signatures;
  }
}

package dev.sallyport.trust.log;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Clock;

/// A witness's signature over a checkpoint and the time (C2SP tlog-cosignature): Ed25519 (type
/// 0x04)
/// or ML-DSA-44 (type 0x06), as its key is. It states that the checkpoint is consistent with the
/// largest one seen before: that check is the caller's, and comes before the call. A witness uses
/// its key for nothing else, since the message that is signed with Ed25519 does not carry its name.
public final class CosignatureSigner implements NoteSigner {

  private final NoteKey key;
  private final PrivateKey privateKey;
  private final Clock clock;

  public CosignatureSigner(String name, KeyPair keys, Clock clock) {
    key =
        MlDsa44.isKey(keys.getPublic())
            ? NoteKey.of(name, NoteAlgorithm.COSIGNATURE_ML_DSA_44, MlDsa44.raw(keys.getPublic()))
            : NoteKey.of(name, NoteAlgorithm.COSIGNATURE_V1, Ed25519.raw(keys.getPublic()));
    privateKey = keys.getPrivate();
    this.clock = clock;
  }

  @Override
  public NoteKey key() {
    return key;
  }

  @Override
  public byte[] sign(String text) {
    if (!Checkpoint.isCheckpoint(text)) {
      throw new IllegalArgumentException("only checkpoints are cosigned");
    }
    long time = clock.instant().getEpochSecond();
    if (time < 0) {
      throw new IllegalStateException("the clock stands before 1970");
    }
    return key.algorithm().sign(privateKey, key.name(), text, time);
  }
}

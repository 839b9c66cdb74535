package dev.sallyport.trust.log;

import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Clock;

/// A witness's signature over a checkpoint and the time (C2SP tlog-cosignature, version 1, type
/// 0x04). It states that the checkpoint is consistent with the largest one seen before: that check
/// is the caller's, and comes before the call. A witness uses its key for nothing else, since the
/// signed message does not carry its name.
public final class CosignatureSigner implements NoteSigner {

  private final NoteKey key;
  private final PrivateKey privateKey;
  private final Clock clock;

  public CosignatureSigner(String name, KeyPair keys, Clock clock) {
    key = NoteKey.of(name, NoteAlgorithm.COSIGNATURE_V1, Ed25519.raw(keys.getPublic()));
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
    byte[] signature = Ed25519.sign(privateKey, NoteAlgorithm.COSIGNATURE_V1.message(text, time));
    return ByteBuffer.allocate(Long.BYTES + signature.length).putLong(time).put(signature).array();
  }
}

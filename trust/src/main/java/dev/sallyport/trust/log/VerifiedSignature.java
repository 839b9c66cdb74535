package dev.sallyport.trust.log;

import java.util.Objects;
import java.util.OptionalLong;

/// A signature that verified. Only [SignedNote#verify] makes one.
public final class VerifiedSignature {

  private final NoteKey key;
  private final OptionalLong timestamp;

  VerifiedSignature(NoteKey key, OptionalLong timestamp) {
    this.key = key;
    this.timestamp = timestamp;
  }

  public NoteKey key() {
    return key;
  }

  /// POSIX seconds, for a cosignature.
  public OptionalLong timestamp() {
    return timestamp;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifiedSignature that
        && key.equals(that.key)
        && timestamp.equals(that.timestamp);
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, timestamp);
  }

  @Override
  public String toString() {
    return key.name() + (timestamp.isPresent() ? " at " + timestamp.getAsLong() : "");
  }
}

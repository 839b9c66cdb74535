package dev.sallyport.trust.log;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// What an ML-DSA-44 cosignature signs of a checkpoint (C2SP tlog-cosignature, "ML-DSA-44 signed
/// message"): `cosigned_message` with the cosigner's name, the time, and the tree as the subtree
/// from 0 to its size. Extension lines are not part of it.
final class SubtreeMessage {

  private static final byte[] LABEL = "subtree/v1\n\0".getBytes(US_ASCII);
  private static final int MAX_OPAQUE = 255;

  private SubtreeMessage() {}

  /// @throws MalformedLog for names of more than 255 bytes, which the structure cannot hold
  static byte[] of(String cosigner, long timestamp, Checkpoint checkpoint) {
    byte[] name = opaque(cosigner, "cosigner's name");
    byte[] origin = opaque(checkpoint.origin(), "origin");
    return ByteBuffer.allocate(
            LABEL.length + 1 + name.length + 1 + origin.length + 3 * Long.BYTES + Hash.SIZE)
        .put(LABEL)
        .put((byte) name.length)
        .put(name)
        .putLong(timestamp)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(checkpoint.size())
        .put(checkpoint.root().bytes())
        .array();
  }

  private static byte[] opaque(String text, String what) {
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length == 0 || bytes.length > MAX_OPAQUE) {
      throw new MalformedLog("the %s has 1 to 255 bytes, not %d".formatted(what, bytes.length));
    }
    return bytes;
  }
}

package dev.sallyport.control.keys;

import java.util.Arrays;
import java.util.Optional;

/// A sealed value as it is stored:
///
///     version 0x01 | id of the root key, 4 bytes | salt, 32 bytes | ciphertext | tag, 16 bytes
public final class Sealed {

  static final byte VERSION = 1;
  static final int ID_SIZE = 4;
  static final int SALT_SIZE = 32;
  static final int TAG_SIZE = 16;
  static final int HEAD_SIZE = 1 + ID_SIZE + SALT_SIZE;

  /// Values are keys and passwords; what is larger is no such thing.
  static final int MAX_PLAIN = 1 << 20;

  private static final int MIN_SIZE = HEAD_SIZE + TAG_SIZE;
  private static final int MAX_SIZE = MIN_SIZE + MAX_PLAIN;

  private final byte[] bytes;

  Sealed(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Empty for bytes that are no sealed value of this version. Whether they open shows later.
  public static Optional<Sealed> parse(byte[] bytes) {
    if (bytes.length < MIN_SIZE || bytes.length > MAX_SIZE || bytes[0] != VERSION) {
      return Optional.empty();
    }
    return Optional.of(new Sealed(bytes.clone()));
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  byte[] keyId() {
    return Arrays.copyOfRange(bytes, 1, 1 + ID_SIZE);
  }

  byte[] salt() {
    return Arrays.copyOfRange(bytes, 1 + ID_SIZE, HEAD_SIZE);
  }

  byte[] head() {
    return Arrays.copyOf(bytes, HEAD_SIZE);
  }

  byte[] ciphertext() {
    return Arrays.copyOfRange(bytes, HEAD_SIZE, bytes.length);
  }
}

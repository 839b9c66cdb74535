package dev.sallyport.trust.log;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A SHA-256 value: 32 bytes that nobody can change from outside. Printed as hexadecimal; notes and
/// proofs carry it as [#base64()].
public final class Hash implements Comparable<Hash> {

  /// Bytes of a hash.
  public static final int SIZE = 32;

  private static final int BASE64_LENGTH = 44;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Copies exactly 32 bytes.
  public static Hash of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new MalformedLog("a hash has 32 bytes, not " + bytes.length);
    }
    return new Hash(bytes.clone());
  }

  /// Copies the 32 bytes from `offset` on.
  public static Hash at(byte[] bytes, int offset) {
    return new Hash(Arrays.copyOfRange(bytes, offset, offset + SIZE));
  }

  /// Without a copy, for those here who made the array and do not keep it.
  static Hash owning(byte[] bytes) {
    return new Hash(bytes);
  }

  /// The canonical standard base64 form (RFC 4648 section 4): 44 characters.
  public static Hash parseBase64(String text) {
    if (text.length() != BASE64_LENGTH) {
      throw new MalformedLog("a hash has 44 characters of base64, not " + text.length());
    }
    byte[] bytes = StrictBase64.decode(text);
    return of(bytes);
  }

  /// 64 hexadecimal digits.
  public static Hash parseHex(String text) {
    if (text.length() != 2 * SIZE) {
      throw new MalformedLog("a hash has 64 hexadecimal digits, not " + text.length());
    }
    try {
      return new Hash(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      throw new MalformedLog("not hexadecimal: " + e.getMessage());
    }
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, SIZE);
  }

  void updateInto(MessageDigest digest) {
    digest.update(bytes);
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    // The bytes are evenly spread already.
    return bytes[0] << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | bytes[3] & 0xff;
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}

package dev.sallyport.control.keys;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Function;

/// Bytes that must not get about: no text form, compared in constant time, overwritten when closed.
/// The bytes come out through [#reveal] alone.
public final class Secret implements AutoCloseable {

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Takes a copy and overwrites the original.
  public static Secret taking(byte[] bytes) {
    var secret = new Secret(bytes.clone());
    Arrays.fill(bytes, (byte) 0);
    return secret;
  }

  /// Lends a copy that is overwritten when the use ends; it must not be kept.
  public <T> T reveal(Function<byte[], T> use) {
    byte[] lent = bytes.clone();
    try {
      return use.apply(lent);
    } finally {
      Arrays.fill(lent, (byte) 0);
    }
  }

  @Override
  public void close() {
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /// The same for all: a hash would tell something about the bytes.
  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "secret";
  }
}

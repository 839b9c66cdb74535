package dev.sallyport.control.audit.sink;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// An entry on its way to a receiver. The leaf alone: what is kept beside the log stays there.
///
/// @param origin of the log
/// @param index of the entry; the receiver sees a gap by it
/// @param leaf canonical JSON
public record Delivery(String origin, long index, byte[] leaf) {

  /// The same whenever the entry is sent: the receiver drops what it has already by it.
  public String id() {
    return origin + "#" + index;
  }

  /// When it happened, as the entry says.
  public Optional<Instant> when() {
    return EntryView.of(leaf).when();
  }

  /// Its hash in the tree of the log (RFC 9162 section 2.1.1), in hexadecimal: by it a receiver's
  /// copy is compared with what was signed.
  String leafHash() {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update((byte) 0);
      return HexFormat.of().formatHex(sha256.digest(leaf));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

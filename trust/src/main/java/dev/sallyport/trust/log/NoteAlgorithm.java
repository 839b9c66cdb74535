package dev.sallyport.trust.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/// The signature types of notes that are understood here, with the byte that C2SP signed-note
/// assigns to each. A further one is a further constant: it says its key, its signature and the
/// bytes that are signed.
public enum NoteAlgorithm {
  /// Ed25519 over the text of the note (C2SP signed-note, "Ed25519 signatures").
  ED25519(0x01) {
    @Override
    byte[] message(String text, long timestamp) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    boolean verify(byte[] publicKey, String text, byte[] signature) {
      return Ed25519.verify(publicKey, message(text, 0), signature);
    }

    @Override
    OptionalLong timestamp(byte[] signature) {
      return OptionalLong.empty();
    }
  },

  /// A witness's Ed25519 signature over a time and the text (C2SP tlog-cosignature, "Ed25519 signed
  /// message"): eight bytes of POSIX time before the 64 of the signature.
  COSIGNATURE_V1(0x04) {
    @Override
    byte[] message(String text, long timestamp) {
      return "cosignature/v1\ntime %d\n%s"
          .formatted(timestamp, text)
          .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    boolean verify(byte[] publicKey, String text, byte[] signature) {
      if (signature.length != Long.BYTES + Ed25519.SIGNATURE_SIZE) {
        return false;
      }
      long time = ByteBuffer.wrap(signature).getLong();
      byte[] bare = new byte[Ed25519.SIGNATURE_SIZE];
      System.arraycopy(signature, Long.BYTES, bare, 0, bare.length);
      // "MUST NOT exceed 2^63 - 1"; and what is cosigned must be a checkpoint.
      return time >= 0
          && Checkpoint.isCheckpoint(text)
          && Ed25519.verify(publicKey, message(text, time), bare);
    }

    @Override
    OptionalLong timestamp(byte[] signature) {
      return OptionalLong.of(ByteBuffer.wrap(signature).getLong());
    }
  };

  private final byte type;

  NoteAlgorithm(int type) {
    this.type = (byte) type;
  }

  /// The type that a byte of a vkey names.
  static NoteAlgorithm of(byte type) {
    for (NoteAlgorithm algorithm : values()) {
      if (algorithm.type == type) {
        return algorithm;
      }
    }
    throw new MalformedLog("signature type 0x%02x is not supported".formatted(type));
  }

  /// The signature type identifier byte.
  public byte type() {
    return type;
  }

  /// The bytes that are signed.
  abstract byte[] message(String text, long timestamp);

  /// @param signature what follows the key id in the signature line
  abstract boolean verify(byte[] publicKey, String text, byte[] signature);

  /// The POSIX time inside a signature that verified, where the type carries one.
  abstract OptionalLong timestamp(byte[] signature);

  void checkPublicKey(byte[] publicKey) {
    if (publicKey.length != Ed25519.PUBLIC_SIZE) {
      throw new MalformedLog("an Ed25519 public key has 32 bytes, not " + publicKey.length);
    }
  }
}

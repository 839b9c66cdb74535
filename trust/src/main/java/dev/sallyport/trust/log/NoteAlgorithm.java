package dev.sallyport.trust.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.OptionalLong;

/// The signature types of notes that are understood here, with the byte that C2SP signed-note
/// assigns to each. A further one is a further constant: it says its key, its signature and the
/// bytes that are signed.
public enum NoteAlgorithm {
  /// Ed25519 over the text of the note (C2SP signed-note, "Ed25519 signatures").
  ED25519(0x01, Ed25519.PUBLIC_SIZE) {
    @Override
    boolean verify(NoteKey key, String text, byte[] signature) {
      return Ed25519.verify(key.publicKey(), text.getBytes(StandardCharsets.UTF_8), signature);
    }

    @Override
    OptionalLong timestamp(byte[] signature) {
      return OptionalLong.empty();
    }

    @Override
    byte[] sign(PrivateKey privateKey, String name, String text, long timestamp) {
      return Ed25519.sign(privateKey, text.getBytes(StandardCharsets.UTF_8));
    }
  },

  /// A witness's Ed25519 signature over a time and the text (C2SP tlog-cosignature, "Ed25519 signed
  /// message"): eight bytes of POSIX time before the 64 of the signature.
  COSIGNATURE_V1(0x04, Ed25519.PUBLIC_SIZE) {
    @Override
    boolean verify(NoteKey key, String text, byte[] signature) {
      return isTimestamped(signature, Ed25519.SIGNATURE_SIZE)
          && Checkpoint.isCheckpoint(text)
          && Ed25519.verify(key.publicKey(), message(text, time(signature)), bare(signature));
    }

    @Override
    byte[] sign(PrivateKey privateKey, String name, String text, long timestamp) {
      return timestamped(timestamp, Ed25519.sign(privateKey, message(text, timestamp)));
    }

    private byte[] message(String text, long timestamp) {
      return "cosignature/v1\ntime %d\n%s"
          .formatted(timestamp, text)
          .getBytes(StandardCharsets.UTF_8);
    }
  },

  /// A witness's ML-DSA-44 signature over its name, a time, origin, size and root (C2SP
  /// tlog-cosignature, "ML-DSA-44 signed message"): eight bytes of POSIX time before the 2420 of
  /// the signature. Time 0 makes no statement on when.
  COSIGNATURE_ML_DSA_44(0x06, MlDsa44.PUBLIC_SIZE) {
    @Override
    boolean verify(NoteKey key, String text, byte[] signature) {
      if (!isTimestamped(signature, MlDsa44.SIGNATURE_SIZE) || !Checkpoint.isCheckpoint(text)) {
        return false;
      }
      try {
        byte[] message = SubtreeMessage.of(key.name(), time(signature), Checkpoint.parse(text));
        return MlDsa44.verify(key.publicKey(), message, bare(signature));
      } catch (MalformedLog _) {
        return false; // names that could not have been signed
      }
    }

    @Override
    OptionalLong timestamp(byte[] signature) {
      long time = time(signature);
      return time == 0 ? OptionalLong.empty() : OptionalLong.of(time);
    }

    @Override
    byte[] sign(PrivateKey privateKey, String name, String text, long timestamp) {
      byte[] message = SubtreeMessage.of(name, timestamp, Checkpoint.parse(text));
      return timestamped(timestamp, MlDsa44.sign(privateKey, message));
    }
  };

  private final byte type;
  private final int publicSize;

  NoteAlgorithm(int type, int publicSize) {
    this.type = (byte) type;
    this.publicSize = publicSize;
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

  /// Whether a witness signs so: a statement on a checkpoint, with a time.
  public boolean isCosignature() {
    return this != ED25519;
  }

  /// @param signature what follows the key id in the signature line
  abstract boolean verify(NoteKey key, String text, byte[] signature);

  /// What follows the key id in the signature line.
  ///
  /// @param timestamp POSIX seconds, for a cosignature
  abstract byte[] sign(PrivateKey privateKey, String name, String text, long timestamp);

  /// The POSIX time inside a signature that verified, where it carries one.
  OptionalLong timestamp(byte[] signature) {
    return OptionalLong.of(time(signature));
  }

  void checkPublicKey(byte[] publicKey) {
    if (publicKey.length != publicSize) {
      throw new MalformedLog(
          "a public key of type 0x%02x has %d bytes, not %d"
              .formatted(type, publicSize, publicKey.length));
    }
  }

  /// C2SP tlog-cosignature, "Format": the time "MUST NOT exceed 2^63 - 1".
  private static boolean isTimestamped(byte[] signature, int size) {
    return signature.length == Long.BYTES + size && time(signature) >= 0;
  }

  private static long time(byte[] signature) {
    return ByteBuffer.wrap(signature).getLong();
  }

  private static byte[] bare(byte[] signature) {
    return Arrays.copyOfRange(signature, Long.BYTES, signature.length);
  }

  private static byte[] timestamped(long timestamp, byte[] signature) {
    return ByteBuffer.allocate(Long.BYTES + signature.length)
        .putLong(timestamp)
        .put(signature)
        .array();
  }
}

package dev.sallyport.control.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-256-GCM (NIST SP 800-38D) under keys derived from one root key.
///
/// Each value has a key and a nonce of its own, both by HKDF-SHA256 (RFC 5869) from the root key
/// and a salt of 32 random bytes. So no pair of key and nonce is used twice however many values
/// there are; with one key and random nonces of 96 bits that would hold for 2^32 of them only.
final class Envelope implements AutoCloseable {

  static final int ROOT_SIZE = 32;

  private static final int KEY_SIZE = 32;
  private static final int NONCE_SIZE = 12;
  private static final byte[] INFO = "sallyport envelope 1".getBytes(UTF_8);
  private static final byte[] ID_INFO = "sallyport root key id".getBytes(UTF_8);

  private final byte[] root;
  private final byte[] id;
  private final SecureRandom random = new SecureRandom();

  /// Takes the key: the array is overwritten.
  Envelope(byte[] rootKey) {
    if (rootKey.length != ROOT_SIZE) {
      throw new IllegalArgumentException("a root key has 32 bytes");
    }
    root = rootKey.clone();
    Arrays.fill(rootKey, (byte) 0);
    id = derive(new byte[0], ID_INFO, Sealed.ID_SIZE);
  }

  Sealed seal(byte[] plain, Context context) {
    if (plain.length > Sealed.MAX_PLAIN) {
      throw new IllegalArgumentException("a sealed value has at most 1 MiB");
    }
    byte[] salt = new byte[Sealed.SALT_SIZE];
    random.nextBytes(salt);
    var out = new ByteArrayOutputStream();
    out.write(Sealed.VERSION);
    out.writeBytes(id);
    out.writeBytes(salt);
    try {
      out.writeBytes(crypt(Cipher.ENCRYPT_MODE, salt, out.toByteArray(), context, plain));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK refuses AES-GCM", e);
    }
    return new Sealed(out.toByteArray());
  }

  /// Empty when the value was sealed under another key, for another context, or was changed.
  Optional<Secret> open(Sealed sealed, Context context) {
    if (!MessageDigest.isEqual(id, sealed.keyId())) {
      return Optional.empty();
    }
    try {
      byte[] plain =
          crypt(Cipher.DECRYPT_MODE, sealed.salt(), sealed.head(), context, sealed.ciphertext());
      return Optional.of(Secret.taking(plain));
    } catch (AEADBadTagException _) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK refuses AES-GCM", e);
    }
  }

  /// Four bytes that tell root keys apart and nothing about them.
  byte[] id() {
    return id.clone();
  }

  private byte[] crypt(int mode, byte[] salt, byte[] head, Context context, byte[] input)
      throws GeneralSecurityException {
    byte[] derived = derive(salt, INFO, KEY_SIZE + NONCE_SIZE);
    try {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(derived, 0, KEY_SIZE, "AES"),
          new GCMParameterSpec(8 * Sealed.TAG_SIZE, derived, KEY_SIZE, NONCE_SIZE));
      cipher.updateAAD(head);
      cipher.updateAAD(context.bytes());
      return cipher.doFinal(input);
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  private byte[] derive(byte[] salt, byte[] info, int size) {
    try {
      var parameters = HKDFParameterSpec.ofExtract().addIKM(root).addSalt(salt);
      return KDF.getInstance("HKDF-SHA256").deriveData(parameters.thenExpand(info, size));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK 25 has HKDF-SHA256", e);
    }
  }

  @Override
  public void close() {
    Arrays.fill(root, (byte) 0);
  }
}

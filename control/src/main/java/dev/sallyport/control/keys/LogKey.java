package dev.sallyport.control.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/// The Ed25519 key pair of the log and its stored form: the length of the public key in two bytes,
/// the public key (X.509), the private key (PKCS #8). Both, because the JDK does not compute the
/// public key from the private one.
final class LogKey {

  private static final String ED25519 = "Ed25519";

  private final KeyPair pair;

  private LogKey(KeyPair pair) {
    this.pair = pair;
  }

  static LogKey generate() {
    try {
      return new LogKey(KeyPairGenerator.getInstance(ED25519).generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /// Empty for bytes that are no pair, and for halves that do not belong together.
  static Optional<LogKey> decode(byte[] bytes) {
    if (bytes.length < Short.BYTES) {
      return Optional.empty();
    }
    int split = Short.BYTES + Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort());
    if (split > bytes.length) {
      return Optional.empty();
    }
    byte[] encodedPrivate = Arrays.copyOfRange(bytes, split, bytes.length);
    try {
      var keys = KeyFactory.getInstance(ED25519);
      PublicKey publicKey =
          keys.generatePublic(
              new X509EncodedKeySpec(Arrays.copyOfRange(bytes, Short.BYTES, split)));
      PrivateKey privateKey = keys.generatePrivate(new PKCS8EncodedKeySpec(encodedPrivate));
      return belongTogether(publicKey, privateKey)
          ? Optional.of(new LogKey(new KeyPair(publicKey, privateKey)))
          : Optional.empty();
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    } finally {
      Arrays.fill(encodedPrivate, (byte) 0);
    }
  }

  KeyPair pair() {
    return pair;
  }

  Secret encoded() {
    byte[] publicKey = pair.getPublic().getEncoded();
    byte[] privateKey = pair.getPrivate().getEncoded();
    byte[] bytes =
        ByteBuffer.allocate(Short.BYTES + publicKey.length + privateKey.length)
            .putShort((short) publicKey.length)
            .put(publicKey)
            .put(privateKey)
            .array();
    Arrays.fill(privateKey, (byte) 0);
    return Secret.taking(bytes);
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey)
      throws GeneralSecurityException {
    byte[] message = "sallyport key check".getBytes(UTF_8);
    var signer = Signature.getInstance(ED25519);
    signer.initSign(privateKey);
    signer.update(message);
    byte[] signature = signer.sign();
    signer.initVerify(publicKey);
    signer.update(message);
    return signer.verify(signature);
  }
}

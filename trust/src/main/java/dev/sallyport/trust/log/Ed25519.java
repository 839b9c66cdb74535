package dev.sallyport.trust.log;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// Ed25519 of RFC 8032 by the JDK, and the raw 32-byte keys that notes carry.
public final class Ed25519 {

  static final int PUBLIC_SIZE = 32;
  static final int SIGNATURE_SIZE = 64;

  /// `SubjectPublicKeyInfo` of RFC 8410 section 4 up to the key itself: SEQUENCE { SEQUENCE { OID
  /// 1.3.101.112 }, BIT STRING }.
  private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final String NAME = "Ed25519";

  private Ed25519() {}

  /// The 32 bytes of a public key.
  public static byte[] raw(PublicKey key) {
    byte[] encoded = key.getEncoded();
    int start = X509_PREFIX.length;
    if (!(key instanceof EdECPublicKey)
        || encoded.length != start + PUBLIC_SIZE
        || Arrays.mismatch(encoded, X509_PREFIX) != start) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    return Arrays.copyOfRange(encoded, start, encoded.length);
  }

  /// The public key of 32 bytes; whether they are a point of the curve shows at the first use.
  static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + PUBLIC_SIZE);
    System.arraycopy(raw, 0, encoded, X509_PREFIX.length, PUBLIC_SIZE);
    return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
  }

  /// The private key of a 32-byte seed.
  public static PrivateKey privateKey(byte[] seed) {
    try {
      return KeyFactory.getInstance(NAME)
          .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 seed", e);
    }
  }

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_SIZE) {
      return false;
    }
    try {
      var verifier = Signature.getInstance(NAME);
      verifier.initVerify(publicKey(publicKey));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException _) {
      // A key that is no point or a signature that is no pair of them: nothing was signed by it.
      return false;
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      var signer = Signature.getInstance(NAME);
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK refuses to sign with this Ed25519 key", e);
    }
  }
}

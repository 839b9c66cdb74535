package dev.sallyport.trust.log;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/// ML-DSA-44 of FIPS 204 by the JDK (pure, with an empty context), and the raw 1312-byte public
/// keys that notes carry.
final class MlDsa44 {

  static final int PUBLIC_SIZE = 1312;
  static final int SIGNATURE_SIZE = 2420;

  /// `SubjectPublicKeyInfo` of RFC 9881 section 4 up to the key itself: SEQUENCE { SEQUENCE { OID
  /// 2.16.840.1.101.3.4.3.17 }, BIT STRING }.
  private static final byte[] X509_PREFIX =
      HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

  private static final String NAME = "ML-DSA-44";

  private MlDsa44() {}

  /// Whether it is a public key of this parameter set.
  static boolean isKey(PublicKey key) {
    byte[] encoded = key.getEncoded();
    return encoded != null
        && encoded.length == X509_PREFIX.length + PUBLIC_SIZE
        && Arrays.mismatch(encoded, X509_PREFIX) == X509_PREFIX.length;
  }

  /// The 1312 bytes of a public key.
  static byte[] raw(PublicKey key) {
    if (!isKey(key)) {
      throw new IllegalArgumentException("not an ML-DSA-44 public key");
    }
    byte[] encoded = key.getEncoded();
    return Arrays.copyOfRange(encoded, X509_PREFIX.length, encoded.length);
  }

  private static PublicKey publicKey(byte[] raw) throws GeneralSecurityException {
    byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + PUBLIC_SIZE);
    System.arraycopy(raw, 0, encoded, X509_PREFIX.length, PUBLIC_SIZE);
    return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
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
      // Malformed hints or coefficients: nothing was signed by this key.
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
      throw new IllegalStateException("the JDK refuses to sign with this ML-DSA-44 key", e);
    }
  }
}

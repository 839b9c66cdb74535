package dev.sallyport.server.web;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Collections;
import java.util.Optional;

/// Whether certificate and key can be served with, found out before anything is started: a key of
/// another certificate would fail at the first handshake.
public final class TlsCheck {

  private TlsCheck() {}

  /// What is wrong with the files; the message holds nothing of the key.
  public static Optional<String> problem(WebSettings.Tls tls) {
    try {
      KeyStore store = WebConfiguration.bundle(tls).getStores().getKeyStore();
      if (store == null) {
        return Optional.of("no certificate and key");
      }
      String alias = Collections.list(store.aliases()).getFirst();
      Key key = store.getKey(alias, new char[0]);
      PublicKey certified = store.getCertificate(alias).getPublicKey();
      return key instanceof PrivateKey own && fits(own, certified)
          ? Optional.empty()
          : Optional.of("a key that is not the certificate's");
    } catch (GeneralSecurityException e) {
      return Optional.of("a key or certificate that cannot be used: " + e.getClass().getName());
    } catch (RuntimeException e) {
      // Spring's reader of PEM files throws several kinds.
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static boolean fits(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
    String algorithm =
        switch (certified.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> certified.getAlgorithm();
        };
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    var signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    byte[] signature = signer.sign();
    var verifier = Signature.getInstance(algorithm);
    verifier.initVerify(certified);
    return verifier.verify(signature);
  }
}

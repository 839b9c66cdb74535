package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Whom a sink trusts and who it is, in PEM files. They are read at each new connection, so a
/// renewed certificate needs no restart. Revocation is not checked.
///
/// @param authorities certificates that may have signed the receiver's; the JDK's own list if none
/// @param certificate of the sink, then those that lead to its authority; none if the receiver does
///     not ask for one
/// @param key of that certificate, PKCS #8 without a passphrase
public record TlsFiles(@Nullable Path authorities, @Nullable Path certificate, @Nullable Path key) {

  /// The authorities that the JDK knows, and no certificate.
  public static final TlsFiles SYSTEM = new TlsFiles(null, null, null);

  private static final int LIMIT = 1 << 20;
  private static final String KEY_START = "-----BEGIN PRIVATE " + "KEY-----";
  private static final String KEY_END = "-----END PRIVATE " + "KEY-----";

  public TlsFiles {
    if ((certificate == null) != (key == null)) {
      throw new IllegalArgumentException("a certificate and its key come together");
    }
  }

  public static TlsFiles trusting(Path authorities) {
    return new TlsFiles(authorities, null, null);
  }

  /// The same with a certificate of the sink's own.
  public TlsFiles showing(Path certificate, Path key) {
    return new TlsFiles(authorities, certificate, key);
  }

  /// @throws IOException when a file is not there or not what it should be
  SSLContext context() throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(identity(), trust(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private TrustManager @Nullable [] trust() throws IOException, GeneralSecurityException {
    if (authorities == null) {
      return null; // the JDK's own
    }
    var store = emptyStore();
    for (Certificate each : certificates(authorities)) {
      store.setCertificateEntry("authority-" + store.size(), each);
    }
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(store);
    return factory.getTrustManagers();
  }

  private KeyManager @Nullable [] identity() throws IOException, GeneralSecurityException {
    if (certificate == null || key == null) {
      return null;
    }
    List<Certificate> chain = certificates(certificate);
    var store = emptyStore();
    char[] none = new char[0];
    store.setKeyEntry(
        "sink", privateKey(key, chain.getFirst()), none, chain.toArray(Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, none);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static List<Certificate> certificates(Path file) throws IOException {
    try {
      var found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(read(file)));
      if (found.isEmpty()) {
        throw new IOException(file + ": no certificate in it");
      }
      return List.copyOf(found);
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": not a certificate in PEM: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(Path file, Certificate of) throws IOException {
    byte[] pem = read(file);
    String text = new String(pem, ISO_8859_1);
    Arrays.fill(pem, (byte) 0);
    int start = text.indexOf(KEY_START);
    int end = text.indexOf(KEY_END);
    if (start < 0 || end < start) {
      throw new IOException(file + ": not a key in PKCS #8 without a passphrase (PEM)");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(text.substring(start + KEY_START.length(), end));
      String algorithm = of.getPublicKey().getAlgorithm();
      var key = KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      if (belongs(key, of.getPublicKey(), algorithm)) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      // Without the cause: what it says may hold parts of the key.
    }
    throw new IOException(file + ": not the key of the certificate");
  }

  private static boolean belongs(PrivateKey key, PublicKey to, String algorithm)
      throws GeneralSecurityException {
    String scheme =
        switch (algorithm) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> algorithm;
        };
    var signer = Signature.getInstance(scheme);
    signer.initSign(key);
    byte[] signature = signer.sign();
    var verifier = Signature.getInstance(scheme);
    verifier.initVerify(to);
    return verifier.verify(signature);
  }

  private static byte[] read(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new IOException(file + ": too large for a PEM file");
      }
      return bytes;
    }
  }
}

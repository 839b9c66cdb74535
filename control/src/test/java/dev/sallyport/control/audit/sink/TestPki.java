package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Authorities, receivers and a client, made anew by the JDK's `keytool` for each run of tests.
/// `server` is `localhost` and 127.0.0.1, `stranger` is another host, `client` is a sink; `ca` has
/// signed all three, `other` none.
public final class TestPki {

  private static final String PASSWORD = "of-a-test";

  private static final class Holder {
    private static final TestPki MADE = make();
  }

  private final Path folder;
  private final KeyStore store;

  private TestPki(Path folder, KeyStore store) {
    this.folder = folder;
    this.store = store;
  }

  public static TestPki get() {
    return Holder.MADE;
  }

  /// A certificate and those that signed it, in PEM.
  public Path certificates(String name) {
    return folder.resolve(name + ".pem");
  }

  /// Its key, in PEM.
  public Path key(String name) {
    return folder.resolve(name + ".key");
  }

  /// For a server that is `name` and trusts what `ca` signed.
  SSLContext server(String name) {
    try {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      char[] none = new char[0];
      var key = store.getKey(name, PASSWORD.toCharArray());
      keys.setKeyEntry(name, key, none, store.getCertificateChain(name));
      var own = KeyManagerFactory.getInstance("PKIX");
      own.init(keys, none);
      var trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("ca", store.getCertificate("ca"));
      var trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      var context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestPki make() {
    try {
      Path folder = Files.createTempDirectory("sallyport-pki");
      Path file = folder.resolve("all.p12");
      for (String name : List.of("ca", "other")) {
        keytool(file, name, "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign");
      }
      signed(file, "server", "san=dns:localhost,ip:127.0.0.1");
      signed(file, "stranger", "san=dns:elsewhere.example");
      signed(file, "client", "san=dns:client.example");
      var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
      var pki = new TestPki(folder, store);
      for (String name : List.of("ca", "other", "server", "stranger", "client")) {
        pki.export(name);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(pki::delete));
      return pki;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void signed(Path file, String name, String extension) throws IOException {
    keytool(file, name, "-signer", "ca", "-signerkeypass", PASSWORD, "-ext", extension);
  }

  private static void keytool(Path file, String name, String... more) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                name,
                "-dname",
                "CN=" + name,
                "-keyalg",
                name.equals("client") ? "EC" : "RSA", // GnuTLS does not read the JDK's EC keys
                "-validity",
                "30",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(said);
    }
  }

  private void export(String name) throws IOException, GeneralSecurityException {
    var chain = new StringBuilder();
    for (Certificate each : store.getCertificateChain(name)) {
      chain.append(pem("CERTIFICATE", each.getEncoded()));
    }
    Files.writeString(certificates(name), chain);
    byte[] key = store.getKey(name, PASSWORD.toCharArray()).getEncoded();
    Files.writeString(key(name), pem("PRIVATE" + " KEY", key));
  }

  private static String pem(String type, byte[] der) {
    String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, lines, type);
  }

  private void delete() {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.sallyport.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.server.output.Libraries;
import dev.sallyport.server.output.ServerLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerResponse;

@Timeout(60)
final class WebServerTest {

  private static final String PASSWORD = "changeit";

  private final StringWriter said = new StringWriter();
  private final ServerLog log =
      new ServerLog(new PrintWriter(said), ServerLog.Form.JSON, Clock.systemUTC());

  private WebServer start(WebSettings.@Nullable Tls tls, HandlerFunction<ServerResponse> handler) {
    Libraries.warnTo(log);
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
    var settings = new WebSettings(address, tls, Duration.ofSeconds(20));
    var routes = List.of(new Route("/", "a test", handler));
    return WebServer.start(settings, routes, new Traffic(), log);
  }

  private static HttpRequest get(String scheme, WebServer server) {
    return HttpRequest.newBuilder(URI.create(scheme + "://localhost:" + server.port() + "/"))
        .build();
  }

  @Test
  void closingLetsRequestsEndAndTakesNoMore() throws Exception {
    var inside = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var server =
        start(
            null,
            _ -> {
              inside.countDown();
              assertThat(go.await(20, TimeUnit.SECONDS)).isTrue();
              return Answers.plain(200, Thread.currentThread().isVirtual() ? "virtual" : "no");
            });
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.sendAsync(get("http", server), BodyHandlers.ofString());
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
      var closing = Thread.ofPlatform().start(server::close);
      awaitRefused(server);
      assertThat(closing.isAlive()).isTrue();
      go.countDown();
      assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo("virtual");
      closing.join();
    }
  }

  private static void awaitRefused(WebServer server) throws Exception {
    long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    int port = server.port();
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/nothing"))
              .timeout(Duration.ofSeconds(2))
              .build();
      boolean refused = false;
      while (!refused) {
        assertThat(System.nanoTime()).isLessThan(until);
        try {
          client.send(request, BodyHandlers.discarding());
        } catch (ConnectException _) {
          refused = true;
        } catch (IOException _) {
          // Closed in the middle; the next one is not let in.
        }
      }
    }
  }

  @Test
  void failureIsAProblemForTheCallerAndAReasonForTheLog() throws Exception {
    try (var server =
            start(
                null,
                _ -> {
                  throw new IllegalStateException("broke inside");
                });
        var client = HttpClient.newHttpClient()) {
      var answer = client.send(get("http", server), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().firstValue("Content-Type")).contains(Problem.TYPE);
      assertThat(answer.body()).contains("\"code\":\"internal\"").doesNotContain("broke");
      assertThat(said.toString()).contains("broke inside", "\"path\":\"/\"");
    }
  }

  @Test
  void preflightIsAMethodLikeOthers() throws Exception {
    try (var server = start(null, _ -> Answers.plain(200, "read"));
        var client = HttpClient.newHttpClient()) {
      for (String method : List.of("OPTIONS", "POST", "DELETE", "ANYTHING")) {
        var request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://elsewhere.example")
                .header("Access-Control-Request-Method", "GET")
                .build();
        var answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(method).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(answer.body()).contains("\"code\":\"method-not-allowed\"");
        assertThat(answer.headers().map()).doesNotContainKey("Access-Control-Allow-Origin");
      }
      assertThat(said.toString()).isEmpty();
    }
  }

  @Test
  void portIsTakenOnce() {
    try (var server = start(null, _ -> Answers.plain(200, ""))) {
      var settings =
          new WebSettings(
              new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), server.port()),
              null,
              Duration.ofSeconds(1));
      assertThatThrownBy(() -> WebServer.start(settings, List.of(), new Traffic(), log))
          .isInstanceOf(WebServer.CannotListen.class);
    }
  }

  @Test
  void servesOverTls(@TempDir Path folder) throws Exception {
    var tls = files(folder, "one");
    assertThat(TlsCheck.problem(tls)).isEmpty();
    try (var server = start(tls, _ -> Answers.plain(200, "sealed"));
        var client = HttpClient.newBuilder().sslContext(trusting(folder, "one")).build()) {
      var answer = client.send(get("https", server), BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("sealed");
      assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      // Plain HTTP on that port is told so, not served.
      var plain = client.send(get("http", server), BodyHandlers.ofString());
      assertThat(plain.statusCode()).isEqualTo(400);
    }
  }

  @Test
  void keyOfAnotherCertificateIsFoundBefore(@TempDir Path folder) throws Exception {
    var tls = new WebSettings.Tls(files(folder, "one").certificate(), files(folder, "two").key());
    assertThat(TlsCheck.problem(tls)).contains("a key that is not the certificate's");
  }

  /// A certificate of its own for `localhost` and its key, as PEM.
  private static WebSettings.Tls files(Path folder, String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost")
            .redirectErrorStream(true)
            .start();
    assertThat(made.waitFor()).as(new String(made.getInputStream().readAllBytes(), UTF_8)).isZero();
    var keys = load(store);
    Path certificate = folder.resolve(name + ".pem");
    Path key = folder.resolve(name + ".key");
    Files.writeString(certificate, pem("CERTIFICATE", keys.getCertificate("it").getEncoded()));
    byte[] encoded = keys.getKey("it", PASSWORD.toCharArray()).getEncoded();
    Files.writeString(key, pem("PRIVATE " + "KEY", encoded));
    return new WebSettings.Tls(certificate, key);
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private static String pem(String kind, byte[] der) {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }

  private static SSLContext trusting(Path folder, String name) throws Exception {
    var certificate = load(folder.resolve(name + ".p12")).getCertificate("it");
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("it", certificate);
    var factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}

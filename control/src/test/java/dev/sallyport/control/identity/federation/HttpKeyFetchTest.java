package dev.sallyport.control.identity.federation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpKeyFetchTest {

  private static final byte[] BODY = "{\"keys\":[]}".getBytes(UTF_8);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch over = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    over.countDown();
    server.stop(0);
    threads.close();
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  private byte[] get(String path, boolean privateNetworks, Duration timeout)
      throws IOException, InterruptedException {
    try (var fetch = new HttpKeyFetch(privateNetworks, timeout)) {
      return fetch.get(at(path));
    }
  }

  private byte[] get(String path) throws IOException, InterruptedException {
    return get(path, true, Duration.ofSeconds(20));
  }

  @Test
  void readsAnAnswer() throws IOException, InterruptedException {
    serve("/keys", exchange -> answer(exchange, 200, BODY));
    assertThat(get("/keys")).isEqualTo(BODY);
  }

  @Test
  void followsNoRedirect() {
    serve("/keys", exchange -> answer(exchange, 200, BODY));
    serve(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", at("/keys").toString());
          answer(exchange, 302, BODY);
        });
    assertThatThrownBy(() -> get("/moved"))
        .isInstanceOf(IOException.class)
        .hasMessage("status 302");
  }

  @Test
  void takesNothingPacked() {
    serve(
        "/packed",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          answer(exchange, 200, BODY);
        });
    assertThatThrownBy(() -> get("/packed")).hasMessage("a packed answer");
  }

  @Test
  void takesNothingEndless() {
    serve(
        "/endless",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] block = new byte[1 << 16];
          while (over.getCount() > 0) {
            exchange.getResponseBody().write(block);
          }
        });
    assertThatThrownBy(() -> get("/endless")).hasMessage("more than 524288 bytes");
  }

  @Test
  void waitsForNothingThatTrickles() {
    serve(
        "/drip",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          try {
            over.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    assertThatThrownBy(() -> get("/drip", true, Duration.ofMillis(300)))
        .hasMessage("no whole answer within PT0.3S");
  }

  @Test
  void asksNothingOfPrivateNetworks() {
    serve("/keys", exchange -> answer(exchange, 200, BODY));
    assertThatThrownBy(() -> get("/keys", false, Duration.ofSeconds(20)))
        .hasMessage("an address of a private network");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::"
      })
  void addressesOfPrivateNetworks(String address) throws IOException {
    assertThat(HttpKeyFetch.isPrivate(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.1.1.1", "140.82.112.3", "100.128.0.1", "2606:4700::1111"})
  void addressesOfThePublicNetwork(String address) throws IOException {
    assertThat(HttpKeyFetch.isPrivate(InetAddress.getByName(address))).isFalse();
  }
}

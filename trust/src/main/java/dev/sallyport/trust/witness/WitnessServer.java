package dev.sallyport.trust.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.trust.witness.Witness.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;

/// A witness over HTTP: `POST /add-checkpoint`, and `GET /` for its key. TLS is for what stands
/// before it. Sizes, times and the number of requests at once are bounded.
public final class WitnessServer implements AutoCloseable {

  private static final int BACKLOG = 64;
  private static final int AT_ONCE = 32;
  private static final int GRACE_SECONDS = 1;

  /// The JDK's server reads its limits from these, once, when it is first used.
  private static final String[][] LIMITS = {
    {"sun.net.httpserver.maxReqTime", "20"},
    {"sun.net.httpserver.maxRspTime", "20"},
    {"sun.net.httpserver.maxReqHeaders", "50"},
    {"jdk.httpserver.maxConnections", "256"},
  };

  private final Witness witness;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore free = new Semaphore(AT_ONCE);
  private final BiConsumer<Answer, String> listener;

  private WitnessServer(Witness witness, HttpServer server, BiConsumer<Answer, String> listener) {
    this.witness = witness;
    this.server = server;
    this.listener = listener;
  }

  /// Starts it.
  ///
  /// @param address port 0 for any that is free
  /// @param listener hears each answer to `add-checkpoint` and who asked, several at once
  public static WitnessServer start(
      Witness witness, InetSocketAddress address, BiConsumer<Answer, String> listener)
      throws IOException {
    for (String[] limit : LIMITS) {
      if (System.getProperty(limit[0]) == null) {
        System.setProperty(limit[0], limit[1]);
      }
    }
    var server = new WitnessServer(witness, HttpServer.create(address, BACKLOG), listener);
    server.server.createContext("/", server::handle);
    server.server.setExecutor(server.executor);
    server.server.start();
    return server;
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    return switch (path) {
      case "/add-checkpoint" ->
          method.equals("POST") ? addCheckpoint(exchange) : plain(405, "POST it");
      case "/" -> method.equals("GET") ? plain(200, witness.key().vkey()) : plain(405, "GET it");
      default -> plain(404, "no such path");
    };
  }

  private Answer addCheckpoint(HttpExchange exchange) throws IOException {
    // Before a place is taken: whoever sends slowly must not keep the others out. The server's
    // limit for a request ends it, and that for connections bounds the memory.
    byte[] body = exchange.getRequestBody().readNBytes(AddCheckpoint.MAX_BYTES + 1);
    if (!free.tryAcquire()) {
      return plain(503, "busy, try again");
    }
    try {
      Answer answer =
          body.length > AddCheckpoint.MAX_BYTES
              ? plain(413, "a request has at most %d bytes".formatted(AddCheckpoint.MAX_BYTES))
              : witness.addCheckpoint(body);
      listener.accept(answer, exchange.getRemoteAddress().getHostString());
      return answer;
    } catch (UncheckedIOException e) {
      // Not durable, so not cosigned. The log may ask again.
      Answer failed = plain(500, "the checkpoint could not be stored");
      listener.accept(failed, String.valueOf(e.getMessage()));
      return failed;
    } finally {
      free.release();
    }
  }

  private static Answer plain(int status, String text) {
    return new Answer(status, Answer.TEXT, text + "\n");
  }

  @Override
  public void close() {
    server.stop(GRACE_SECONDS);
    executor.close();
  }
}

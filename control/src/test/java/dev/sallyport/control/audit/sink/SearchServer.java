package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.base.json.CanonicalJson;
import dev.sallyport.base.json.Json;
import dev.sallyport.base.json.JsonReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Plays what a sink uses of OpenSearch: the existence of an index, making one, `_bulk` with
/// `create`.
final class SearchServer implements Closeable {

  /// What it says of one item.
  record Verdict(int status, String type, String reason) {
    static final Verdict CREATED = new Verdict(201, "", "");
  }

  final Map<String, EntryView> documents = Collections.synchronizedMap(new LinkedHashMap<>());
  final Map<String, Verdict> verdicts = Collections.synchronizedMap(new LinkedHashMap<>());
  final List<String> requests = new CopyOnWriteArrayList<>();
  final List<String> logins = new CopyOnWriteArrayList<>();
  final List<Integer> sizes = new CopyOnWriteArrayList<>();

  /// Said to everything, when it is not 0.
  volatile int status;

  /// In place of the answer of `_bulk`.
  volatile @Nullable String answer;

  volatile boolean index;

  private final @Nullable SSLContext tls;
  private HttpServer server;

  SearchServer(@Nullable SSLContext tls) throws IOException {
    this.tls = tls;
    server = make(0);
  }

  private HttpServer make(int port) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer made;
    if (tls == null) {
      made = HttpServer.create(address, 0);
    } else {
      var https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      made = https;
    }
    made.createContext("/", this::handle);
    made.start();
    return made;
  }

  int port() {
    return server.getAddress().getPort();
  }

  void restart() throws IOException {
    int port = port();
    server.stop(0);
    server = make(port);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      requests.add(what);
      sizes.add(body.length);
      logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      boolean head = what.startsWith("HEAD ");
      if (status != 0 && head) {
        exchange.sendResponseHeaders(status, -1);
      } else if (status != 0) {
        reply(exchange, status, "{\"error\":\"as told\"}");
      } else if (head) {
        exchange.sendResponseHeaders(index ? 200 : 404, -1);
      } else if (what.startsWith("PUT ")) {
        index = true;
        reply(exchange, 200, "{\"acknowledged\":true}");
      } else {
        String told = answer;
        reply(exchange, 200, told == null ? bulk(new String(body, UTF_8)) : told);
      }
    }
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private String bulk(String body) {
    var items = new ArrayList<Json>();
    List<String> lines = body.lines().toList();
    for (int i = 0; i < lines.size(); i += 2) {
      String id = view(lines.get(i)).text("create", "_id").orElseThrow();
      Verdict verdict = verdicts.getOrDefault(id, Verdict.CREATED);
      if (verdict.status() == 201 && documents.putIfAbsent(id, view(lines.get(i + 1))) != null) {
        verdict = new Verdict(409, "version_conflict_engine_exception", "there is one");
      }
      items.add(item(id, verdict));
    }
    return new String(
        CanonicalJson.bytes(Json.Obj.of(Map.of("items", new Json.Arr(items)))), UTF_8);
  }

  private static Json item(String id, Verdict verdict) {
    var said = new LinkedHashMap<String, Json>();
    said.put("_id", new Json.Str(id));
    said.put("status", new Json.Int(verdict.status()));
    if (verdict.status() >= 400) {
      said.put(
          "error",
          Json.Obj.of(
              Map.of(
                  "type", new Json.Str(verdict.type()),
                  "reason", new Json.Str(verdict.reason()))));
    }
    return Json.Obj.of(Map.of("create", Json.Obj.of(said)));
  }

  private static EntryView view(String line) {
    return EntryView.of(JsonReader.read(line.getBytes(UTF_8), 1 << 20));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

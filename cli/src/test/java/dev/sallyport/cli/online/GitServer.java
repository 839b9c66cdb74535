package dev.sallyport.cli.online;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/// A code host on the loopback interface: the real git behind its own CGI program.
public final class GitServer implements AutoCloseable {
  private static final Path GIT = Path.of("/usr/bin/git");
  private static final Path BACKEND = Path.of("/usr/lib/git-core/git-http-backend");

  public final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  public final Map<String, String> redirections = new ConcurrentHashMap<>();
  private final Path root;
  private final HttpServer server;

  public GitServer(Path root) throws IOException {
    Assumptions.assumeTrue(Files.isExecutable(GIT) && Files.isExecutable(BACKEND));
    this.root = root;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /// Runs git in a repository of this host, which is made if need be.
  public String git(String repository, String... arguments) {
    Path directory = root.resolve(repository + ".git");
    try {
      if (!Files.exists(directory)) {
        Files.createDirectories(directory);
        run(directory, List.of("init", "-q", "-b", "main", "--bare", "."));
        run(directory, List.of("config", "uploadpack.allowFilter", "true"));
      }
      return run(directory, List.of(arguments));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A commit that holds one file, made without a working tree; nothing refers to it yet.
  public String commit(String repository, String path, String text, String... parents) {
    git(repository, "rev-parse", "--git-dir");
    try {
      Path file = Files.writeString(Files.createTempFile(root, "blob", ""), text);
      String tree = git(repository, "hash-object", "-w", file.toString());
      String mode = "100644 blob ";
      for (String name : List.of(path.split("/", -1)).reversed()) {
        Path list = Files.writeString(file, mode + tree + "\t" + name + "\n");
        tree = git(repository, "-c", "alias.mk=!git mktree < " + list, "mk");
        mode = "040000 tree ";
      }
      List<String> command = new ArrayList<>(List.of("commit-tree", tree, "-m", "sample"));
      for (String parent : parents) {
        command.addAll(List.of("-p", parent));
      }
      return git(repository, command.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(Path directory, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(GIT.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    isolate(builder.environment(), directory);
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (code(process) != 0) {
      throw new IOException(command + ": " + out);
    }
    return out.stripTrailing();
  }

  private static int code(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void isolate(Map<String, String> environment, Path home) {
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.put("HOME", home.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + who + "_NAME", "Sample");
      environment.put("GIT_" + who + "_EMAIL", "sample@example.org");
      environment.put("GIT_" + who + "_DATE", "2026-01-02T03:04:05Z");
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(exchange.getRequestMethod() + " " + path);
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      String redirection = redirections.get(path);
      if (redirection != null) {
        exchange.getResponseHeaders().set("Location", redirection);
        exchange.sendResponseHeaders(301, -1);
        return;
      }
      answer(exchange, cgi(exchange, path));
    }
  }

  private byte[] cgi(HttpExchange exchange, String path) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(BACKEND.toString());
    Map<String, String> environment = builder.environment();
    isolate(environment, root);
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("PATH_INFO", path);
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    String query = exchange.getRequestURI().getQuery();
    environment.put("QUERY_STRING", query == null ? "" : query);
    environment.put("GIT_PROTOCOL", exchange.getRequestHeaders().getFirst("Git-Protocol"));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    environment.put("CONTENT_TYPE", type == null ? "" : type);
    byte[] body = exchange.getRequestBody().readAllBytes();
    environment.put("CONTENT_LENGTH", String.valueOf(body.length));
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var in = process.getOutputStream()) {
      in.write(body);
    }
    return process.getInputStream().readAllBytes();
  }

  private static void answer(HttpExchange exchange, byte[] cgi) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(cgi);
    int status = 200;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("Status:")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().set(line.substring(0, line.indexOf(':')), value);
      }
    }
    byte[] body = in.readAllBytes();
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String line(ByteArrayInputStream in) {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append(c == '\r' ? "" : (char) c);
    }
    return line.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

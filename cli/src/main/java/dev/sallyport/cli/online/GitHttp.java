package dev.sallyport.cli.online;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/// Git's smart HTTP protocol, version 2 (gitprotocol-http(5)), with one host and no other: an
/// answer that leads elsewhere is refused, so that neither the token nor the question goes astray.
/// Sizes and times are bounded. The JDK's client is used rather than JGit's, which reads
/// configuration, cookies and credentials of the machine.
final class GitHttp implements AutoCloseable {

  /// @param base what repository names are appended to; ends in `/`
  /// @param answer most bytes of one answer
  /// @param time for one answer, whole
  record Settings(URI base, int answer, Duration time) {
    static Settings of(URI base) {
      return new Settings(base, 64 << 20, Duration.ofSeconds(60));
    }
  }

  /// Where a repository is, after redirections, and what its server can do.
  ///
  /// @param filters whether objects may be left out of what is fetched
  record Remote(URI address, boolean filters) {}

  private static final int REDIRECTIONS = 3;
  private static final String SERVICE = "git-upload-pack";

  private final Settings settings;
  private final Optional<Token> token;
  private final HttpClient client;

  GitHttp(Settings settings, Optional<Token> token) {
    this.settings = settings;
    this.token = token.filter(_ -> confidential(settings.base()));
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  Remote open(String repository) throws IOException {
    URI at = settings.base().resolve(repository + ".git/info/refs?service=" + SERVICE);
    for (int i = 0; i <= REDIRECTIONS; i++) {
      HttpResponse<byte[]> answer = send(request(at).GET().build());
      if (answer.statusCode() / 100 != 3) {
        String path = expect(answer, "application/x-git-upload-pack-advertisement").uri().getPath();
        return remote(at.resolve(path.substring(0, path.length() - "/info/refs".length())), answer);
      }
      at = redirection(at, answer.headers());
    }
    throw new IOException("the server redirects more than " + REDIRECTIONS + " times");
  }

  Packets ask(Remote remote, String command, List<String> arguments) throws IOException {
    URI at = remote.address().resolve(remote.address().getPath() + "/" + SERVICE);
    HttpRequest post =
        request(at)
            .header("Content-Type", "application/x-git-upload-pack-request")
            .header("Accept", "application/x-git-upload-pack-result")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Packets.request(command, arguments)))
            .build();
    return new Packets(expect(send(post), "application/x-git-upload-pack-result").body());
  }

  private static Remote remote(URI address, HttpResponse<byte[]> answer) throws IOException {
    Packets packets = new Packets(answer.body());
    boolean second = false;
    boolean filters = false;
    for (Packets.Kind kind = packets.next(); kind != Packets.Kind.END; kind = packets.next()) {
      String line = packets.text();
      second |= line.equals("version 2");
      filters |= line.startsWith("fetch=") && (line + " ").contains("filter ");
      if (line.startsWith("object-format=") && !line.equals("object-format=sha1")) {
        throw new IOException("the repository uses SHA-256 object ids");
      }
    }
    if (!second) {
      throw new IOException("the server does not speak version 2 of git's protocol");
    }
    return new Remote(address, filters);
  }

  private HttpRequest.Builder request(URI at) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at)
            .timeout(settings.time())
            .header("Git-Protocol", "version=2")
            .header("User-Agent", "git/sallyport");
    token.ifPresent(t -> request.header("Authorization", t.header()));
    return request;
  }

  /// The time of a request covers its headers only; that of the future covers all.
  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> future =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), settings.answer()));
    try {
      return future.get(settings.time().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      future.cancel(true);
      throw new IOException("no answer within " + settings.time().toSeconds() + " seconds", e);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("no answer: " + why(cause), cause);
    }
  }

  private static String why(Throwable cause) {
    return switch (cause) {
      case ConnectException _, UnresolvedAddressException _ ->
          "there is no connection to it; is there a network?";
      case SSLException _ -> "its certificate is not trusted here";
      case HttpTimeoutException _ -> "it took too long";
      default -> "the connection broke";
    };
  }

  private static HttpResponse<byte[]> expect(HttpResponse<byte[]> answer, String type)
      throws IOException {
    if (answer.statusCode() != 200) {
      throw new IOException("the server answers " + answer.statusCode());
    }
    String stated = answer.headers().firstValue("Content-Type").orElse("");
    if (!stated.equals(type)) {
      throw new IOException("the server does not answer in git's protocol");
    }
    return answer;
  }

  private static URI redirection(URI from, HttpHeaders headers) throws IOException {
    String location = headers.firstValue("Location").orElse("");
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException("the server redirects to what is no address", e);
    }
    boolean same =
        from.getScheme().equals(to.getScheme())
            && from.getHost().equals(to.getHost())
            && from.getPort() == to.getPort();
    if (!same || !to.getPath().endsWith("/info/refs")) {
      throw new IOException("the server redirects to another place, which is not followed");
    }
    return to;
  }

  private static boolean confidential(URI base) {
    return "https".equals(base.getScheme()) || "127.0.0.1".equals(base.getHost());
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

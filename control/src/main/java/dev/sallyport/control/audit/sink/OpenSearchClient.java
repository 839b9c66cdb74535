package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Requests to one server: no redirects, sizes and times bounded, the login read anew each time.
final class OpenSearchClient implements AutoCloseable {

  private static final int LONGEST_EXCERPT = 300;

  private final OpenSearchSettings settings;
  private final HttpClient client;

  /// What the server said.
  record Answer(int status, byte[] body) {
    /// For a message: bounded.
    String excerpt() {
      String text = new String(body, UTF_8);
      return text.substring(0, Math.min(text.length(), LONGEST_EXCERPT));
    }
  }

  OpenSearchClient(OpenSearchSettings settings) throws IOException {
    this.settings = settings;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(settings.timeout())
            // It also checks that the certificate is the host's.
            .sslContext(settings.tls().context())
            .build();
  }

  Answer head(String path) throws IOException {
    return send(request(path).HEAD().build());
  }

  Answer put(String path, byte[] json) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofByteArray(json))
            .build());
  }

  Answer post(String path, byte[] lines) throws IOException {
    return send(
        request(path)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofByteArray(lines))
            .build());
  }

  private HttpRequest.Builder request(String path) throws IOException {
    var request =
        HttpRequest.newBuilder(settings.server().resolve(path)).timeout(settings.timeout());
    settings.login().header().ifPresent(value -> request.header("Authorization", value));
    return request;
  }

  private Answer send(HttpRequest request) throws IOException {
    var answer =
        client.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BulkAnswer.LIMIT));
    try {
      // The request's own timeout ends with the headers; a body that trickles must end, too.
      HttpResponse<byte[]> response =
          answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (ExecutionException e) {
      throw new IOException("%s: %s".formatted(settings.server(), e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(
          "%s: no answer within %s".formatted(settings.server(), settings.timeout()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}

package dev.sallyport.trust.log;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/// A log behind a URL prefix (C2SP tlog-tiles, "APIs"). Redirects are not followed, sizes and times
/// are bounded, a failed request is made three times.
public final class HttpSource implements LogSource {

  private static final int ATTEMPTS = 3;
  private static final int PARALLELISM = 8;

  private final URI prefix;
  private final Duration timeout;
  private final HttpClient client;

  /// @param prefix `http` or `https`, with or without a slash at the end
  /// @param timeout for a request as a whole
  public HttpSource(URI prefix, Duration timeout) {
    String scheme = prefix.getScheme() == null ? "" : prefix.getScheme().toLowerCase(Locale.ROOT);
    boolean usable =
        (scheme.equals("http") || scheme.equals("https"))
            && prefix.getHost() != null
            && prefix.getQuery() == null
            && prefix.getFragment() == null;
    if (!usable) {
      throw new IllegalArgumentException("not the URL of a log: " + prefix);
    }
    this.prefix = prefix.toString().endsWith("/") ? prefix : URI.create(prefix + "/");
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public Optional<byte[]> read(String path, int limit) {
    for (int attempt = 1; ; attempt++) {
      try {
        return fetch(path, limit);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new UncheckedIOException("%s: %s".formatted(prefix.resolve(path), why(e)), e);
        }
      }
    }
  }

  /// Exceptions of the network often have no message, only a type.
  private static String why(IOException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof HttpConnectTimeoutException) {
        return "nobody answers there";
      }
      if (at instanceof ConnectException) {
        return "nobody listens there, or no address is known for the name";
      }
    }
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }

  private Optional<byte[]> fetch(String path, int limit) throws IOException {
    var request =
        HttpRequest.newBuilder(prefix.resolve(path))
            .timeout(timeout)
            .header("Accept-Encoding", "gzip, identity")
            .build();
    var response = send(request, limit);
    return switch (response.statusCode()) {
      case 200 -> Optional.of(decoded(path, response, limit));
      case 404, 410 -> Optional.empty();
      default -> throw new IOException("status " + response.statusCode());
    };
  }

  private HttpResponse<byte[]> send(HttpRequest request, int limit) throws IOException {
    // The request's own timeout ends with the headers; a body that trickles must end, too.
    var answer = client.sendAsync(request, _ -> new BoundedBody(limit));
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + timeout, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    } finally {
      answer.cancel(true);
    }
  }

  private static byte[] decoded(String path, HttpResponse<byte[]> response, int limit)
      throws IOException {
    String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
    return switch (encoding.toLowerCase(Locale.ROOT)) {
      case "identity" -> bounded(path, response.body(), limit);
      case "gzip" -> {
        byte[] zipped = bounded(path, response.body(), limit);
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
          yield bounded(path, in.readNBytes(limit + 1), limit);
        }
      }
      default -> throw new IOException("content encoding " + encoding);
    };
  }

  private static byte[] bounded(String path, byte[] bytes, int limit) {
    if (bytes.length > limit) {
      throw new MalformedLog("%s: more than %d bytes".formatted(path, limit));
    }
    return bytes;
  }

  @Override
  public boolean lists() {
    return false;
  }

  @Override
  public List<String> list(String folder) {
    return List.of();
  }

  @Override
  public int parallelism() {
    return PARALLELISM;
  }
}

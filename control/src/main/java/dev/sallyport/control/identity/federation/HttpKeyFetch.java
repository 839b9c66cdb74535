package dev.sallyport.control.identity.federation;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads keys over HTTPS: no redirect is followed, nothing is unpacked, the answer is bounded as a
/// whole in bytes and time, and addresses of private networks are refused unless an administrator
/// said that the issuer lives in one.
final class HttpKeyFetch implements KeyFetch, AutoCloseable {

  static final int MOST_BYTES = 512 * 1024;

  private final boolean privateNetworks;
  private final Duration timeout;
  private final HttpClient client;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// @param timeout for a document as a whole
  HttpKeyFetch(boolean privateNetworks, Duration timeout) {
    this.privateNetworks = privateNetworks;
    this.timeout = timeout;
    client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public byte[] get(URI from) throws IOException, InterruptedException {
    var document = threads.submit(() -> fetched(from));
    try {
      return document.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException told ? told : new IOException("no answer", e);
    } catch (TimeoutException _) {
      throw new IOException("no whole answer within " + timeout);
    } finally {
      document.cancel(true);
    }
  }

  private byte[] fetched(URI from) throws IOException, InterruptedException {
    for (InetAddress address : InetAddress.getAllByName(from.getHost())) {
      if (!privateNetworks && isPrivate(address)) {
        throw new IOException("an address of a private network");
      }
    }
    HttpRequest request =
        HttpRequest.newBuilder(from)
            .timeout(timeout)
            .header("Accept", "application/json")
            .header("Accept-Encoding", "identity")
            .build();
    HttpResponse<InputStream> answer =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = answer.body()) {
      if (answer.statusCode() != 200) {
        throw new IOException("status %d".formatted(answer.statusCode()));
      }
      if (!answer.headers().firstValue("Content-Encoding").orElse("identity").equals("identity")) {
        throw new IOException("a packed answer");
      }
      byte[] bytes = body.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("more than %d bytes".formatted(MOST_BYTES));
      }
      return bytes;
    }
  }

  /// Everything that is not an ordinary address of the public network (RFC 6890).
  static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    boolean special =
        address.isLoopbackAddress()
            || address.isAnyLocalAddress()
            || address.isLinkLocalAddress()
            || address.isSiteLocalAddress()
            || address.isMulticastAddress();
    if (special) {
      return true;
    }
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return bytes.length == 4
        ? first == 0 || first >= 240 || first == 100 && second >= 64 && second < 128
        : !isGlobal(first, second);
  }

  /// Of IPv6 only what is given out (2000::/3), without 6to4, which wraps any IPv4 address.
  private static boolean isGlobal(int first, int second) {
    return (first & 0xe0) == 0x20 && !(first == 0x20 && second == 0x02);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.shutdownNow();
  }
}

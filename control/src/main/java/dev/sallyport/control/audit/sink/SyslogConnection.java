package dev.sallyport.control.audit.sink;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// One TLS connection to a syslog receiver, whose certificate was verified. Nothing comes back on
/// it, so that it ends is all that can be learned about the other side.
final class SyslogConnection implements AutoCloseable {

  private static final int CHUNK = 1 << 16;
  private static final Duration GLANCE = Duration.ofMillis(1);
  private static final Duration LEAST_WAIT = Duration.ofMillis(200);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Socket plain;
  private final SSLSocket socket;
  private final Duration timeout;
  private Duration settling = LEAST_WAIT;
  private long lastWrite = System.nanoTime();

  private SyslogConnection(Socket plain, SSLSocket socket, Duration timeout) {
    this.plain = plain;
    this.socket = socket;
    this.timeout = timeout;
  }

  /// @throws IOException also when the certificate is not one of that host, signed by an authority
  ///     that is trusted, and when the receiver does not want the sink's own
  @SuppressWarnings("AddressSelection") // a receiver is one host; the certificate says which
  static SyslogConnection open(SyslogSettings settings) throws IOException {
    SSLContext context = settings.tls().context();
    var plain = new Socket();
    try {
      var address = new InetSocketAddress(settings.host(), settings.port());
      plain.connect(address, (int) settings.timeout().toMillis());
      plain.setKeepAlive(true);
      var layered =
          context.getSocketFactory().createSocket(plain, settings.host(), settings.port(), true);
      if (!(layered instanceof SSLSocket socket)) {
        throw new IOException("the JDK made a socket without TLS");
      }
      socket.setSSLParameters(parameters(socket));
      var connection = new SyslogConnection(plain, socket, settings.timeout());
      connection.greet();
      return connection;
    } catch (IOException e) {
      plain.close();
      throw e;
    }
  }

  private static SSLParameters parameters(SSLSocket socket) {
    SSLParameters parameters = socket.getSSLParameters();
    // The rules of RFC 2818: a name or an address in the certificate (RFC 5425 section 5.2).
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    return parameters;
  }

  private void greet() throws IOException {
    long start = System.nanoTime();
    try (var _ = new Deadline()) {
      socket.setSoTimeout((int) timeout.toMillis());
      socket.startHandshake();
    }
    var twice = Duration.ofNanos(2 * (System.nanoTime() - start));
    settling = twice.compareTo(LEAST_WAIT) > 0 ? twice : LEAST_WAIT;
    // In TLS 1.3 the sink is through before the receiver has looked at the sink's certificate: one
    // that it refuses shows only when it closes the connection.
    if (ended(settling)) {
      throw new IOException("the receiver closed the connection after the TLS handshake");
    }
  }

  /// Hands bytes to the operating system. That the receiver has them does not follow.
  void write(byte[] bytes) throws IOException {
    for (int at = 0; at < bytes.length; at += CHUNK) {
      try (var _ = new Deadline()) {
        socket.getOutputStream().write(bytes, at, Math.min(CHUNK, bytes.length - at));
        socket.getOutputStream().flush();
      }
    }
    lastWrite = System.nanoTime();
  }

  /// Whether the receiver has closed it, in order.
  ///
  /// @throws IOException when it broke
  boolean ended() throws IOException {
    return ended(GLANCE);
  }

  /// Whether all that was written was written so long ago that an orderly end came after it.
  boolean settled() {
    return System.nanoTime() - lastWrite > settling.toNanos();
  }

  private boolean ended(Duration wait) throws IOException {
    socket.setSoTimeout((int) Math.max(1, wait.toMillis()));
    InputStream in = socket.getInputStream();
    try {
      // A receiver has nothing to say. If one does, that is read and dropped, but not for ever.
      for (int i = 0; i < CHUNK; i++) {
        if (in.read() < 0) {
          return true;
        }
      }
      throw new IOException("the receiver talks back");
    } catch (SocketTimeoutException _) {
      return false;
    }
  }

  /// Says goodbye (RFC 5425 section 4.4) and gives the receiver a moment to read the rest.
  @Override
  public void close() throws IOException {
    try (plain;
        var _ = new Deadline()) {
      socket.shutdownOutput();
      ended(FAREWELL);
    } catch (IOException _) {
      // It is gone already.
    }
  }

  /// Closes it at once.
  void drop() {
    try {
      plain.close();
    } catch (IOException _) {
      // It is not used any more in any case.
    }
  }

  /// A write has no timeout of its own: when it takes too long, the socket is closed under it.
  private final class Deadline implements AutoCloseable {

    private final CompletableFuture<Boolean> over =
        new CompletableFuture<Boolean>()
            .completeOnTimeout(true, timeout.toMillis(), TimeUnit.MILLISECONDS);

    Deadline() {
      var _ =
          over.thenAccept(
              late -> {
                if (late) {
                  drop();
                }
              });
    }

    @Override
    public void close() {
      over.complete(false);
    }
  }
}

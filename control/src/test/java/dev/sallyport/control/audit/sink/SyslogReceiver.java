package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// Plays a syslog receiver over TLS: takes what RFC 5425 section 4.3 frames, and nothing else.
final class SyslogReceiver implements Closeable {

  /// What it does besides.
  enum Mood {
    PLAIN,
    WANTS_CERTIFICATE,
    /// Shakes hands and closes.
    CLOSES_AT_ONCE,
    /// Shakes hands and never reads.
    NEVER_READS,
    /// Speaks TLS 1.2 only.
    OLD
  }

  final List<String> messages = new CopyOnWriteArrayList<>();
  private final Set<SSLSocket> connections = ConcurrentHashMap.newKeySet();
  private final SSLServerSocket server;
  private final Mood mood;
  private final AtomicInteger accepted = new AtomicInteger();
  private final Thread accepting;

  SyslogReceiver(SSLContext context, int port, Mood mood) throws IOException {
    this.mood = mood;
    if (!(context.getServerSocketFactory().createServerSocket() instanceof SSLServerSocket made)) {
      throw new IOException("no TLS");
    }
    server = made;
    server.setReuseAddress(true);
    server.setReceiveBufferSize(4096);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server.setNeedClientAuth(mood == Mood.WANTS_CERTIFICATE);
    if (mood == Mood.OLD) {
      server.setEnabledProtocols(new String[] {"TLSv1.2"});
    }
    accepting = Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int accepted() {
    return accepted.get();
  }

  private void accept() {
    try {
      while (true) {
        if (server.accept() instanceof SSLSocket connection) {
          accepted.incrementAndGet();
          connections.add(connection);
          Thread.ofVirtual().start(() -> serve(connection));
        }
      }
    } catch (IOException _) {
      // closed
    }
  }

  private void serve(SSLSocket connection) {
    try {
      connection.startHandshake();
      switch (mood) {
        case CLOSES_AT_ONCE -> connection.close();
        case NEVER_READS -> {}
        case PLAIN, WANTS_CERTIFICATE, OLD -> {
          try (connection) {
            read(new DataInputStream(connection.getInputStream()));
          }
        }
      }
    } catch (IOException _) {
      // The sink sees that it is closed.
    }
  }

  private void read(DataInputStream in) throws IOException {
    for (int length = length(in); length > 0; length = length(in)) {
      messages.add(new String(in.readNBytes(length), UTF_8));
    }
  }

  private static int length(InputStream in) throws IOException {
    int length = 0;
    for (int c = in.read(); c != ' '; c = in.read()) {
      if (c < 0) {
        return 0;
      }
      if (c < '0' || c > '9') {
        throw new EOFException("not a length");
      }
      length = length * 10 + c - '0';
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      // An accept that was under way takes one more connection after the close.
      accepting.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    for (SSLSocket connection : connections) {
      connection.close();
    }
  }
}

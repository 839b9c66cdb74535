package dev.sallyport.control.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// A [Socket] over a Unix socket, as far as the JDBC driver uses one. Options of TCP are accepted
/// and mean nothing here. There is no read timeout: a channel has none, and the server at the other
/// end is our own child, whose end closes the connection.
final class UnixSocket extends Socket {

  private final String path;
  private @Nullable SocketChannel channel;

  UnixSocket(String path) {
    this.path = path;
  }

  @Override
  public void connect(SocketAddress ignored, int timeout) throws IOException {
    channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
  }

  @Override
  public void connect(SocketAddress ignored) throws IOException {
    connect(ignored, 0);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return Channels.newInputStream(open());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return Channels.newOutputStream(open());
  }

  @Override
  public boolean isConnected() {
    return channel != null;
  }

  @Override
  public boolean isClosed() {
    return channel != null && !channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public void setSoTimeout(int timeout) {}

  @Override
  public int getSoTimeout() {
    return 0;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public int getReceiveBufferSize() {
    return BUFFER;
  }

  @Override
  public int getSendBufferSize() {
    return BUFFER;
  }

  private static final int BUFFER = 1 << 16;

  private SocketChannel open() throws IOException {
    if (channel == null) {
      throw new IOException("not connected");
    }
    return channel;
  }
}

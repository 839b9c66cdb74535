package dev.sallyport.control.store;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/// Connects the JDBC driver over a Unix socket, whatever address the driver names. The driver makes
/// it by its name and hands in the path (`socketFactory`, `socketFactoryArg`).
public final class UnixSocketFactory extends SocketFactory {

  private final String path;

  public UnixSocketFactory(String path) {
    this.path = path;
  }

  @Override
  public Socket createSocket() {
    return new UnixSocket(path);
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException("the driver connects its sockets itself");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("the driver connects its sockets itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException("the driver connects its sockets itself");
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException("the driver connects its sockets itself");
  }
}

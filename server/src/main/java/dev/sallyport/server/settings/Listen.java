package dev.sallyport.server.settings;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Where to listen, as people write it: `127.0.0.1:8443`, `[::1]:8443`, `localhost:8443`.
public final class Listen {

  /// How it is to be written.
  public static final String WANTED = "HOST:PORT such as 127.0.0.1:8443, [::1]:8443, 0.0.0.0:8443";

  /// Plain HTTP, so on this machine alone.
  public static final InetSocketAddress DEFAULT = loopback(8443);

  /// Any port that is free.
  public static final InetSocketAddress ANY_PORT = loopback(0);

  private static final int MAX_PORT = 65_535;
  private static final int MAX_HOST = 253;

  private Listen() {}

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
  }

  /// Empty when it is not written like that, or no such host is known here.
  public static Optional<InetSocketAddress> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || colon > MAX_HOST + 2) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    int port = port(text.substring(colon + 1));
    if (port < 0 || !bracketed && host.indexOf(':') >= 0) {
      return Optional.empty();
    }
    var address =
        new InetSocketAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
    return address.isUnresolved() ? Optional.empty() : Optional.of(address);
  }

  private static int port(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = digits ? Integer.parseInt(text) : -1;
    return port <= MAX_PORT ? port : -1;
  }

  /// Whether nobody on another machine reaches it.
  public static boolean isOfThisMachine(InetSocketAddress address) {
    return address.getAddress().isLoopbackAddress();
  }

  /// As a part of a URL.
  public static String shown(InetSocketAddress address, int port) {
    String host = address.getHostString();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}

package dev.sallyport.server.web;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where and how it is served.
///
/// @param address to listen on; port 0 for any that is free
/// @param tls plain HTTP without it
/// @param drain how long requests may take to end when the server stops
public record WebSettings(InetSocketAddress address, @Nullable Tls tls, Duration drain) {

  /// Two PEM files.
  ///
  /// @param certificate the server's, then those that lead to a root
  /// @param key its private key, not encrypted
  public record Tls(Path certificate, Path key) {}
}

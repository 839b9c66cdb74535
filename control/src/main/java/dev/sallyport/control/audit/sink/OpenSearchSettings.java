package dev.sallyport.control.audit.sink;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/// Where an [OpenSearchSink] sends, and how.
///
/// @param name of the sink
/// @param server `https://HOST:PORT`, with a path where a proxy has one; `http` only on this
///     machine
/// @param index one index for the whole log: it is there that an id is there once
/// @param tls whom to trust; without use for `http`
/// @param create whether the sink makes the index, with its mappings, where there is none
/// @param maxBytes of a request; an entry that is larger goes alone
/// @param timeout of a request as a whole
public record OpenSearchSettings(
    String name,
    URI server,
    String index,
    TlsFiles tls,
    HttpLogin login,
    boolean create,
    int maxBytes,
    Duration timeout) {

  /// What a server is, in words.
  public static final String SERVER =
      "https://HOST:PORT without a login; http only on this machine";

  /// What an index is called, in words.
  public static final String INDEX =
      "lower-case letters, digits, -, _ and dots, begun by a letter or digit";

  private static final int LEAST_BYTES = 1 << 16;
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  public OpenSearchSettings {
    SinkNames.check(name);
    if (!isServer(server)) {
      throw new IllegalArgumentException("a server is " + SERVER);
    }
    server = server.toString().endsWith("/") ? server : URI.create(server + "/");
    if (!isIndex(index)) {
      throw new IllegalArgumentException("an index has " + INDEX);
    }
    if (maxBytes < LEAST_BYTES || !timeout.isPositive()) {
      throw new IllegalArgumentException(
          "requests of at least %d bytes, and a timeout".formatted(LEAST_BYTES));
    }
  }

  /// With everything else as it is by default.
  public static OpenSearchSettings of(String name, URI server, String index) {
    return new OpenSearchSettings(
        name,
        server,
        index,
        TlsFiles.SYSTEM,
        HttpLogin.NONE,
        true,
        5 << 20,
        Duration.ofSeconds(30));
  }

  public OpenSearchSettings with(TlsFiles tls) {
    return new OpenSearchSettings(name, server, index, tls, login, create, maxBytes, timeout);
  }

  public OpenSearchSettings with(HttpLogin login) {
    return new OpenSearchSettings(name, server, index, tls, login, create, maxBytes, timeout);
  }

  public OpenSearchSettings with(Duration timeout) {
    return new OpenSearchSettings(name, server, index, tls, login, create, maxBytes, timeout);
  }

  /// For a sink that may write documents and nothing else.
  public OpenSearchSettings withoutCreating() {
    return new OpenSearchSettings(name, server, index, tls, login, false, maxBytes, timeout);
  }

  public OpenSearchSettings withMaxBytes(int bytes) {
    return new OpenSearchSettings(name, server, index, tls, login, create, bytes, timeout);
  }

  public static boolean isServer(URI server) {
    String scheme = server.getScheme() == null ? "" : server.getScheme().toLowerCase(Locale.ROOT);
    String host = server.getHost();
    boolean plain =
        host != null
            && server.getUserInfo() == null // it would be a secret in a setting
            && server.getQuery() == null
            && server.getFragment() == null;
    boolean sealed =
        scheme.equals("https")
            || scheme.equals("http")
                && host != null
                && THIS_MACHINE.contains(host.toLowerCase(Locale.ROOT));
    return plain && sealed;
  }

  /// What both products take for a name, and what needs no escape in a path.
  public static boolean isIndex(String index) {
    boolean plain =
        index
            .chars()
            .allMatch(
                c ->
                    c >= 'a' && c <= 'z'
                        || c >= '0' && c <= '9'
                        || c == '-'
                        || c == '_'
                        || c == '.');
    return !index.isEmpty() && index.length() <= 255 && plain && "-_.".indexOf(index.charAt(0)) < 0;
  }
}

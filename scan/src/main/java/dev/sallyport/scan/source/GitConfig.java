package dev.sallyport.scan.source;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// The one thing that is wanted of a repository's `config` (git-config(1)), read as text: nothing
/// in it is obeyed.
final class GitConfig {
  private static final int LARGEST = 1 << 20;

  private GitConfig() {}

  /// The host in the address of the remote `origin`, in lower case; empty for a local path.
  static Optional<String> originHost(GitDirectory git) {
    return Bytes.read(git.common().resolve("config"), LARGEST)
            instanceof Bytes.Read.Whole(byte[] bytes)
        ? originHost(new String(bytes, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  static Optional<String> originHost(String config) {
    boolean origin = false;
    for (String raw : config.split("\n", -1)) {
      String line = raw.strip();
      if (line.startsWith("[")) {
        origin = line.replace(" ", "").equals("[remote\"origin\"]");
      } else if (origin) {
        int equals = line.indexOf('=');
        if (equals > 0 && line.substring(0, equals).strip().equalsIgnoreCase("url")) {
          return host(line.substring(equals + 1).strip());
        }
      }
    }
    return Optional.empty();
  }

  /// Of `https://user@host:1/path`, `ssh://git@host/path` and `git@host:path`.
  private static Optional<String> host(String address) {
    int scheme = address.indexOf("://");
    String rest = scheme < 0 ? address : address.substring(scheme + 3);
    if (scheme < 0 && (rest.startsWith("/") || rest.startsWith(".") || !rest.contains(":"))) {
      return Optional.empty();
    }
    int end = scheme < 0 ? rest.indexOf(':') : rest.indexOf('/');
    String authority = end < 0 ? rest : rest.substring(0, end);
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    int port = host.indexOf(':');
    host = (port < 0 ? host : host.substring(0, port)).toLowerCase(Locale.ROOT);
    boolean name =
        !host.isEmpty()
            && host.chars().allMatch(c -> c == '.' || c == '-' || Character.isLetterOrDigit(c));
    return name ? Optional.of(host) : Optional.empty();
  }
}

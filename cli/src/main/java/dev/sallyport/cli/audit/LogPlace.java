package dev.sallyport.cli.audit;

import dev.sallyport.trust.log.DirectorySource;
import dev.sallyport.trust.log.HttpSource;
import dev.sallyport.trust.log.LogSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a log is: a URL or a directory.
final class LogPlace {
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private LogPlace() {}

  static LogSource open(String log) {
    var source = isUrl(log) ? new HttpSource(url(log), TIMEOUT) : directory(log);
    return new PlacedLog(source, log);
  }

  static boolean isUrl(String log) {
    String lower = log.toLowerCase(Locale.ROOT);
    return lower.startsWith("http://") || lower.startsWith("https://");
  }

  static URI url(String log) {
    try {
      var url = new URI(log);
      if (isUrl(log) && url.getHost() != null && url.getQuery() == null) {
        return url;
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw new UsageProblem(
        "wanted a URL like https://log.example/prefix without '?' and '#', got '%s'"
            .formatted(log));
  }

  private static LogSource directory(String log) {
    Path directory = Path.of(log);
    if (!Files.isDirectory(directory)) {
      throw new UsageProblem(
          "wanted the directory of a log or a URL that starts with http:// or https://, got '%s',"
                  .formatted(log)
              + (Files.exists(directory) ? " which is a file" : " which does not exist"));
    }
    if (!Files.exists(directory.resolve("checkpoint"))
        && Files.exists(directory.resolve("log/checkpoint"))) {
      throw new UsageProblem(
          "%s has no checkpoint; the log in it is %s".formatted(log, directory.resolve("log")));
    }
    return new DirectorySource(directory);
  }

  /// Where the server of this user keeps its log unless told otherwise: in the state directory of
  /// docs/state.md.
  ///
  /// @param user their name; that of root decides
  static Path own(Map<String, String> environment, String user) {
    return state(environment, user).resolve("log");
  }

  private static Path state(Map<String, String> environment, String user) {
    Optional<Path> data = absolute(environment.get("XDG_DATA_HOME"));
    if (data.isPresent()) {
      return data.get().resolve("sallyport");
    }
    if (user.equals("root")) {
      return Path.of("/var/lib/sallyport");
    }
    Path home =
        absolute(environment.get("HOME")).orElseGet(() -> Path.of(System.getProperty("user.home")));
    return home.resolve(".local/share/sallyport");
  }

  private static Optional<Path> absolute(@Nullable String path) {
    return Optional.ofNullable(path).map(Path::of).filter(Path::isAbsolute);
  }

  /// What was given, or the log of this machine.
  static String orOwn(@Nullable String given) {
    return given == null
        ? own(System.getenv(), System.getProperty("user.name", "")).toString()
        : given;
  }
}

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
import org.jspecify.annotations.Nullable;

/// Where a log is: a URL or a directory.
final class LogPlace {
  static final Duration TIMEOUT = Duration.ofSeconds(30);

  private LogPlace() {}

  static LogSource open(String log) {
    return isUrl(log) ? new HttpSource(url(log), TIMEOUT) : directory(log);
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
          "wanted the directory of a log or a URL that starts with http:// or https://, got '%s'"
              .formatted(log));
    }
    if (!Files.exists(directory.resolve("checkpoint"))
        && Files.exists(directory.resolve("log/checkpoint"))) {
      throw new UsageProblem(
          "%s has no checkpoint; the log in it is %s".formatted(log, directory.resolve("log")));
    }
    return new DirectorySource(directory);
  }

  /// Where the server of this user keeps its log unless told otherwise.
  static String own(@Nullable String data, @Nullable String home) {
    Path base =
        data == null || data.isEmpty()
            ? Path.of(home == null ? "." : home, ".local", "share")
            : Path.of(data);
    return base.resolve("sallyport").resolve("log").toString();
  }

  /// What was given, or the log of this machine.
  static String orOwn(@Nullable String given) {
    return given == null
        ? own(System.getenv("XDG_DATA_HOME"), System.getProperty("user.home"))
        : given;
  }
}

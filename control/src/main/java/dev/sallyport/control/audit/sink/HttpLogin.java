package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a sink proves to an HTTP server who it is. The secret stays in its file, is read for each
/// delivery, so that it can be exchanged while the program runs, and is in no message.
///
/// @param file its only line: `user:password`, or an API key as the server gave it out (Base64)
public record HttpLogin(Kind kind, @Nullable Path file) {

  /// Schemes of the header `Authorization`.
  public enum Kind {
    NONE,
    BASIC,
    API_KEY
  }

  public static final HttpLogin NONE = new HttpLogin(Kind.NONE, null);

  private static final int LIMIT = 4096;

  public HttpLogin {
    if ((kind == Kind.NONE) != (file == null)) {
      throw new IllegalArgumentException("a login has a file, and only a login");
    }
  }

  public static HttpLogin basic(Path file) {
    return new HttpLogin(Kind.BASIC, file);
  }

  public static HttpLogin apiKey(Path file) {
    return new HttpLogin(Kind.API_KEY, file);
  }

  /// The value of `Authorization`.
  Optional<String> header() throws IOException {
    return switch (kind) {
      case NONE -> Optional.empty();
      case BASIC -> Optional.of("Basic " + Base64.getEncoder().encodeToString(pair()));
      case API_KEY -> Optional.of("ApiKey " + key());
    };
  }

  private byte[] pair() throws IOException {
    String line = line();
    if (line.indexOf(':') < 1) {
      throw new IOException(file + ": a line user:password expected");
    }
    return line.getBytes(UTF_8);
  }

  private String key() throws IOException {
    String line = line();
    // Nothing else can be in a header's value, and no mistake may end up in a message of the JDK.
    if (!line.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IOException(file + ": an API key without spaces expected");
    }
    return line;
  }

  private String line() throws IOException {
    try (var in = Files.newInputStream(Objects.requireNonNull(file))) {
      String line = new String(in.readNBytes(LIMIT + 1), UTF_8).strip();
      if (line.isEmpty() || line.length() > LIMIT || line.indexOf('\n') >= 0) {
        throw new IOException(
            file + ": one line of at most %d characters expected".formatted(LIMIT));
      }
      return line;
    }
  }
}

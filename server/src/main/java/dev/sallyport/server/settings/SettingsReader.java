package dev.sallyport.server.settings;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import dev.sallyport.scan.syntax.settings.ConfigProblems;
import dev.sallyport.scan.syntax.settings.Fields;
import dev.sallyport.scan.syntax.settings.SettingsFile;
import dev.sallyport.server.web.WebSettings;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The server's configuration file to [FileSettings]. Never throws on any text; tells all problems
/// at once. Reference: `docs/serve.md`.
public final class SettingsReader {

  /// Far more than a person would write.
  public static final int LONGEST = 100_000;

  private static final List<String> KEYS =
      List.of("version", "listen", "public-url", "tls", "sinks");
  private static final List<String> TLS_KEYS = List.of("certificate", "key");
  private static final String FILE = "the path of a file";
  private static final String URL = "a URL such as https://sallyport.example.com";

  /// What came of it.
  public sealed interface Outcome {
    record Read(FileSettings settings) implements Outcome {}

    /// @param problems never empty, in the order of the file
    record Invalid(List<ConfigProblem> problems) implements Outcome {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  private final ConfigProblems problems;
  private final Path folder;

  private SettingsReader(SourceText file, Path folder) {
    problems = new ConfigProblems(file);
    this.folder = folder;
  }

  /// @param folder from which relative paths in the file are taken
  public static Outcome read(SourceText file, Path folder) {
    var reader = new SettingsReader(file, folder);
    Optional<FileSettings> settings =
        SettingsFile.open(reader.problems, LONGEST, "Shorten it", KEYS).map(reader::settings);
    return reader.problems.isEmpty()
        ? new Outcome.Read(settings.orElse(FileSettings.NONE))
        : new Outcome.Invalid(reader.problems.list());
  }

  private FileSettings settings(Fields fields) {
    return new FileSettings(
        listen(fields).orElse(null),
        fields.fields("tls", TLS_KEYS).flatMap(this::tls).orElse(null),
        publicUrl(fields).orElse(null),
        new SinkReader(problems, folder).read(fields));
  }

  private static Optional<InetSocketAddress> listen(Fields fields) {
    Optional<String> text = fields.text("listen", Listen.WANTED);
    Optional<InetSocketAddress> address = text.flatMap(Listen::parse);
    if (text.isPresent() && address.isEmpty()) {
      fields.problem(
          fields.get("listen").orElseThrow(),
          "listen",
          Listen.WANTED,
          "Write an address of this machine and a port, parted by a colon");
    }
    return address;
  }

  private Optional<WebSettings.Tls> tls(Fields fields) {
    Optional<Path> certificate = required(fields, "certificate", folder);
    Optional<Path> key = required(fields, "key", folder);
    return certificate.isEmpty() || key.isEmpty()
        ? Optional.empty()
        : Optional.of(new WebSettings.Tls(certificate.get(), key.get()));
  }

  /// A path that must be given.
  static Optional<Path> required(Fields fields, String key, Path folder) {
    if (fields.get(key).isEmpty()) {
      missing(fields, key, FILE, "Add '%s: FILE'".formatted(key));
      return Optional.empty();
    }
    return path(fields, key, folder);
  }

  static void missing(Fields fields, String key, String wanted, String remedy) {
    int at = fields.node().span().start();
    fields.problems().add(at, fields.path(key), wanted, "no such key", remedy);
  }

  /// A path that may be given.
  static Optional<Path> path(Fields fields, String key, Path folder) {
    Optional<String> text = fields.text(key, FILE);
    try {
      return text.map(folder::resolve);
    } catch (InvalidPathException _) {
      fields.problem(fields.get(key).orElseThrow(), key, FILE, "Write a path of this machine");
      return Optional.empty();
    }
  }

  private static Optional<URI> publicUrl(Fields fields) {
    Optional<String> text = fields.text("public-url", URL);
    Optional<URI> url = text.flatMap(SettingsReader::url);
    if (text.isPresent() && url.isEmpty()) {
      fields.problem(
          fields.get("public-url").orElseThrow(),
          "public-url",
          URL,
          "Write scheme and host, and a path if there is one; no login, query or fragment");
    }
    return url;
  }

  private static Optional<URI> url(String text) {
    try {
      var url = URI.create(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      boolean plain =
          (scheme.equals("https") || scheme.equals("http"))
              && url.getHost() != null
              && url.getUserInfo() == null
              && url.getQuery() == null
              && url.getFragment() == null;
      return plain ? Optional.of(url) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

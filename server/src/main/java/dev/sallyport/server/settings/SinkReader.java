package dev.sallyport.server.settings;

import dev.sallyport.control.audit.sink.HttpLogin;
import dev.sallyport.control.audit.sink.OpenSearchSettings;
import dev.sallyport.control.audit.sink.SyslogSettings;
import dev.sallyport.control.audit.sink.TlsFiles;
import dev.sallyport.scan.syntax.settings.ConfigProblems;
import dev.sallyport.scan.syntax.settings.Fields;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The list `sinks`: each has a name, a kind, and the keys of its kind.
final class SinkReader {

  private static final int LONGEST_NAME = 64;
  private static final long LEAST_LIMIT = 1 << 16;
  private static final long MOST_LIMIT = 1L << 40;
  private static final long LIMIT = 256 << 20;
  private static final long LEAST_MESSAGE = 2_048;
  private static final long MOST_MESSAGE = 1 << 20;

  /// Stands in for a name that is wrong, so that what else is wrong is told, too.
  private static final String UNNAMED = "unnamed";

  /// One constant for each kind of sink.
  private enum Kind {
    JSON_LINES("json-lines"),
    SYSLOG("syslog"),
    OPENSEARCH("opensearch");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    List<String> keys() {
      return switch (this) {
        case JSON_LINES -> List.of("name", "kind", "file", "rotate-at");
        case SYSLOG ->
            List.of(
                "name", "kind", "host", "port", "authorities", "certificate", "key", "max-bytes");
        case OPENSEARCH ->
            List.of(
                "name",
                "kind",
                "url",
                "index",
                "create-index",
                "authorities",
                "certificate",
                "key",
                "password-file",
                "api-key-file");
      };
    }
  }

  private final ConfigProblems problems;
  private final Path folder;
  private final Set<String> names = new HashSet<>();
  private final Set<Path> files = new HashSet<>();

  SinkReader(ConfigProblems problems, Path folder) {
    this.problems = problems;
    this.folder = folder;
  }

  List<SinkSettings> read(Fields file) {
    return file.list("sinks", "sinks", this::sink);
  }

  private Optional<SinkSettings> sink(YamlNode node) {
    // Its kind first: by that its keys are known.
    return Fields.open(problems, "sinks", node, "name, kind and the keys of the kind")
        .flatMap(this::kind)
        .flatMap(
            kind ->
                Fields.of(problems, "sinks", node, kind.keys())
                    .flatMap(fields -> ofKind(kind, fields)));
  }

  private Optional<Kind> kind(Fields fields) {
    if (fields.get("kind").isEmpty()) {
      SettingsReader.missing(
          fields, "kind", String.join(", ", ids()), "Add 'kind: %s'".formatted(ids().getFirst()));
      return Optional.empty();
    }
    return fields.choice("kind", List.of(Kind.values()), kind -> kind.id);
  }

  private static List<String> ids() {
    return List.of(Kind.values()).stream().map(kind -> kind.id).toList();
  }

  private Optional<SinkSettings> ofKind(Kind kind, Fields fields) {
    Optional<String> name = name(fields);
    Optional<SinkSettings> settings =
        switch (kind) {
          case JSON_LINES -> jsonLines(name.orElse(UNNAMED), fields);
          case SYSLOG -> syslog(name.orElse(UNNAMED), fields);
          case OPENSEARCH -> openSearch(name.orElse(UNNAMED), fields);
        };
    return name.isEmpty() ? Optional.empty() : settings;
  }

  private Optional<SinkSettings> jsonLines(String name, Fields fields) {
    long limit = fields.number("rotate-at", LEAST_LIMIT, MOST_LIMIT).orElse(LIMIT);
    return SettingsReader.required(fields, "file", folder)
        .filter(file -> isOwn(fields, file))
        .map(file -> new SinkSettings.JsonLines(name, file, limit));
  }

  /// Two sinks would write into each other's lines, and rotate each other's file away.
  private boolean isOwn(Fields fields, Path file) {
    boolean own = files.add(file.toAbsolutePath().normalize());
    if (!own) {
      fields.problem(
          fields.get("file").orElseThrow(),
          "file",
          "a file that no other sink writes",
          "Name another one");
    }
    return own;
  }

  private Optional<SinkSettings> syslog(String name, Fields fields) {
    long port = fields.number("port", 1, 0xffff).orElse((long) SyslogSettings.PORT);
    Optional<Long> bytes = fields.number("max-bytes", LEAST_MESSAGE, MOST_MESSAGE);
    Optional<TlsFiles> tls = tls(fields);
    Optional<String> host =
        needed(fields, "host", "the name in the receiver's certificate", text -> !text.isEmpty());
    if (host.isEmpty() || tls.isEmpty()) {
      return Optional.empty();
    }
    var plain = SyslogSettings.of(name, host.get(), (int) port, tls.get());
    return Optional.of(
        new SinkSettings.Syslog(bytes.map(most -> withMaxBytes(plain, most)).orElse(plain)));
  }

  private static SyslogSettings withMaxBytes(SyslogSettings settings, long bytes) {
    var format = settings.format();
    return settings.with(
        new SyslogSettings.Format(
            format.hostname(), format.enterprise(), (int) bytes, format.mark()));
  }

  private Optional<SinkSettings> openSearch(String name, Fields fields) {
    boolean create = fields.flag("create-index").orElse(true);
    Optional<TlsFiles> tls = tls(fields);
    Optional<HttpLogin> login = login(fields);
    Optional<String> index =
        needed(fields, "index", OpenSearchSettings.INDEX, OpenSearchSettings::isIndex);
    Optional<URI> url =
        needed(fields, "url", OpenSearchSettings.SERVER, SinkReader::isServer).map(URI::create);
    if (url.isEmpty() || index.isEmpty() || tls.isEmpty() || login.isEmpty()) {
      return Optional.empty();
    }
    var settings =
        OpenSearchSettings.of(name, url.get(), index.get()).with(tls.get()).with(login.get());
    return Optional.of(new SinkSettings.OpenSearch(create ? settings : settings.withoutCreating()));
  }

  private static boolean isServer(String text) {
    try {
      return OpenSearchSettings.isServer(new URI(text));
    } catch (URISyntaxException _) {
      return false;
    }
  }

  private static Optional<String> needed(
      Fields fields, String key, String wanted, Predicate<String> valid) {
    Optional<YamlNode> node = fields.get(key);
    if (node.isEmpty()) {
      SettingsReader.missing(fields, key, wanted, "Add '%s: ...'".formatted(key));
      return Optional.empty();
    }
    Optional<String> text = fields.text(key, wanted);
    if (text.isPresent() && !valid.test(text.get())) {
      // A URL with a login in it must not be repeated.
      boolean secret = text.get().indexOf('@') >= 0;
      fields.problem(
          secret ? fields.node() : node.get(), key, wanted, "Its page in docs/sinks shows one");
      return Optional.empty();
    }
    return text;
  }

  private Optional<TlsFiles> tls(Fields fields) {
    Path authorities = SettingsReader.path(fields, "authorities", folder).orElse(null);
    Path certificate = SettingsReader.path(fields, "certificate", folder).orElse(null);
    Path key = SettingsReader.path(fields, "key", folder).orElse(null);
    if ((certificate == null) != (key == null)) {
      String there = certificate == null ? "key" : "certificate";
      fields.problem(
          fields.get(there).orElseThrow(),
          there,
          "certificate and key, or neither",
          "Add the other");
      return Optional.empty();
    }
    return Optional.of(new TlsFiles(authorities, certificate, key));
  }

  private Optional<HttpLogin> login(Fields fields) {
    Optional<Path> password = SettingsReader.path(fields, "password-file", folder);
    Optional<Path> key = SettingsReader.path(fields, "api-key-file", folder);
    if (password.isPresent() && key.isPresent()) {
      fields.problem(
          fields.get("api-key-file").orElseThrow(),
          "api-key-file",
          "password-file or api-key-file",
          "Leave one of them out");
      return Optional.empty();
    }
    return Optional.of(
        password.map(HttpLogin::basic).or(() -> key.map(HttpLogin::apiKey)).orElse(HttpLogin.NONE));
  }

  private Optional<String> name(Fields fields) {
    String wanted = "a name of lower-case letters, digits and -, each once";
    Optional<YamlNode> node = fields.get("name");
    if (node.isEmpty()) {
      SettingsReader.missing(
          fields, "name", wanted, "Add 'name: NAME'; its place in the log is kept by it");
      return Optional.empty();
    }
    Optional<String> name = fields.text("name", wanted);
    if (name.isPresent() && (!isName(name.get()) || !names.add(name.get()))) {
      fields.problem(node.get(), "name", wanted, "Choose another one");
      return Optional.empty();
    }
    return name;
  }

  private static boolean isName(String name) {
    return name.length() <= LONGEST_NAME
        && name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-');
  }
}

package dev.sallyport.server.settings;

import dev.sallyport.scan.syntax.settings.ConfigProblems;
import dev.sallyport.scan.syntax.settings.Fields;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The list `sinks`: each has a name, a kind, and the keys of its kind.
final class SinkReader {

  private static final int LONGEST_NAME = 64;
  private static final long LEAST_LIMIT = 1 << 16;
  private static final long MOST_LIMIT = 1L << 40;
  private static final long LIMIT = 256 << 20;

  /// One constant for each kind of sink.
  private enum Kind {
    JSON_LINES("json-lines");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    List<String> keys() {
      return switch (this) {
        case JSON_LINES -> List.of("name", "kind", "file", "rotate-at");
      };
    }
  }

  private final ConfigProblems problems;
  private final Path folder;
  private final Set<String> names = new HashSet<>();

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
      fields.problem(
          fields.node(),
          "kind",
          String.join(", ", ids()),
          "Add 'kind: %s'".formatted(ids().getFirst()));
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
          case JSON_LINES -> jsonLines(name.orElse(""), fields);
        };
    return name.isEmpty() ? Optional.empty() : settings;
  }

  private Optional<SinkSettings> jsonLines(String name, Fields fields) {
    long limit = fields.number("rotate-at", LEAST_LIMIT, MOST_LIMIT).orElse(LIMIT);
    return SettingsReader.required(fields, "file", folder)
        .map(file -> new SinkSettings.JsonLines(name, file, limit));
  }

  private Optional<String> name(Fields fields) {
    String wanted = "a name of lower-case letters, digits and -, each once";
    Optional<YamlNode> node = fields.get("name");
    if (node.isEmpty()) {
      fields.problem(
          fields.node(), "name", wanted, "Add 'name: NAME'; its place in the log is kept by it");
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

package dev.sallyport.scan.engine;

import dev.sallyport.scan.syntax.settings.Fields;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import java.util.List;
import java.util.Optional;

/// Path patterns in a configuration.
final class Globs {

  private Globs() {}

  static Optional<Glob> one(Fields fields, String key) {
    return fields.get(key).flatMap(node -> parse(fields, node, key));
  }

  static List<Glob> list(Fields fields, String key) {
    return fields.list(key, "path patterns", node -> parse(fields, node, key));
  }

  private static Optional<Glob> parse(Fields fields, YamlNode node, String key) {
    Optional<String> text = fields.text(node, key, "a path pattern such as '.github/workflows/**'");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (Glob.parse(text.get())) {
      case Glob.Result.Ok(Glob glob) -> Optional.of(glob);
      case Glob.Result.Bad(String problem) -> {
        fields.problem(node, key, "a path pattern", sentence(problem));
        yield Optional.empty();
      }
    };
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}

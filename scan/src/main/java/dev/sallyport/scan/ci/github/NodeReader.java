package dev.sallyport.scan.ci.github;

import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads nodes as what GitHub expects there and notes where they are something else.
final class NodeReader {
  private final List<GithubFile.Trouble> troubles = new ArrayList<>();

  List<GithubFile.Trouble> troubles() {
    return troubles;
  }

  void error(YamlNode node, String message) {
    troubles.add(new GithubFile.Trouble(GithubFile.Trouble.Kind.ERROR, node.span(), message));
  }

  void known(YamlMapping node, Set<String> keys, String where) {
    for (YamlEntry entry : node.entries()) {
      if (!keys.contains(entry.key().value())) {
        troubles.add(
            new GithubFile.Trouble(
                GithubFile.Trouble.Kind.UNKNOWN_KEY,
                entry.key().span(),
                "'" + entry.key().value() + "' is no keyword of " + where));
      }
    }
  }

  Optional<YamlMapping> mapping(YamlMapping parent, String key) {
    return parent.get(key).flatMap(node -> mapping(node, key));
  }

  Optional<YamlMapping> mapping(YamlNode node, String what) {
    if (node instanceof YamlMapping mapping) {
      return Optional.of(mapping);
    }
    if (!isNull(node)) {
      error(node, "expected a mapping for '" + what + "', got a " + node.kind());
    }
    return Optional.empty();
  }

  @Nullable Text text(YamlMapping parent, String key) {
    return scalar(parent, key).map(Text::of).orElse(null);
  }

  @Nullable Text condition(YamlMapping parent) {
    return scalar(parent, "if").map(Text::condition).orElse(null);
  }

  Optional<YamlScalar> scalar(YamlMapping parent, String key) {
    YamlNode node = parent.get(key).orElse(null);
    if (node instanceof YamlScalar scalar) {
      return Optional.of(scalar);
    }
    if (node != null) {
      error(node, "expected a scalar for '" + key + "', got a " + node.kind());
    }
    return Optional.empty();
  }

  /// A scalar or a list of scalars.
  List<Text> texts(@Nullable YamlNode node) {
    return switch (node) {
      case null -> List.of();
      case YamlScalar scalar -> isNull(scalar) ? List.of() : List.of(Text.of(scalar));
      case YamlSequence list -> {
        List<Text> out = new ArrayList<>();
        for (YamlNode item : list.items()) {
          out.addAll(texts(item));
        }
        yield out;
      }
      case YamlMapping _ -> List.of();
    };
  }

  Vars vars(YamlMapping parent, String key) {
    YamlNode node = parent.get(key).orElse(null);
    return switch (node) {
      case null -> Vars.NONE;
      case YamlMapping mapping -> vars(mapping);
      case YamlScalar scalar when isNull(scalar) -> Vars.NONE;
      case YamlScalar scalar -> new Vars(List.of(), Text.of(scalar), scalar.span());
      case YamlSequence list -> {
        error(list, "expected a mapping for '" + key + "', got a sequence");
        yield Vars.NONE;
      }
    };
  }

  private Vars vars(YamlMapping mapping) {
    List<EnvVar> list = new ArrayList<>();
    for (YamlEntry entry : mapping.entries()) {
      if (entry.value() instanceof YamlScalar scalar) {
        list.add(new EnvVar(entry.key(), Text.of(scalar), entry));
      } else if (entry.value() instanceof YamlMapping nested) {
        // Outputs of actions and reusable workflows wrap the value.
        nested
            .get("value")
            .filter(YamlScalar.class::isInstance)
            .map(YamlScalar.class::cast)
            .ifPresent(value -> list.add(new EnvVar(entry.key(), Text.of(value), entry)));
      }
    }
    return new Vars(list, null, mapping.span());
  }

  static boolean isNull(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.isNull();
  }

  /// The text of a key; empty where there is none.
  static String plain(@Nullable YamlMapping node, String key) {
    return node != null && node.get(key).orElse(null) instanceof YamlScalar scalar
        ? scalar.value()
        : "";
  }
}

package dev.sallyport.scan.ci.github;

import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The values that a job's `strategy.matrix` writes down.
public final class Matrix {
  /// Larger ones are made by aliases and say nothing to a reader either.
  public static final int MOST_NODES = 10_000;

  private Matrix() {}

  /// Whether its values are not looked at.
  public static boolean isTooLarge(@Nullable YamlNode matrix) {
    return matrix != null && matrix.expandedSize() > MOST_NODES;
  }

  /// All scalars given for a path of keys (`image.name` for `matrix.image.name`), directly or under
  /// `include`, also those inside a mapping that stands there; empty where the matrix is an
  /// expression or does not know the path.
  public static List<String> values(@Nullable YamlNode matrix, List<String> path) {
    if (!(matrix instanceof YamlMapping mapping) || isTooLarge(matrix) || path.isEmpty()) {
      return List.of();
    }
    return Stream.concat(
            at(mapping, path),
            mapping.get("include").stream().flatMap(include -> at(include, path)))
        .distinct()
        .toList();
  }

  private static Stream<String> at(YamlNode node, List<String> path) {
    return switch (node) {
      case YamlScalar scalar -> path.isEmpty() ? Stream.of(scalar.value()) : Stream.empty();
      case YamlSequence list -> list.items().stream().flatMap(item -> at(item, path));
      case YamlMapping mapping ->
          path.isEmpty()
              ? mapping.entries().stream().flatMap(entry -> at(entry.value(), path))
              : mapping.entries().stream()
                  .filter(entry -> entry.key().value().equalsIgnoreCase(path.getFirst()))
                  .flatMap(entry -> at(entry.value(), path.subList(1, path.size())));
    };
  }
}

package dev.sallyport.scan.ci.github;

import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Which machine a job asks for.
public final class Runners {
  private static final int MOST_NODES = 10_000;

  private Runners() {}

  /// The labels of `runs-on`, those of a matrix written out as far as its values are given.
  public static List<String> labels(Job job) {
    List<String> out = new ArrayList<>();
    for (Text label : job.runsOn()) {
      String value = label.value();
      if (value.contains("matrix.") && job.matrix() != null) {
        out.addAll(matrixValues(job.matrix(), key(value)));
      } else {
        out.add(value);
      }
    }
    return out;
  }

  /// Whether it says so: the label `self-hosted` is what GitHub gives every such runner.
  public static boolean selfHosted(Job job) {
    return labels(job).stream().anyMatch(Runners::saysSelfHosted);
  }

  private static boolean saysSelfHosted(String label) {
    String lower = label.toLowerCase(Locale.ROOT);
    return lower.equals("self-hosted")
        || (lower.contains("self-hosted") && (lower.startsWith("[") || lower.contains("fromjson")));
  }

  private static String key(String expression) {
    int at = expression.indexOf("matrix.") + "matrix.".length();
    int end = at;
    while (end < expression.length()
        && (Character.isLetterOrDigit(expression.charAt(end))
            || expression.charAt(end) == '-'
            || expression.charAt(end) == '_')) {
      end++;
    }
    return expression.substring(at, end);
  }

  /// All scalars that a matrix gives for a key, directly or under `include`.
  private static List<String> matrixValues(YamlNode matrix, String key) {
    if (!(matrix instanceof YamlMapping mapping) || matrix.expandedSize() > MOST_NODES) {
      return List.of();
    }
    List<String> out = new ArrayList<>();
    mapping.get(key).ifPresent(node -> scalars(node).forEach(out::add));
    if (mapping.get("include").orElse(null) instanceof YamlSequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlMapping row) {
          row.get(key).ifPresent(node -> scalars(node).forEach(out::add));
        }
      }
    }
    return out;
  }

  private static Stream<String> scalars(YamlNode node) {
    return switch (node) {
      case YamlScalar scalar -> Stream.of(scalar.value());
      case YamlSequence list -> list.items().stream().flatMap(Runners::scalars);
      case YamlMapping mapping -> mapping.entries().stream().flatMap(e -> scalars(e.value()));
    };
  }
}

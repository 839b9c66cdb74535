package dev.sallyport.scan.rule;

import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes a tree as YAML. Simple, not pretty.
final class YamlEmitter {
  private final StringBuilder out = new StringBuilder();
  private final boolean reversed;

  /// How often each node is met, by what it says; empty when nothing is to be anchored.
  private final Map<String, Integer> counts = new HashMap<>();

  private final Map<String, String> anchors = new HashMap<>();

  private YamlEmitter(boolean reversed) {
    this.reversed = reversed;
  }

  static String flow(YamlNode root) {
    return inFlow(root) + "\n";
  }

  static String anchored(YamlNode root) {
    YamlEmitter emitter = new YamlEmitter(false);
    emitter.count(root);
    emitter.block(root, 0);
    return emitter.out.toString();
  }

  static String reversed(YamlNode root) {
    YamlEmitter emitter = new YamlEmitter(true);
    emitter.block(root, 0);
    return emitter.out.toString();
  }

  /// In double quotes (YAML 1.2.2, section 5.7).
  static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\n");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  private static String inFlow(YamlNode node) {
    return switch (node) {
      case YamlScalar s when s.isNull() -> "null";
      case YamlScalar s -> SampleRewriter.typed(s) ? s.value() : quote(s.value());
      case YamlMapping m ->
          m.entries().stream()
              .map(e -> inFlow(e.key()) + ": " + inFlow(e.value()))
              .collect(Collectors.joining(", ", "{", "}"));
      case YamlSequence s ->
          s.items().stream().map(YamlEmitter::inFlow).collect(Collectors.joining(", ", "[", "]"));
    };
  }

  private void count(YamlNode node) {
    counts.merge(inFlow(node), 1, Integer::sum);
    switch (node) {
      case YamlScalar _ -> {}
      case YamlMapping m -> m.entries().forEach(e -> count(e.value()));
      case YamlSequence s -> s.items().forEach(this::count);
    }
  }

  private void block(YamlNode node, int indent) {
    switch (node) {
      case YamlScalar _ -> value(node, indent);
      case YamlMapping m when !m.entries().isEmpty() -> {
        List<YamlEntry> entries = reversed ? m.entries().reversed() : m.entries();
        for (YamlEntry entry : entries) {
          pad(indent).append(key(entry.key())).append(':');
          value(entry.value(), indent);
        }
      }
      case YamlSequence s when !s.items().isEmpty() -> {
        for (YamlNode item : s.items()) {
          pad(indent).append('-');
          value(item, indent);
        }
      }
      case YamlMapping _, YamlSequence _ -> out.append(inFlow(node)).append('\n');
    }
  }

  /// What follows a colon or dash, to the end of its lines.
  private void value(YamlNode node, int indent) {
    if (node instanceof YamlScalar scalar && scalar.isNull()) {
      out.append('\n');
      return;
    }
    String said = inFlow(node);
    if (counts.getOrDefault(said, 0) > 1) {
      String known = anchors.get(said);
      if (known != null) {
        out.append(" *").append(known).append('\n');
        return;
      }
      String name = "a" + (anchors.size() + 1);
      anchors.put(said, name);
      out.append(" &").append(name);
    }
    switch (node) {
      case YamlScalar scalar -> scalar(scalar, indent + 2);
      case YamlMapping m when m.entries().isEmpty() -> out.append(" {}\n");
      case YamlSequence s when s.items().isEmpty() -> out.append(" []\n");
      case YamlMapping _, YamlSequence _ -> {
        out.append('\n');
        block(node, indent + 2);
      }
    }
  }

  private void scalar(YamlScalar scalar, int indent) {
    String value = scalar.value();
    if (value.strip().contains("\n") && literal(value)) {
      out.append(value.endsWith("\n") ? " |\n" : " |-\n");
      value.lines().forEach(line -> (line.isEmpty() ? out : pad(indent)).append(line).append('\n'));
    } else {
      out.append(' ').append(inline(scalar)).append('\n');
    }
  }

  /// Without an indentation indicator and with at most one line break at its end.
  private static boolean literal(String value) {
    return !value.startsWith(" ")
        && !value.startsWith("\n")
        && !value.endsWith("\n\n")
        && value.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t');
  }

  private static String key(YamlScalar key) {
    return inline(key);
  }

  private static String inline(YamlScalar scalar) {
    boolean asIs = scalar.style() == YamlScalar.Style.PLAIN && scalar.raw().equals(scalar.value());
    return asIs ? scalar.value() : quote(scalar.value());
  }

  private StringBuilder pad(int indent) {
    return out.append(" ".repeat(indent));
  }
}

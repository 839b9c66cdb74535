package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// Shared by the tests of this package.
final class Walk {
  private Walk() {}

  /// Every node that is written, keys included, each one once.
  static List<YamlNode> nodes(YamlNode root) {
    List<YamlNode> found = new ArrayList<>();
    add(root, found, Collections.newSetFromMap(new IdentityHashMap<>()));
    return found;
  }

  private static void add(YamlNode node, List<YamlNode> found, Set<YamlNode> seen) {
    if (!seen.add(node)) {
      return;
    }
    found.add(node);
    switch (node) {
      case YamlScalar _ -> {}
      case YamlSequence sequence -> sequence.items().forEach(item -> add(item, found, seen));
      case YamlMapping mapping ->
          mapping
              .entries()
              .forEach(
                  entry -> {
                    add(entry.key(), found, seen);
                    add(entry.value(), found, seen);
                  });
    }
  }

  static YamlNode root(String text) {
    return switch (YamlParser.parse(text)) {
      case YamlResult.Ok ok when ok.root() != null -> ok.root();
      case YamlResult.Ok _ -> throw new AssertionError("empty: " + text);
      case YamlResult.Bad bad -> throw new AssertionError(bad + "\n" + text);
    };
  }

  static YamlScalar scalar(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return scalar;
    }
    throw new AssertionError("not a scalar: " + node);
  }

  /// Follows keys and item numbers.
  static YamlNode at(YamlNode root, Object... path) {
    YamlNode at = root;
    for (Object step : path) {
      at =
          switch (at) {
            case YamlMapping mapping -> mapping.get((String) step).orElseThrow();
            case YamlSequence sequence -> sequence.items().get((Integer) step);
            case YamlScalar _ -> throw new AssertionError("nothing below a scalar: " + step);
          };
    }
    return at;
  }

  /// What must hold of every node of every document.
  static void check(String text, YamlNode root) {
    for (YamlNode node : nodes(root)) {
      Span span = node.span();
      if (span.end() > text.length()) {
        throw new AssertionError(node.kind() + " ends behind the text: " + span);
      }
      if (node instanceof YamlScalar scalar) {
        check(text, scalar);
      }
    }
  }

  private static void check(String text, YamlScalar scalar) {
    String value = scalar.value();
    int step = Math.max(1, value.length() / 16);
    for (int start = 0; start <= value.length(); start += step) {
      for (int end = start; end <= value.length(); end += step) {
        Span part = new Span(start, end);
        Span source = scalar.source(part);
        if (source.end() > text.length()) {
          throw new AssertionError("part " + part + " behind the text: " + source);
        }
        scalar
            .exactSource(part)
            .ifPresent(
                exact -> {
                  if (!exact.in(text).equals(part.in(value))) {
                    throw new AssertionError("not exact: " + part + " at " + exact);
                  }
                });
      }
    }
  }
}

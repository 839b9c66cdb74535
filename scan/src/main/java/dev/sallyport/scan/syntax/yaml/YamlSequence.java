package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.Span;
import java.util.List;

/// Items in the order of the text.
///
/// @param flow written as `[ … ]`
public record YamlSequence(Span span, List<YamlNode> items, boolean flow, int expandedSize)
    implements YamlNode {

  public YamlSequence {
    items = List.copyOf(items);
  }

  @Override
  public String kind() {
    return "sequence";
  }

  // Nodes are places, not values.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}

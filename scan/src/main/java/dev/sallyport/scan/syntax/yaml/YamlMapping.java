package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.Span;
import java.util.List;
import java.util.Optional;

/// Keys with values in the order of the text.
///
/// @param flow written as `{ … }`
public record YamlMapping(Span span, List<YamlEntry> entries, boolean flow, int expandedSize)
    implements YamlNode {

  public YamlMapping {
    entries = List.copyOf(entries);
  }

  /// The entry of a key; of several with the same key the last one.
  public Optional<YamlEntry> entry(String key) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).key().value().equals(key)) {
        return Optional.of(entries.get(i));
      }
    }
    return Optional.empty();
  }

  public Optional<YamlNode> get(String key) {
    return entry(key).map(YamlEntry::value);
  }

  @Override
  public String kind() {
    return "mapping";
  }

  // Nodes are places, not values: two equal ones at different places are different.
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}

package dev.sallyport.scan.fix;

import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.List;

/// A [Place] in one mapping.
///
/// @param index of the neighbour
/// @param before in front of the neighbour, else behind it
record Slot(int index, boolean before) {

  /// The mapping must have entries.
  static Slot of(YamlMapping mapping, Place place) {
    int last = mapping.entries().size() - 1;
    return switch (place) {
      case Place.AtEnd() -> new Slot(last, false);
      case Place.After(List<String> keys) -> {
        int found = first(mapping, keys);
        yield new Slot(found < 0 ? last : found, false);
      }
      case Place.Before(List<String> keys) -> {
        int found = first(mapping, keys);
        yield found < 0 ? new Slot(last, false) : new Slot(found, true);
      }
    };
  }

  private static int first(YamlMapping mapping, List<String> keys) {
    for (String key : keys) {
      List<YamlEntry> entries = mapping.entries();
      for (int i = 0; i < entries.size(); i++) {
        if (entries.get(i).key().value().equals(key)) {
          return i;
        }
      }
    }
    return -1;
  }
}

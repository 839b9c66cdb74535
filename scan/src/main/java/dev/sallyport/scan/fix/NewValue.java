package dev.sallyport.scan.fix;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;

/// A value to be written into a YAML file. It says what, not how: indentation, quotes and line
/// ends follow the file.
public sealed interface NewValue {

  /// A string; quoted where it would read as something else.
  record Text(String value) implements NewValue {}

  /// A number, a boolean or `null`, written as it stands.
  record Literal(String value) implements NewValue {}

  /// Keys with values in this order.
  record Mapping(List<Entry> entries) implements NewValue {
    public Mapping {
      entries = List.copyOf(entries);
    }
  }

  /// Items in this order.
  record Sequence(List<NewValue> items) implements NewValue {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// One key with its value.
  record Entry(String key, NewValue value) {}

  static NewValue of(String value) {
    return new Text(value);
  }

  static NewValue of(boolean value) {
    return new Literal(Boolean.toString(value));
  }

  static NewValue of(long value) {
    return new Literal(Long.toString(value));
  }

  static NewValue mapping(SequencedMap<String, String> entries) {
    List<Entry> list = new ArrayList<>();
    entries.forEach((key, value) -> list.add(new Entry(key, of(value))));
    return new Mapping(list);
  }

  /// A mapping with one entry.
  static NewValue mapping(String key, NewValue value) {
    return new Mapping(List.of(new Entry(key, value)));
  }

  static NewValue sequence(List<String> items) {
    return new Sequence(items.stream().map(NewValue::of).toList());
  }
}

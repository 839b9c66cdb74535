package dev.sallyport.scan.fix;

import java.util.List;

/// Where a new entry goes among the keys of a mapping. A key that is not there counts as the next
/// one in the list, and at last as the end of the mapping.
public sealed interface Place {

  /// Behind the first of these keys that is there.
  record After(List<String> keys) implements Place {
    public After {
      keys = List.copyOf(keys);
    }
  }

  /// In front of the first of these keys that is there.
  record Before(List<String> keys) implements Place {
    public Before {
      keys = List.copyOf(keys);
    }
  }

  /// Behind all others.
  record AtEnd() implements Place {}

  static Place after(String... keys) {
    return new After(List.of(keys));
  }

  static Place before(String... keys) {
    return new Before(List.of(keys));
  }

  static Place atEnd() {
    return new AtEnd();
  }
}

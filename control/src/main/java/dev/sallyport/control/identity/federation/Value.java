package dev.sallyport.control.identity.federation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value of somebody else's document. Numbers that are no exact integers stay text, so that
/// nothing is rounded.
sealed interface Value {

  record Text(String text) implements Value {}

  record Whole(long number) implements Value {}

  /// `null`, fractions, exponents and integers beyond 64 bits.
  record Other(String literal) implements Value {}

  record Truth(boolean is) implements Value {}

  record Items(List<Value> items) implements Value {
    public Items {
      items = List.copyOf(items);
    }
  }

  record Members(Map<String, Value> members) implements Value {
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /// Its kind, for messages.
  default String kind() {
    return switch (this) {
      case Text _ -> "a text";
      case Whole _ -> "a number";
      case Other(String literal) -> literal;
      case Truth(boolean is) -> is ? "true" : "false";
      case Items _ -> "a list";
      case Members _ -> "an object";
    };
  }
}

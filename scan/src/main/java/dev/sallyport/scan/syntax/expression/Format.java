package dev.sallyport.scan.syntax.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The pattern of a `format` call. `{0}` is an argument, `{{` and `}}` are braces.
///
/// @param parts in their order
record Format(List<Part> parts) {

  sealed interface Part {}

  record Text(String text) implements Part {}

  /// @param index of the argument, from 0 for the one behind the pattern
  record Argument(int index) implements Part {}

  Format {
    parts = List.copyOf(parts);
  }

  /// Empty when a brace stands alone or holds no number; the call is then an error.
  static Optional<Format> parse(String pattern) {
    List<Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c != '{' && c != '}') {
        text.append(c);
        at++;
      } else if (at + 1 < pattern.length() && pattern.charAt(at + 1) == c) {
        text.append(c);
        at += 2;
      } else {
        int close = pattern.indexOf('}', at);
        Optional<Argument> argument = argument(pattern, at + 1, close);
        if (c == '}' || argument.isEmpty()) {
          return Optional.empty();
        }
        parts.add(new Text(text.toString()));
        text.setLength(0);
        parts.add(argument.get());
        at = close + 1;
      }
    }
    parts.add(new Text(text.toString()));
    return Optional.of(new Format(parts));
  }

  /// No call has more than a few thousand arguments, so four digits are enough.
  private static Optional<Argument> argument(String pattern, int start, int end) {
    if (end <= start || end - start > 4) {
      return Optional.empty();
    }
    int index = 0;
    for (int i = start; i < end; i++) {
      char c = pattern.charAt(i);
      if (c < '0' || c > '9') {
        return Optional.empty();
      }
      index = index * 10 + (c - '0');
    }
    return Optional.of(new Argument(index));
  }

  /// How many arguments the pattern needs.
  int arguments() {
    return parts.stream()
        .mapToInt(part -> part instanceof Argument(int index) ? index + 1 : 0)
        .max()
        .orElse(0);
  }

  boolean uses(int argument) {
    return parts.contains(new Argument(argument));
  }

  List<Value> fill(List<Value> arguments) {
    return parts.stream()
        .map(
            part ->
                switch (part) {
                  case Text(String text) -> Value.of(text);
                  case Argument(int index) -> arguments.get(index);
                })
        .toList();
  }
}

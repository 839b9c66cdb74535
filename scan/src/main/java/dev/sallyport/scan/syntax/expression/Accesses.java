package dev.sallyport.scan.syntax.expression;

import java.util.List;
import java.util.stream.Stream;

/// Property and index access on values, object filters included.
///
/// Source: GitHub documentation, "Evaluate expressions in workflows and actions", section Object
/// filters.
final class Accesses {
  private Accesses() {}

  /// @param filtered whether the target is the result of an object filter, should it be unknown
  static Value index(Value target, Value index, boolean filtered) {
    return switch (target) {
      case Value.Arr(List<Value> items, boolean isFilter) when isFilter -> each(items, index);
      case Value.Arr(List<Value> items, _) -> item(items, index);
      case Value.Obj object -> property(object, index);
      case Value.Scalar _ -> Values.NULL;
      case Value.Unknown _ -> filtered ? Values.UNKNOWN_ARRAY : Values.UNKNOWN;
    };
  }

  private static Value item(List<Value> items, Value index) {
    if (index instanceof Value.Unknown) {
      return Values.UNKNOWN;
    }
    double at = Math.floor(Coercion.number(index));
    return at >= 0 && at < items.size() ? items.get((int) at) : Values.NULL;
  }

  private static Value property(Value.Obj object, Value index) {
    if (index instanceof Value.Unknown) {
      return Values.UNKNOWN;
    }
    return index instanceof Value.Scalar ? object.get(index.asText().orElse("")) : Values.NULL;
  }

  /// Behind a filter an access goes into each item; those without it are left out. That holds
  /// for a number too: `x.*.names[0]` takes the first name of each.
  private static Value each(List<Value> items, Value index) {
    boolean unsure = index instanceof Value.Unknown;
    if (unsure || items.stream().anyMatch(Value.Unknown.class::isInstance)) {
      return Values.UNKNOWN_ARRAY;
    }
    return new Value.Arr(items.stream().flatMap(item -> found(item, index)).toList(), true);
  }

  private static Stream<Value> found(Value item, Value index) {
    return switch (item) {
      case Value.Obj object -> {
        String key = index instanceof Value.Scalar ? index.asText().orElse("") : "";
        boolean has = object.entries().keySet().stream().anyMatch(k -> Strings.equal(k, key));
        yield has ? Stream.of(object.get(key)) : Stream.empty();
      }
      case Value.Arr(List<Value> nested, _) -> {
        double at = Math.floor(Coercion.number(index));
        yield at >= 0 && at < nested.size() ? Stream.of(nested.get((int) at)) : Stream.empty();
      }
      case Value.Scalar _, Value.Unknown _ -> Stream.empty();
    };
  }

  static Value star(Value target) {
    return switch (target) {
      case Value.Arr(List<Value> items, boolean filtered) -> {
        boolean unsure = filtered && items.stream().anyMatch(Value.Unknown.class::isInstance);
        yield unsure ? Values.UNKNOWN_ARRAY : new Value.Arr(filtered ? flat(items) : items, true);
      }
      case Value.Obj object -> new Value.Arr(List.copyOf(object.entries().values()), true);
      case Value.Scalar _ -> new Value.Arr(List.of(), true);
      case Value.Unknown _ -> Values.UNKNOWN_ARRAY;
    };
  }

  private static List<Value> flat(List<Value> items) {
    return items.stream()
        .flatMap(
            item ->
                switch (item) {
                  case Value.Arr(List<Value> nested, _) -> nested.stream();
                  case Value.Obj object -> object.entries().values().stream();
                  case Value.Scalar _, Value.Unknown _ -> Stream.<Value>empty();
                })
        .toList();
  }
}

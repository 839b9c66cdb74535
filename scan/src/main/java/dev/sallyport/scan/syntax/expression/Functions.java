package dev.sallyport.scan.syntax.expression;

import dev.sallyport.scan.syntax.expression.Value.Kind;
import dev.sallyport.scan.syntax.expression.Value.Truth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The built-in functions on values, except `case`, which does not evaluate all its arguments.
///
/// Source: GitHub documentation, "Evaluate expressions in workflows and actions", sections
/// Functions and Status check functions.
final class Functions {
  private static final Set<Kind> SCALARS =
      EnumSet.of(Kind.NULL, Kind.BOOLEAN, Kind.NUMBER, Kind.STRING);

  private static final Value COMMA = Value.of(",");

  private final Budget budget;

  Functions(Budget budget) {
    this.budget = budget;
  }

  Value call(Expr.Call call, List<Value> arguments) {
    String name = call.name().toLowerCase(Locale.ROOT);
    return accepts(name, arguments.size()) ? apply(name, arguments) : Values.UNKNOWN;
  }

  private static boolean accepts(String name, int count) {
    return switch (name) {
      case "contains", "startswith", "endswith" -> count == 2;
      case "join" -> count == 1 || count == 2;
      case "tojson", "fromjson" -> count == 1;
      case "format", "hashfiles" -> count >= 1;
      case "always", "cancelled" -> count == 0;
      default -> true;
    };
  }

  private Value apply(String name, List<Value> arguments) {
    return switch (name) {
      case "contains" -> contains(arguments.get(0), arguments.get(1));
      case "startswith" -> edge(arguments.get(0), arguments.get(1), true);
      case "endswith" -> edge(arguments.get(0), arguments.get(1), false);
      case "format" -> format(arguments);
      case "join" -> join(arguments.get(0), arguments.size() > 1 ? arguments.get(1) : COMMA);
      case "tojson" -> toJson(arguments.get(0));
      case "fromjson" -> fromJson(arguments.get(0));
      // Empty when no file matches.
      case "hashfiles" -> Values.UNKNOWN_STRING;
      case "always" -> Values.TRUE;
      case "success", "failure", "cancelled" -> Values.UNKNOWN_BOOLEAN;
      default -> Values.UNKNOWN;
    };
  }

  private Value contains(Value search, Value item) {
    return switch (search) {
      case Value.Arr(List<Value> items, _) -> Value.of(anyEqual(items, item));
      case Value.Obj _ -> Values.FALSE;
      case Value.Scalar _ when item instanceof Value.Scalar ->
          contains(search.asText().orElseThrow(), item.asText().orElseThrow());
      case Value.Scalar _ -> isCollection(item) ? Values.FALSE : Values.UNKNOWN_BOOLEAN;
      case Value.Unknown _ -> isEmptyIn(search, item) ? Values.TRUE : Values.UNKNOWN_BOOLEAN;
    };
  }

  private Truth anyEqual(List<Value> items, Value item) {
    // The item is compared, perhaps read as a number, once for each candidate.
    long work = item instanceof Value.Str(String text) ? text.length() + 1 : 1;
    if (!budget.charge(work * items.size())) {
      return Truth.UNKNOWN;
    }
    Truth result = Truth.FALSE;
    for (Value candidate : items) {
      Truth equal = Coercion.equal(candidate, item);
      if (equal == Truth.TRUE) {
        return Truth.TRUE;
      }
      result = equal == Truth.UNKNOWN ? equal : result;
    }
    return result;
  }

  private Value contains(String search, String item) {
    long work = (long) (search.length() + 1) * (item.length() + 1);
    return budget.charge(work)
        ? Value.of(Strings.fold(search).contains(Strings.fold(item)))
        : Values.UNKNOWN_BOOLEAN;
  }

  private static boolean isCollection(Value value) {
    return value instanceof Value.Arr || value instanceof Value.Obj;
  }

  /// Whatever a text is, it contains the empty one.
  private static boolean isEmptyIn(Value search, Value item) {
    return SCALARS.containsAll(search.kinds())
        && item instanceof Value.Scalar
        && item.asText().orElseThrow().isEmpty();
  }

  private Value edge(Value search, Value item, boolean start) {
    if (isCollection(search) || isCollection(item)) {
      return Values.FALSE;
    }
    if (!(search instanceof Value.Scalar) || !(item instanceof Value.Scalar)) {
      return isEmptyIn(search, item) ? Values.TRUE : Values.UNKNOWN_BOOLEAN;
    }
    String text = search.asText().orElseThrow();
    String part = item.asText().orElseThrow();
    if (!budget.charge(part.length())) {
      return Values.UNKNOWN_BOOLEAN;
    }
    int from = text.length() - part.length();
    return Value.of(
        from >= 0
            && Strings.equal(
                start ? text.substring(0, part.length()) : text.substring(from), part));
  }

  private Value format(List<Value> arguments) {
    Value pattern = arguments.getFirst();
    if (!(pattern instanceof Value.Scalar)) {
      return Values.UNKNOWN_STRING;
    }
    return Format.parse(pattern.asText().orElseThrow())
        .filter(format -> format.arguments() <= arguments.size() - 1)
        .map(format -> concat(format.fill(arguments.subList(1, arguments.size()))))
        .orElse(Values.UNKNOWN_STRING);
  }

  /// The texts of the values, one behind the other.
  Value concat(List<Value> parts) {
    StringBuilder out = new StringBuilder();
    boolean known = true;
    boolean nonEmpty = false;
    for (Value part : parts) {
      Optional<String> text = part.asText();
      known &= text.isPresent();
      nonEmpty |= text.isPresent() ? !text.get().isEmpty() : isNeverEmpty(part);
      known &= budget.charge(text.map(String::length).orElse(0));
      known &= out.length() + text.map(String::length).orElse(0) <= Budget.LENGTH;
      if (known) {
        out.append(text.orElseThrow());
      }
    }
    if (known) {
      return Value.of(out.toString());
    }
    return nonEmpty ? Values.NON_EMPTY_STRING : Values.UNKNOWN_STRING;
  }

  /// Of the falsy values, null and the empty string become empty text.
  private static boolean isNeverEmpty(Value unknown) {
    Set<Kind> kinds = unknown.kinds();
    return unknown.truth() == Truth.TRUE
        || (!kinds.contains(Kind.NULL) && !kinds.contains(Kind.STRING));
  }

  private Value join(Value array, Value separator) {
    return switch (array) {
      case Value.Scalar _ -> Value.of(array.asText().orElseThrow());
      case Value.Obj _ -> Value.of("");
      case Value.Unknown _ -> Values.UNKNOWN_STRING;
      case Value.Arr(List<Value> items, _) -> {
        // A separator that is no scalar is empty.
        Value glue = isCollection(separator) ? Value.of("") : separator;
        List<Value> parts = new ArrayList<>();
        for (Value item : items) {
          if (!parts.isEmpty()) {
            parts.add(glue);
          }
          parts.add(item);
        }
        yield concat(parts);
      }
    };
  }

  private Value toJson(Value value) {
    if (!value.isKnown()) {
      return Values.NON_EMPTY_STRING;
    }
    // An input within the limit can be written within a bounded multiple of it.
    if (!budget.charge(size(value)) || size(value) > Budget.LENGTH) {
      return Values.NON_EMPTY_STRING;
    }
    return Value.of(Json.write(value));
  }

  /// A bound from above for the characters that the JSON text takes, up to escapes.
  private static long size(Value value) {
    return switch (value) {
      case Value.Arr(List<Value> items, _) ->
          items.stream().mapToLong(item -> size(item) + 2 * 64).sum() + 2;
      case Value.Obj object ->
          object.entries().entrySet().stream()
                  .mapToLong(e -> e.getKey().length() + size(e.getValue()) + 2 * 64)
                  .sum()
              + 2;
      case Value.Scalar _ -> value.asText().orElseThrow().length() + 2;
      case Value.Unknown _ -> 0;
    };
  }

  private Value fromJson(Value value) {
    if (!(value instanceof Value.Scalar)) {
      return Values.UNKNOWN;
    }
    String text = value.asText().orElseThrow();
    return budget.charge(text.length()) ? Json.read(text).orElse(Values.UNKNOWN) : Values.UNKNOWN;
  }
}

package dev.sallyport.scan.syntax.expression;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an expression evaluates to, as far as it can be known without running anything.
///
/// Source: GitHub documentation, "Evaluate expressions in workflows and actions", sections
/// Literals and Functions (conversion tables).
public sealed interface Value {

  /// The types of the language.
  enum Kind {
    NULL,
    BOOLEAN,
    NUMBER,
    STRING,
    ARRAY,
    OBJECT
  }

  /// Three-valued truth.
  enum Truth {
    TRUE,
    FALSE,
    UNKNOWN;

    static Truth of(boolean value) {
      return value ? TRUE : FALSE;
    }

    Truth not() {
      return switch (this) {
        case TRUE -> FALSE;
        case FALSE -> TRUE;
        case UNKNOWN -> UNKNOWN;
      };
    }
  }

  /// A value that a literal can have.
  sealed interface Scalar extends Value {}

  /// `null`, also the value of every missing property.
  record Null() implements Scalar {}

  record Bool(boolean value) implements Scalar {}

  record Num(double value) implements Scalar {}

  record Str(String value) implements Scalar {}

  /// An array.
  ///
  /// @param filtered whether it came out of an object filter (`.*`), so that a further property
  ///     access applies to each item
  record Arr(List<Value> items, boolean filtered) implements Value {
    public Arr {
      items = List.copyOf(items);
    }

    public Arr(List<Value> items) {
      this(items, false);
    }
  }

  /// Keys are looked up without regard to case.
  record Obj(Map<String, Value> entries) implements Value {
    public Obj {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    Value get(String key) {
      Value exact = entries.get(key);
      if (exact != null) {
        return exact;
      }
      return entries.entrySet().stream()
          .filter(entry -> Strings.equal(entry.getKey(), key))
          .map(Map.Entry::getValue)
          .findFirst()
          .orElse(Values.NULL);
    }
  }

  /// A value of which only its possible types and perhaps its truth are known.
  ///
  /// @param kinds the possible types, at least one
  record Unknown(Set<Kind> kinds, Truth truth) implements Value {
    public Unknown {
      kinds = Collections.unmodifiableSet(EnumSet.copyOf(kinds));
    }
  }

  static Value of(boolean value) {
    return value ? Values.TRUE : Values.FALSE;
  }

  static Value of(Truth truth) {
    return switch (truth) {
      case TRUE -> Values.TRUE;
      case FALSE -> Values.FALSE;
      case UNKNOWN -> Values.UNKNOWN_BOOLEAN;
    };
  }

  static Value of(double value) {
    return new Num(value);
  }

  static Value of(String value) {
    return new Str(value);
  }

  /// The most precise value that has one of these types and this truth: a boolean known to be
  /// falsy is `false`, a string known to be falsy is empty.
  static Value unknown(Collection<Kind> kinds, Truth truth) {
    Set<Kind> left = EnumSet.copyOf(kinds);
    switch (truth) {
      case TRUE -> left.remove(Kind.NULL);
      case FALSE -> left.removeAll(EnumSet.of(Kind.ARRAY, Kind.OBJECT));
      case UNKNOWN -> {}
    }
    if (left.isEmpty()) {
      return new Unknown(kinds.isEmpty() ? EnumSet.allOf(Kind.class) : Set.copyOf(kinds), truth);
    }
    Value only = left.size() == 1 ? only(left.iterator().next(), truth) : null;
    if (only != null) {
      return only;
    }
    boolean collections = EnumSet.of(Kind.ARRAY, Kind.OBJECT).containsAll(left);
    return new Unknown(left, collections ? Truth.TRUE : truth);
  }

  private static @Nullable Value only(Kind kind, Truth truth) {
    return switch (kind) {
      case NULL -> Values.NULL;
      case BOOLEAN -> of(truth);
      case STRING -> truth == Truth.FALSE ? of("") : null;
      // A falsy number is 0 or NaN.
      case NUMBER, ARRAY, OBJECT -> null;
    };
  }

  /// Either of two values, of which it is not known which.
  /// Two arrays that look the same are still two.
  @SuppressWarnings("ReferenceEquality")
  static Value either(Value a, Value b) {
    if (a == b || (a instanceof Scalar && a.equals(b))) {
      return a;
    }
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    kinds.addAll(a.kinds());
    kinds.addAll(b.kinds());
    return unknown(kinds, a.truth() == b.truth() ? a.truth() : Truth.UNKNOWN);
  }

  /// The possible types; exactly one for a known value.
  default Set<Kind> kinds() {
    return switch (this) {
      case Null() -> EnumSet.of(Kind.NULL);
      case Bool(_) -> EnumSet.of(Kind.BOOLEAN);
      case Num(_) -> EnumSet.of(Kind.NUMBER);
      case Str(_) -> EnumSet.of(Kind.STRING);
      case Arr(_, _) -> EnumSet.of(Kind.ARRAY);
      case Obj(_) -> EnumSet.of(Kind.OBJECT);
      case Unknown unknown -> unknown.kinds;
    };
  }

  /// Whether a condition takes it for true.
  default Truth truth() {
    return switch (this) {
      case Null() -> Truth.FALSE;
      case Bool(boolean value) -> Truth.of(value);
      case Num(double value) -> Truth.of(value != 0 && !Double.isNaN(value));
      case Str(String value) -> Truth.of(!value.isEmpty());
      case Arr(_, _), Obj(_) -> Truth.TRUE;
      case Unknown(_, Truth truth) -> truth;
    };
  }

  /// Whether the value is known entirely, down to the last item.
  default boolean isKnown() {
    return switch (this) {
      case Scalar _ -> true;
      case Arr(List<Value> items, _) -> items.stream().allMatch(Value::isKnown);
      case Obj(Map<String, Value> entries) -> entries.values().stream().allMatch(Value::isKnown);
      case Unknown _ -> false;
    };
  }

  /// Whether some part of the value can be text that somebody chose freely.
  default boolean mayHoldText() {
    return kinds().stream()
            .anyMatch(kind -> kind == Kind.STRING || kind == Kind.ARRAY || kind == Kind.OBJECT)
        && truth() != Truth.FALSE
        && !isKnown();
  }

  /// The text that stands in the place of `${{ … }}`; empty when it is not known.
  default Optional<String> asText() {
    return switch (this) {
      case Null() -> Optional.of("");
      case Bool(boolean value) -> Optional.of(Boolean.toString(value));
      case Num(double value) -> Optional.of(Numbers.text(value));
      case Str(String value) -> Optional.of(value);
      case Arr(_, _) -> Optional.of("Array");
      case Obj(_) -> Optional.of("Object");
      case Unknown _ -> Optional.empty();
    };
  }

  /// The value under the assumption that a condition took it for `truth`.
  default Value assuming(Truth truth) {
    return this instanceof Unknown(Set<Kind> kinds, Truth known) && known == Truth.UNKNOWN
        ? unknown(kinds, truth)
        : this;
  }

  /// For messages: the text, or what is known of it.
  default String describe() {
    return asText().orElseGet(() -> "unknown " + kinds().toString().toLowerCase(Locale.ROOT));
  }
}

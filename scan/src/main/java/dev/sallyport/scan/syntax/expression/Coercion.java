package dev.sallyport.scan.syntax.expression;

import dev.sallyport.scan.syntax.expression.Value.Kind;
import dev.sallyport.scan.syntax.expression.Value.Truth;
import java.util.Set;

/// Loose comparison. Two values of one type are compared as they are, others as numbers.
///
/// Source: GitHub documentation, "Evaluate expressions in workflows and actions", section
/// Operators.
final class Coercion {
  private static final Set<Kind> COLLECTIONS = Set.of(Kind.ARRAY, Kind.OBJECT);
  private static final Set<Kind> STRING = Set.of(Kind.STRING);

  private Coercion() {}

  /// Of a known value.
  static double number(Value value) {
    return switch (value) {
      case Value.Null() -> 0;
      case Value.Bool(boolean bool) -> bool ? 1 : 0;
      case Value.Num(double number) -> number;
      case Value.Str(String text) -> Numbers.parse(text);
      case Value.Arr _, Value.Obj _, Value.Unknown _ -> Double.NaN;
    };
  }

  // Arrays and objects equal only themselves.
  @SuppressWarnings("ReferenceEquality")
  static Truth equal(Value a, Value b) {
    if (a instanceof Value.Unknown || b instanceof Value.Unknown) {
      return differ(a, b) || differ(b, a) ? Truth.FALSE : Truth.UNKNOWN;
    }
    if (!(a instanceof Value.Scalar) || !(b instanceof Value.Scalar)) {
      return Truth.of(a == b);
    }
    if (a instanceof Value.Str(String left) && b instanceof Value.Str(String right)) {
      return Truth.of(Strings.equal(left, right));
    }
    return Truth.of(number(a) == number(b));
  }

  /// Whether a value and one of which less is known cannot be equal.
  private static boolean differ(Value value, Value other) {
    boolean empty = value instanceof Value.Str(String text) && text.isEmpty();
    if (empty && other.kinds().equals(STRING) && other.truth() == Truth.TRUE) {
      return true;
    }
    if (value instanceof Value.Num(double number) && Double.isNaN(number)) {
      return true;
    }
    return value instanceof Value.Scalar && COLLECTIONS.containsAll(other.kinds());
  }

  static Truth compare(Expr.Comparison operator, Value a, Value b) {
    return switch (operator) {
      case EQUAL -> equal(a, b);
      case NOT_EQUAL -> equal(a, b).not();
      case LESS -> less(a, b);
      case GREATER -> less(b, a);
      case LESS_OR_EQUAL -> or(equal(a, b), less(a, b));
      case GREATER_OR_EQUAL -> or(equal(a, b), less(b, a));
    };
  }

  private static Truth or(Truth a, Truth b) {
    if (a == Truth.TRUE || b == Truth.TRUE) {
      return Truth.TRUE;
    }
    return a == Truth.FALSE && b == Truth.FALSE ? Truth.FALSE : Truth.UNKNOWN;
  }

  private static Truth less(Value a, Value b) {
    if (neverLess(a) || neverLess(b)) {
      return Truth.FALSE;
    }
    if (a instanceof Value.Unknown || b instanceof Value.Unknown) {
      return Truth.UNKNOWN;
    }
    if (a instanceof Value.Str(String left) && b instanceof Value.Str(String right)) {
      return Truth.of(Strings.compare(left, right) < 0);
    }
    return Truth.of(number(a) < number(b));
  }

  private static boolean neverLess(Value value) {
    return COLLECTIONS.containsAll(value.kinds())
        || (value instanceof Value.Num(double number) && Double.isNaN(number));
  }
}

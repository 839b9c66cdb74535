package dev.sallyport.scan.syntax.expression;

import java.util.Optional;

/// Expressions whose value does not depend on any context.
public final class Constant {
  private Constant() {}

  /// The value, if it is the same in every run: `format('{0}', 1)`, and also `false && github.ref`.
  /// `always()` is constant; ask [Flow#functions] to tell it from `true`.
  public static Optional<Value> of(Expr expr) {
    return Optional.of(Evaluator.withoutContexts().value(expr)).filter(Value::isKnown);
  }

  /// Whether a condition is the same in every run, even when its value is not.
  public static Value.Truth truth(Expr expr) {
    return Evaluator.withoutContexts().value(expr).truth();
  }

  /// Whether a condition is the same in every run. Text around an expression makes it true; an
  /// empty condition asks for `success()`.
  public static Value.Truth truth(Template condition) {
    return condition.parts().isEmpty()
        ? Value.Truth.UNKNOWN
        : Evaluator.withoutContexts().value(condition).truth();
  }
}

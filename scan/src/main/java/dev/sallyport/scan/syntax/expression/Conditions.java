package dev.sallyport.scan.syntax.expression;

import dev.sallyport.scan.syntax.expression.Value.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a condition guarantees once it has let a step or job through.
public final class Conditions {

  /// Part of a condition that is neither `&&`, `||`, `!` nor `!=`.
  ///
  /// @param holds whether it is truthy whenever the whole condition is, or else falsy
  public record Atom(Expr expr, boolean holds) {

    /// Same expression, same polarity.
    public boolean sameAs(Atom other) {
      return holds == other.holds && expr.sameAs(other.expr);
    }
  }

  private final Evaluator evaluator = Evaluator.withoutContexts();

  private Conditions() {}

  /// The atoms that must hold whenever the condition is truthy, in the order they appear.
  ///
  /// `a != b` is the atom `a == b` that does not hold. A literal that is compared stands on the
  /// right. A condition that is the same in every run yields none; see [Constant#truth].
  public static List<Atom> implied(Expr condition) {
    return List.copyOf(new Conditions().implied(condition, true).values());
  }

  /// Whether the condition being truthy makes `atom` hold.
  public static boolean implies(Expr condition, Atom atom) {
    return implied(condition).stream().anyMatch(atom::sameAs);
  }

  /// Keyed by what makes two atoms the same.
  private Map<String, Atom> implied(Expr expr, boolean holds) {
    if (evaluator.value(expr).truth() != Truth.UNKNOWN) {
      return Map.of();
    }
    return switch (expr) {
      case Expr.Group(_, Expr inner) -> implied(inner, holds);
      case Expr.Not(_, Expr operand) -> implied(operand, !holds);
      case Expr.And(_, List<Expr> operands) ->
          holds ? all(operands, true) : common(operands, false);
      case Expr.Or(_, List<Expr> operands) -> holds ? common(operands, true) : all(operands, false);
      case Expr.Binary(_, Expr.Comparison operator, _, _)
          when operator == Expr.Comparison.NOT_EQUAL ->
          atom(expr, !holds);
      default -> atom(expr, holds);
    };
  }

  private Map<String, Atom> all(List<Expr> operands, boolean hold) {
    Map<String, Atom> all = new LinkedHashMap<>();
    operands.forEach(operand -> implied(operand, hold).forEach(all::putIfAbsent));
    return all;
  }

  /// What every alternative implies that can happen at all.
  private Map<String, Atom> common(List<Expr> operands, boolean hold) {
    Map<String, Atom> common = null;
    for (Expr operand : operands) {
      if (evaluator.value(operand).truth() == Truth.of(!hold)) {
        continue;
      }
      Map<String, Atom> implied = implied(operand, hold);
      if (common == null) {
        common = new LinkedHashMap<>(implied);
      } else {
        common.keySet().retainAll(implied.keySet());
      }
      if (common.isEmpty()) {
        return common;
      }
    }
    return common == null ? Map.of() : common;
  }

  private static Map<String, Atom> atom(Expr expr, boolean holds) {
    Expr canonical = canonical(expr);
    return Map.of((holds ? "+" : "-") + Printer.key(canonical), new Atom(canonical, holds));
  }

  private static Expr canonical(Expr expr) {
    if (!(expr instanceof Expr.Binary(var span, Expr.Comparison operator, Expr left, Expr right))
        || (operator != Expr.Comparison.EQUAL && operator != Expr.Comparison.NOT_EQUAL)) {
      return expr;
    }
    boolean swap =
        left.ungrouped() instanceof Expr.Literal && !(right.ungrouped() instanceof Expr.Literal);
    return new Expr.Binary(span, Expr.Comparison.EQUAL, swap ? right : left, swap ? left : right);
  }
}

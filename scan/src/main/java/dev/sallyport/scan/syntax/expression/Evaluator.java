package dev.sallyport.scan.syntax.expression;

import dev.sallyport.scan.syntax.expression.Value.Truth;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Evaluates expressions with what is known of the contexts. Unknown parts make the result only
/// as unknown as need be: `false && x` is false whatever `x` is.
///
/// What fails when a workflow runs (a wrong number of arguments, text that is no JSON) is unknown
/// here. `always()` is true; the other status functions are unknown booleans.
///
/// Source: GitHub documentation, "Evaluate expressions in workflows and actions".
public final class Evaluator {
  private final Function<ContextPath, Value> contexts;
  private final Functions functions = new Functions(new Budget());

  /// More are merged into one value of which less is known.
  private static final int MAX_ALTERNATIVES = 16;

  // By identity: expressions are deep records, and each node needs one evaluation only.
  private final IdentityHashMap<Expr, List<Value>> known = new IdentityHashMap<>(4);

  Evaluator(Function<ContextPath, Value> contexts) {
    this.contexts = contexts;
  }

  static Evaluator withoutContexts() {
    return new Evaluator(_ -> Values.UNKNOWN);
  }

  /// The value of an expression.
  ///
  /// @param contexts asked for every prefix of an access, with exact paths only;
  ///     [Values#UNKNOWN] where nothing is known. A known container answers for what is in it.
  public static Value evaluate(Expr expr, Function<ContextPath, Value> contexts) {
    return new Evaluator(contexts).value(expr);
  }

  /// The values between which operators and `case` choose: both branches of `x && 'a' || 'b'`.
  /// Never empty; at most 16, in the order they appear.
  public static List<Value> alternatives(Expr expr, Function<ContextPath, Value> contexts) {
    return new Evaluator(contexts).alternatives(expr);
  }

  /// The value of a string of a workflow: that of its only expression, or else text.
  public static Value evaluate(Template template, Function<ContextPath, Value> contexts) {
    return new Evaluator(contexts).value(template);
  }

  Value value(Template template) {
    if (template.isWholeExpression()) {
      return value(template.expressions().getFirst());
    }
    return functions.concat(
        template.parts().stream()
            .map(
                part ->
                    switch (part) {
                      case Template.Part.Text(_, String text) -> Value.of(text);
                      case Template.Part.Expression expression -> value(expression);
                    })
            .toList());
  }

  private Value value(Template.Part.Expression expression) {
    return expression.parsed().tree().map(this::value).orElse(Values.UNKNOWN);
  }

  Value value(Expr expr) {
    return merge(alternatives(expr));
  }

  private static Value merge(Collection<Value> alternatives) {
    if (alternatives.size() == 1) {
      return alternatives.iterator().next();
    }
    return alternatives.stream().reduce(Value::either).orElse(Values.UNKNOWN);
  }

  private List<Value> alternatives(Expr expr) {
    // Not computeIfAbsent: the computation comes back here.
    List<Value> values = known.get(expr);
    if (values == null) {
      values = compute(expr);
      known.put(expr, values);
    }
    return values;
  }

  private List<Value> compute(Expr expr) {
    return switch (expr) {
      case Expr.Literal(_, Value.Scalar value) -> List.of(value);
      case Expr.NamedValue _, Expr.Property _, Expr.Index _, Expr.Star _ -> List.of(access(expr));
      case Expr.Call call -> call.is("case") ? cases(call.arguments()) : List.of(call(call));
      case Expr.Not(_, Expr operand) -> List.of(Value.of(value(operand).truth().not()));
      case Expr.Binary(_, Expr.Comparison operator, Expr left, Expr right) ->
          List.of(Value.of(Coercion.compare(operator, value(left), value(right))));
      case Expr.And(_, List<Expr> operands) -> chain(operands, Truth.FALSE);
      case Expr.Or(_, List<Expr> operands) -> chain(operands, Truth.TRUE);
      case Expr.Group(_, Expr inner) -> alternatives(inner);
    };
  }

  /// The first operand whose truth is `stop`, else the last.
  private List<Value> chain(List<Expr> operands, Truth stop) {
    Set<Value> found = new LinkedHashSet<>();
    for (Expr operand : operands.subList(0, operands.size() - 1)) {
      List<Value> values = alternatives(operand);
      values.stream()
          .filter(value -> value.truth() != stop.not())
          .forEach(value -> found.add(value.assuming(stop)));
      if (values.stream().allMatch(value -> value.truth() == stop)) {
        return limit(found);
      }
    }
    found.addAll(alternatives(operands.getLast()));
    return limit(found);
  }

  private static List<Value> limit(Set<Value> values) {
    return values.size() > MAX_ALTERNATIVES ? List.of(merge(values)) : List.copyOf(values);
  }

  private Value access(Expr expr) {
    Value inside =
        switch (expr) {
          case Expr.Property(_, Expr target, String name) ->
              Accesses.index(value(target), Value.of(name), isFiltered(target));
          case Expr.Index(_, Expr target, Expr index) ->
              Accesses.index(value(target), value(index), isFiltered(target));
          case Expr.Star(_, Expr target) -> Accesses.star(value(target));
          default -> Values.UNKNOWN;
        };
    // What is asked for exactly is known better than what its container tells.
    return ContextPath.Chain.of(expr, this::value)
        .path()
        .filter(ContextPath::isExact)
        .map(contexts)
        .filter(value -> !value.equals(Values.UNKNOWN))
        .orElse(inside);
  }

  private static boolean isFiltered(Expr expr) {
    return switch (expr.ungrouped()) {
      case Expr.Star _ -> true;
      case Expr.Property(_, Expr target, _) -> isFiltered(target);
      case Expr.Index(_, Expr target, _) -> isFiltered(target);
      default -> false;
    };
  }

  private Value call(Expr.Call call) {
    return functions.call(call, call.arguments().stream().map(this::value).toList());
  }

  /// Predicates must be booleans; anything else is an error.
  private List<Value> cases(List<Expr> arguments) {
    if (arguments.size() < 3 || arguments.size() % 2 == 0) {
      return List.of(Values.UNKNOWN);
    }
    Set<Value> found = new LinkedHashSet<>();
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      Value predicate = value(arguments.get(i));
      if (!predicate.kinds().contains(Value.Kind.BOOLEAN)) {
        return List.of(Values.UNKNOWN);
      }
      if (!predicate.equals(Values.FALSE)) {
        found.addAll(alternatives(arguments.get(i + 1)));
      }
      if (predicate.equals(Values.TRUE)) {
        return limit(found);
      }
    }
    found.addAll(alternatives(arguments.getLast()));
    return limit(found);
  }
}

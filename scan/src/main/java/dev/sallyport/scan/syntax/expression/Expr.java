package dev.sallyport.scan.syntax.expression;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A parsed expression. Trees that the parser made are at most 100 nodes high, so recursion over
/// them is safe.
///
/// Source: GitHub documentation, "Evaluate expressions in workflows and actions".
public sealed interface Expr {

  Span span();

  record Literal(Span span, Value.Scalar value) implements Expr {}

  /// A context by its name, such as `github`.
  record NamedValue(Span span, String name) implements Expr {}

  /// `target.name`
  record Property(Span span, Expr target, String name) implements Expr {}

  /// `target[index]`
  record Index(Span span, Expr target, Expr index) implements Expr {}

  /// `target.*` or `target[*]`
  record Star(Span span, Expr target) implements Expr {}

  /// A call of a function, be it known or not and with whatever number of arguments.
  record Call(Span span, String name, List<Expr> arguments) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }

    public boolean is(String function) {
      return name.equalsIgnoreCase(function);
    }
  }

  record Not(Span span, Expr operand) implements Expr {}

  record Binary(Span span, Comparison operator, Expr left, Expr right) implements Expr {}

  /// Two operands or more, none of them an `And` itself.
  record And(Span span, List<Expr> operands) implements Expr {
    public And {
      operands = List.copyOf(operands);
    }
  }

  /// Two operands or more, none of them an `Or` itself.
  record Or(Span span, List<Expr> operands) implements Expr {
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /// Parentheses; nested ones count as one.
  record Group(Span span, Expr inner) implements Expr {}

  /// The comparison operators.
  enum Comparison {
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">=");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  /// Direct children from left to right.
  default List<Expr> children() {
    return switch (this) {
      case Literal _, NamedValue _ -> List.of();
      case Property(_, Expr target, _) -> List.of(target);
      case Index(_, Expr target, Expr index) -> List.of(target, index);
      case Star(_, Expr target) -> List.of(target);
      case Call(_, _, List<Expr> arguments) -> arguments;
      case Not(_, Expr operand) -> List.of(operand);
      case Binary(_, _, Expr left, Expr right) -> List.of(left, right);
      case And(_, List<Expr> operands) -> operands;
      case Or(_, List<Expr> operands) -> operands;
      case Group(_, Expr inner) -> List.of(inner);
    };
  }

  /// This node and all below it, parents first.
  default Stream<Expr> walk() {
    if (children().isEmpty()) {
      return Stream.of(this);
    }
    List<Expr> nodes = new ArrayList<>();
    collect(nodes);
    return nodes.stream();
  }

  private void collect(List<Expr> nodes) {
    nodes.add(this);
    for (Expr child : children()) {
      child.collect(nodes);
    }
  }

  /// This expression without the parentheses around it.
  default Expr ungrouped() {
    return this instanceof Group(_, Expr inner) ? inner.ungrouped() : this;
  }

  /// Canonical text: one space around operators, the documented spelling of functions, `.name`
  /// where it is possible. Parses to an expression that is the [same][#sameAs].
  default String text() {
    return Printer.text(this);
  }

  /// Structural equality. Ignored are spans, parentheses, the case of names and of strings that
  /// are compared, and the difference between `.name` and `['name']`.
  default boolean sameAs(Expr other) {
    return key().equals(other.key());
  }

  /// Equal for expressions that are the [same][#sameAs], to look them up by.
  default String key() {
    return Printer.key(this);
  }
}

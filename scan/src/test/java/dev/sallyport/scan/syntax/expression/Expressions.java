package dev.sallyport.scan.syntax.expression;

/// Expressions for tests.
final class Expressions {
  private Expressions() {}

  static Expr parse(String source) {
    return switch (ExpressionParser.parse(source, 0)) {
      case Parsed.Ok(Expr expr) -> expr;
      case Parsed.Bad bad -> throw new AssertionError(source + ": " + bad);
    };
  }
}

package dev.sallyport.scan.syntax.expression;

import dev.sallyport.base.text.Span;
import java.util.Optional;

/// What became of the text of an expression.
public sealed interface Parsed {

  record Ok(Expr expr) implements Parsed {}

  /// Not an expression.
  ///
  /// @param span where the fault lies, perhaps empty at the end of the text
  record Bad(Span span, String message) implements Parsed {}

  /// The tree, if there is one.
  default Optional<Expr> tree() {
    return switch (this) {
      case Ok ok -> Optional.of(ok.expr);
      case Bad _ -> Optional.empty();
    };
  }
}

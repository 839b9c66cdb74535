package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.List;

/// A parsed script, or the inside of a command substitution, block or re-parsed string.
///
/// @param text the whole text that every [Span] below points into, also for a nested script
/// @param troubles what was not understood; only the outermost script lists them
/// @param comments the outermost script's comments, `#` included, in order
public record Script(
    Dialect dialect,
    Span span,
    String text,
    List<Statement> statements,
    List<Trouble> troubles,
    List<Span> comments) {

  public Script {
    statements = List.copyOf(statements);
    troubles = List.copyOf(troubles);
    comments = List.copyOf(comments);
  }

  static Script nested(Dialect dialect, Span span, String text, List<Statement> statements) {
    return new Script(dialect, span, text, statements, List.of(), List.of());
  }

  @Override
  public String toString() {
    return span.in(text);
  }
}

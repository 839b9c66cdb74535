package dev.sallyport.scan.syntax.expression;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A string of a workflow, split into literal text and `${{ … }}`. All spans are offsets into that
/// string. Never fails: what cannot be parsed is a [Part.Expression] that is [Parsed.Bad].
///
/// Source: GitHub documentation, "Evaluate expressions in workflows and actions".
public record Template(List<Part> parts) {
  private static final String OPEN = "${{";
  private static final String CLOSE = "}}";

  public Template {
    parts = List.copyOf(parts);
  }

  public sealed interface Part {
    /// From the first to the last character, delimiters included.
    Span span();

    record Text(Span span, String text) implements Part {}

    /// One `${{ … }}`.
    ///
    /// @param outer with `${{` and `}}`
    /// @param inner without them, white space included; equal to `outer` for a bare condition
    record Expression(Span outer, Span inner, Parsed parsed) implements Part {
      @Override
      public Span span() {
        return outer;
      }
    }
  }

  public static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf(OPEN, at);
      int end = open < 0 ? text.length() : open;
      if (end > at) {
        Span span = new Span(at, end);
        parts.add(new Part.Text(span, span.in(text)));
      }
      if (open < 0) {
        break;
      }
      Part.Expression expression = expression(text, open);
      parts.add(expression);
      at = expression.outer().end();
    }
    return new Template(parts);
  }

  /// The value of an `if:`, which may lack the delimiters. As soon as they stand anywhere in it,
  /// all that is outside of them is text, and the condition a string that is never empty.
  /// Without parts when blank: GitHub then asks for `success()`.
  public static Template parseCondition(String text) {
    if (text.contains(OPEN)) {
      return parse(text);
    }
    String trimmed = Strings.trim(text);
    if (trimmed.isEmpty()) {
      return new Template(List.of());
    }
    int start = text.indexOf(trimmed);
    Span span = new Span(start, start + trimmed.length());
    Parsed parsed = ExpressionParser.parse(trimmed, start);
    return new Template(List.of(new Part.Expression(span, span, parsed)));
  }

  private static Part.Expression expression(String text, int open) {
    int start = open + OPEN.length();
    int close = close(text, start);
    if (close < 0) {
      Span rest = new Span(open, text.length());
      Parsed bad = new Parsed.Bad(new Span(open, start), "'${{' is not closed by '}}'");
      return new Part.Expression(rest, new Span(start, text.length()), bad);
    }
    Span inner = new Span(start, close);
    Span outer = new Span(open, close + CLOSE.length());
    return new Part.Expression(outer, inner, ExpressionParser.parse(inner.in(text), start));
  }

  /// The first `}}` outside of a string; a doubled quote leaves a string and enters it again.
  private static int close(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\'') {
        quoted = !quoted;
      } else if (!quoted && text.startsWith(CLOSE, i)) {
        return i;
      }
    }
    return -1;
  }

  public boolean hasExpressions() {
    return parts.stream().anyMatch(Part.Expression.class::isInstance);
  }

  /// Whether it is one expression and nothing else, not even white space, so that its value keeps
  /// its type instead of becoming text.
  public boolean isWholeExpression() {
    return parts.size() == 1 && hasExpressions();
  }

  public List<Part.Expression> expressions() {
    List<Part.Expression> found = List.of();
    for (Part part : parts) {
      if (part instanceof Part.Expression expression) {
        if (parts.size() == 1) {
          return List.of(expression);
        }
        found = found.isEmpty() ? new ArrayList<>() : found;
        found.add(expression);
      }
    }
    return found;
  }

  /// The expression that is the whole string, if it is one and well formed.
  public Optional<Expr> whole() {
    return isWholeExpression() ? expressions().getFirst().parsed().tree() : Optional.empty();
  }
}

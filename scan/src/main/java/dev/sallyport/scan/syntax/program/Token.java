package dev.sallyport.scan.syntax.program;

import dev.sallyport.base.text.Span;
import java.util.List;

/// @param value of a name, number, pattern or sign; of a text what its literal parts hold
/// @param parts of a text: literals, and expressions that are still to be parsed
record Token(Kind kind, Span span, String value, List<Part> parts) {

  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    PATTERN,
    SIGN,
    LINE,
    END
  }

  /// @param code whether the span holds an expression
  record Part(Span span, String value, boolean code) {}

  static Token of(Kind kind, int start, int end, String value) {
    return new Token(kind, new Span(start, end), value, List.of());
  }

  boolean is(String sign) {
    return (kind == Kind.SIGN || kind == Kind.NAME) && value.equals(sign);
  }
}

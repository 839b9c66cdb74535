package dev.sallyport.scan.syntax.expression;

import dev.sallyport.base.text.Span;
import org.jspecify.annotations.Nullable;

/// @param text the name of a NAME, the message of a BAD; empty otherwise
/// @param value the value of a LITERAL
record Token(Kind kind, Span span, String text, Value.@Nullable Scalar value) {

  enum Kind {
    LITERAL,
    NAME,
    OPEN,
    CLOSE,
    OPEN_INDEX,
    CLOSE_INDEX,
    DOT,
    COMMA,
    STAR,
    NOT,
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    AND,
    OR,
    BAD,
    END
  }

  Token(Kind kind, Span span) {
    this(kind, span, "", null);
  }
}

package dev.sallyport.scan.syntax.expression;

import dev.sallyport.base.text.Span;
import org.jspecify.annotations.Nullable;

/// Tokens of an expression, one at a time. Whether a `.` begins a number or a property depends on
/// what the parser expects, so it says so.
final class Lexer {
  private final String source;
  private final int base;
  private int at;

  Lexer(String source, int base) {
    this.source = source;
    this.base = base;
  }

  Token next(boolean operandExpected) {
    skipSpace();
    if (at == source.length()) {
      return token(Token.Kind.END, 0);
    }
    char c = source.charAt(at);
    return switch (c) {
      case '(' -> token(Token.Kind.OPEN, 1);
      case ')' -> token(Token.Kind.CLOSE, 1);
      case '[' -> token(Token.Kind.OPEN_INDEX, 1);
      case ']' -> token(Token.Kind.CLOSE_INDEX, 1);
      case ',' -> token(Token.Kind.COMMA, 1);
      case '*' -> token(Token.Kind.STAR, 1);
      case '!' -> orEqual(Token.Kind.NOT, Token.Kind.NOT_EQUAL);
      case '<' -> orEqual(Token.Kind.LESS, Token.Kind.LESS_OR_EQUAL);
      case '>' -> orEqual(Token.Kind.GREATER, Token.Kind.GREATER_OR_EQUAL);
      case '=' -> doubled(Token.Kind.EQUAL);
      case '&' -> doubled(Token.Kind.AND);
      case '|' -> doubled(Token.Kind.OR);
      case '\'' -> string();
      case '.' -> operandExpected ? number() : token(Token.Kind.DOT, 1);
      case '+', '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> name();
    };
  }

  /// The word behind a `.`, where `true` is a name like any other.
  Token property() {
    skipSpace();
    if (at < source.length() && source.charAt(at) == '*') {
      return token(Token.Kind.STAR, 1);
    }
    return at < source.length() && isNameStart(source.charAt(at)) ? name() : next(false);
  }

  boolean openFollows() {
    skipSpace();
    return at < source.length() && source.charAt(at) == '(';
  }

  private void skipSpace() {
    while (at < source.length() && Strings.isSpace(source.charAt(at))) {
      at++;
    }
  }

  private Token token(Token.Kind kind, int length) {
    return new Token(kind, take(length));
  }

  private Token bad(int length, String message) {
    return new Token(Token.Kind.BAD, take(length), message, null);
  }

  private Span take(int length) {
    Span span = new Span(base + at, base + at + length);
    at += length;
    return span;
  }

  private Token orEqual(Token.Kind alone, Token.Kind withEqual) {
    boolean two = at + 1 < source.length() && source.charAt(at + 1) == '=';
    return two ? token(withEqual, 2) : token(alone, 1);
  }

  private Token doubled(Token.Kind kind) {
    char c = source.charAt(at);
    boolean two = at + 1 < source.length() && source.charAt(at + 1) == c;
    return two ? token(kind, 2) : bad(1, "unexpected '" + c + "', did you mean '" + c + c + "'?");
  }

  private Token string() {
    StringBuilder text = new StringBuilder();
    int end = at + 1;
    while (end < source.length()) {
      char c = source.charAt(end++);
      if (c != '\'') {
        text.append(c);
      } else if (end < source.length() && source.charAt(end) == '\'') {
        text.append(c);
        end++;
      } else {
        return literal(end - at, new Value.Str(text.toString()));
      }
    }
    return bad(source.length() - at, "the string is not closed");
  }

  private Token number() {
    int end = at;
    while (end < source.length() && (source.charAt(end) == '.' || !isBoundary(end))) {
      end++;
    }
    double value = Numbers.parse(source.substring(at, end));
    return Double.isNaN(value)
        ? bad(end - at, "not a number: '" + clip(source, at, end) + "'")
        : literal(end - at, new Value.Num(value));
  }

  private Token name() {
    int end = at;
    boolean legal = isNameStart(source.charAt(at));
    while (end < source.length() && !isBoundary(end)) {
      legal &= isNamePart(source.charAt(end));
      end++;
    }
    if (!legal) {
      String hint = source.charAt(at) == '"' ? "; strings take single quotes" : "";
      return bad(end - at, "unexpected '" + clip(source, at, end) + "'" + hint);
    }
    String name = source.substring(at, end);
    return new Token(Token.Kind.NAME, take(end - at), name, null);
  }

  private Token literal(int length, Value.Scalar value) {
    return new Token(Token.Kind.LITERAL, take(length), "", value);
  }

  /// The value of a name that is a literal. Unlike contexts and functions they have one spelling.
  static Value.@Nullable Scalar keyword(String name) {
    return switch (name) {
      case "null" -> new Value.Null();
      case "true" -> new Value.Bool(true);
      case "false" -> new Value.Bool(false);
      case "NaN" -> new Value.Num(Double.NaN);
      case "Infinity" -> new Value.Num(Double.POSITIVE_INFINITY);
      default -> null;
    };
  }

  static boolean isName(String text) {
    return !text.isEmpty()
        && isNameStart(text.charAt(0))
        && text.chars().allMatch(c -> isNamePart((char) c));
  }

  private static boolean isNameStart(char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isNamePart(char c) {
    return isNameStart(c) || c == '-' || (c >= '0' && c <= '9');
  }

  private boolean isBoundary(int index) {
    char c = source.charAt(index);
    return "()[],.!<>=&|".indexOf(c) >= 0 || Strings.isSpace(c);
  }

  private static String clip(String source, int start, int end) {
    return end - start <= 40
        ? source.substring(start, end)
        : source.substring(start, start + 40) + "…";
  }
}

package dev.sallyport.scan.syntax.program;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.program.Token.Kind;
import java.util.List;

/// A place among tokens. The last one is [Kind#END] and is never passed.
abstract class TokenCursor {
  final List<Token> tokens;
  int at;

  TokenCursor(List<Token> tokens) {
    this.tokens = tokens;
  }

  final Token peek() {
    return tokens.get(at);
  }

  final Token take() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  final boolean accept(String sign) {
    boolean is = peek().is(sign);
    if (is) {
      at++;
    }
    return is;
  }

  final Span from(int start) {
    int last = at == 0 ? 0 : tokens.get(at - 1).span().end();
    return new Span(start, Math.max(start, last));
  }

  final Token next() {
    return tokens.get(Math.min(at + 1, tokens.size() - 1));
  }
}

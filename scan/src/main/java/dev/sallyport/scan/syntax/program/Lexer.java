package dev.sallyport.scan.syntax.program;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.program.Token.Kind;
import dev.sallyport.scan.syntax.program.Token.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Splits a program into tokens. What is no token of the language is skipped; `${{ … }}` outside of
/// strings is an unnamed number, as text that is not known.
final class Lexer {
  private static final List<String> SIGNS =
      List.of(
          "===", "!==", "**=", "...", "<<=", ">>=", "&&=", "||=", "??=", "//=", "=>", "==", "!=",
          "<=", ">=", "&&", "||", "??", "?.", "+=", "-=", "*=", "/=", "%=", ":=", "++", "--", "**",
          "//", "->");

  /// Behind these names a slash begins a pattern.
  private static final Set<String> BEFORE_PATTERN =
      Set.of("return", "typeof", "case", "in", "of", "await", "delete", "void", "throw");

  private final String text;
  private final int end;
  private final boolean python;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int brackets;

  /// No pattern ends before here: the rest of a line is searched in vain once.
  private int noPattern;

  private Lexer(String text, Span range, Language language) {
    this.text = text;
    this.at = range.start();
    this.end = range.end();
    this.python = language == Language.PYTHON;
  }

  static List<Token> tokens(String text, Span range, Language language) {
    Lexer lexer = new Lexer(text, range, language);
    while (lexer.at < lexer.end) {
      lexer.next();
    }
    lexer.tokens.add(Token.of(Kind.END, lexer.end, lexer.end, ""));
    return lexer.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    if (c == '\n') {
      if (python && brackets == 0) {
        tokens.add(Token.of(Kind.LINE, at, at + 1, ""));
      }
      at++;
    } else if (Character.isWhitespace(c) || (python && c == '\\')) {
      at += c == '\\' && at + 1 < end && text.charAt(at + 1) == '\n' ? 2 : 1;
    } else if (comment(c)) {
      return;
    } else if (text.startsWith("${{", at)) {
      int close = text.indexOf("}}", at);
      int to = close < 0 || close + 2 > end ? end : close + 2;
      tokens.add(Token.of(Kind.NUMBER, at, to, ""));
      at = to;
    } else if (Character.isJavaIdentifierStart(c)) {
      name();
    } else if (c >= '0' && c <= '9') {
      int from = at;
      while (at < end && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
        at++;
      }
      tokens.add(Token.of(Kind.NUMBER, from, at, text.substring(from, at)));
    } else if (c == '"' || c == '\'' || (c == '`' && !python)) {
      string("");
    } else if (c == '/' && !python && patternMayStart()) {
      pattern();
    } else {
      sign(c);
    }
  }

  private boolean comment(char c) {
    boolean line = python ? c == '#' : text.startsWith("//", at);
    if (line) {
      int newline = text.indexOf('\n', at);
      at = newline < 0 ? end : Math.min(newline, end);
      return true;
    }
    if (!python && text.startsWith("/*", at)) {
      int close = text.indexOf("*/", at + 2);
      at = close < 0 ? end : Math.min(close + 2, end);
      return true;
    }
    return false;
  }

  private void name() {
    int from = at;
    while (at < end && Character.isJavaIdentifierPart(text.charAt(at))) {
      at++;
    }
    String name = text.substring(from, at);
    boolean quoted = at < end && (text.charAt(at) == '"' || text.charAt(at) == '\'');
    if (python && quoted && name.length() < 3 && isPrefix(name)) {
      string(name.toLowerCase(Locale.ROOT));
    } else {
      tokens.add(Token.of(Kind.NAME, from, at, name));
    }
  }

  private static boolean isPrefix(String name) {
    return name.chars().allMatch(c -> "rRbBfFuUtT".indexOf(c) >= 0);
  }

  // ---- strings

  private void string(String prefix) {
    int from = at;
    char quote = text.charAt(at);
    String triple = String.valueOf(quote).repeat(3);
    String close = python && text.startsWith(triple, at) ? triple : String.valueOf(quote);
    at += close.length();
    boolean raw = prefix.indexOf('r') >= 0;
    boolean format = prefix.indexOf('f') >= 0;
    boolean lines = quote == '`' || close.length() == 3;
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int start = at;
    while (at < end && !text.startsWith(close, at)) {
      char c = text.charAt(at);
      if (c == '\n' && !lines) {
        break; // not closed on its line: what follows is code again
      }
      boolean template = quote == '`' && text.startsWith("${", at) && !text.startsWith("${{", at);
      if (template || (format && c == '{' && !text.startsWith("{{", at))) {
        flush(parts, literal, start);
        code(parts, template ? 2 : 1);
        start = at;
      } else if (c == '\\' && !raw && at + 1 < end) {
        literal.append(escaped(text.charAt(at + 1)));
        at += 2;
      } else {
        literal.append(c);
        at++;
      }
    }
    flush(parts, literal, start);
    at = Math.min(end, at + (text.startsWith(close, at) ? close.length() : 0));
    StringBuilder whole = new StringBuilder();
    parts.stream().filter(p -> !p.code()).forEach(p -> whole.append(p.value()));
    tokens.add(new Token(Kind.TEXT, new Span(from, at), whole.toString(), List.copyOf(parts)));
  }

  private void flush(List<Part> parts, StringBuilder literal, int start) {
    if (!literal.isEmpty()) {
      parts.add(new Part(new Span(start, at), literal.toString(), false));
      literal.setLength(0);
    }
  }

  private static char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      default -> c;
    };
  }

  /// `${expression}` or `{expression!r:format}`.
  private void code(List<Part> parts, int open) {
    int from = at + open;
    int depth = 1;
    int cut = -1;
    int i = from;
    char quoted = 0;
    while (i < end && depth > 0) {
      char c = text.charAt(i);
      if (quoted != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quoted) {
          quoted = 0;
        }
      } else if (c == '"' || c == '\'' || (c == '`' && !python)) {
        quoted = c;
      } else if (c == '{' || c == '(' || c == '[') {
        depth++;
      } else if (c == '}' || c == ')' || c == ']') {
        depth--;
      } else if (python && depth == 1 && cut < 0 && (c == '!' || c == ':')) {
        cut = i;
      }
      i++;
    }
    int close = Math.min(i, end);
    int to = Math.max(from, depth == 0 ? close - 1 : close);
    parts.add(new Part(new Span(from, cut >= 0 ? Math.min(cut, to) : to), "", true));
    at = close;
  }

  // ---- patterns and signs

  private boolean patternMayStart() {
    Token last = tokens.isEmpty() ? null : tokens.getLast();
    if (last == null) {
      return true;
    }
    return switch (last.kind()) {
      case NAME -> BEFORE_PATTERN.contains(last.value());
      case NUMBER, TEXT, PATTERN -> false;
      case SIGN -> !last.value().equals(")") && !last.value().equals("]") && !last.is("}");
      case LINE, END -> true;
    };
  }

  private void pattern() {
    int i = at + 1;
    boolean set = false;
    int most = at < noPattern ? 0 : end;
    while (i < most && text.charAt(i) != '\n') {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '[') {
        set = true;
      } else if (c == ']') {
        set = false;
      } else if (c == '/' && !set) {
        String value = text.substring(at + 1, i);
        int from = at;
        at = i + 1;
        while (at < end && Character.isLetter(text.charAt(at))) {
          at++;
        }
        tokens.add(Token.of(Kind.PATTERN, from, at, value));
        return;
      }
      i++;
    }
    noPattern = Math.max(noPattern, i);
    sign('/');
  }

  private void sign(char c) {
    String sign = String.valueOf(c);
    for (String longer : SIGNS) {
      if (text.startsWith(longer, at) && at + longer.length() <= end) {
        sign = longer;
        break;
      }
    }
    if (c == '(' || c == '[' || c == '{') {
      brackets++;
    } else if (c == ')' || c == ']' || c == '}') {
      brackets = Math.max(0, brackets - 1);
    }
    tokens.add(Token.of(Kind.SIGN, at, at + sign.length(), sign));
    at += sign.length();
  }
}

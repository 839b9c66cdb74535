package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import org.jspecify.annotations.Nullable;

/// A position in a [Source], with the reading that all dialects have in common.
final class Cursor {
  static final int END = -1;

  final Source source;
  final String text;
  final Session session;
  int at;
  int end;

  Cursor(Source source, Session session) {
    this.source = source;
    this.text = source.text;
    this.session = session;
    this.end = text.length();
  }

  int peek() {
    return at < end ? text.charAt(at) : END;
  }

  int peek(int ahead) {
    return at + ahead < end ? text.charAt(at + ahead) : END;
  }

  boolean atEnd() {
    return at >= end;
  }

  boolean looking(String s) {
    return s.length() <= end - at && text.startsWith(s, at);
  }

  boolean lookingIgnoreCase(String s) {
    return s.length() <= end - at && text.regionMatches(true, at, s, 0, s.length());
  }

  Span from(int start) {
    return source.span(start, Math.max(start, at));
  }

  Span span(int from, int to) {
    return source.span(from, to);
  }

  /// At a line break: `\n`, `\r\n` or a lone `\r`.
  boolean atLineBreak() {
    int c = peek();
    return c == '\n' || c == '\r';
  }

  void skipLineBreak() {
    if (peek() == '\r') {
      at++;
    }
    if (peek() == '\n') {
      at++;
    }
  }

  /// Offset of the end of the line that holds `from`, its break left out.
  int lineEnd(int from) {
    int i = from;
    while (i < end && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  void trouble(int from, String message) {
    session.trouble(source.span(Math.min(from, end), Math.max(from, Math.min(at, end))), message);
  }

  void limit(int from, String message) {
    session.limit(source.span(Math.min(from, end), Math.max(from, Math.min(at, end))), message);
  }

  /// Goes one level down; if that is too deep, says so.
  boolean enter() {
    boolean may = session.enter();
    if (!may) {
      limit(at, Session.TOO_DEEP);
    }
    return may;
  }

  boolean mayLookAhead() {
    return session.mayLookAhead(source.span(Math.min(at, end), Math.min(at, end)));
  }

  /// An expression of the CI system or a pasted-in value of the outer shell, if one starts here.
  @Nullable WordPart substituted() {
    int c = peek();
    if (c == '$' && peek(1) == '{' && peek(2) == '{') {
      return placeholder();
    }
    WordPart outer = source.spliced(at);
    if (outer == null) {
      return null;
    }
    at++;
    Span span = from(at - 1);
    return outer instanceof WordPart.Placeholder ? outer : new WordPart.Spliced(span, outer);
  }

  boolean atSubstituted() {
    return (peek() == '$' && peek(1) == '{' && peek(2) == '{') || source.spliced(at) != null;
  }

  /// `${{ … }}` up to the `}}` that stands outside the expression's `'…'` strings.
  private WordPart.@Nullable Placeholder placeholder() {
    if (!mayLookAhead()) {
      return null;
    }
    int start = at;
    boolean string = false;
    for (int i = at + 3; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        string = !string;
      } else if (!string && c == '}' && i + 1 < end && text.charAt(i + 1) == '}') {
        at = i + 2;
        return new WordPart.Placeholder(from(start), text.substring(start + 3, i));
      }
    }
    session.payLookahead(end - start);
    return null;
  }
}

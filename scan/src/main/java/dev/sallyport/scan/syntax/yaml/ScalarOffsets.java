package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.Span;

/// Finds for every character of a scalar's value the offset that it has in the text, by walking
/// both side by side. The parser only tells where a scalar starts and ends.
final class ScalarOffsets {
  private static final int[] UNKNOWN = {};

  private final String text;
  private final int end;
  private final String value;
  private final int[] map;

  private ScalarOffsets(String text, Span span, String value) {
    this.text = text;
    this.end = span.end();
    this.value = value;
    this.map = new int[value.length() + 1];
  }

  /// One offset per character and one for the end; empty when the two do not match.
  static int[] of(String text, Span span, String value, YamlScalar.Style style) {
    ScalarOffsets walk = new ScalarOffsets(text, span, value);
    int at = span.start();
    boolean found =
        switch (style) {
          case PLAIN -> walk.folded(at, '\0');
          case SINGLE_QUOTED -> walk.folded(at + 1, '\'');
          case DOUBLE_QUOTED -> walk.folded(at + 1, '"');
          case FOLDED -> walk.folded(walk.behindHeader(at), '\0');
          case LITERAL -> walk.literal(walk.behindHeader(at));
        };
    return found ? walk.map : UNKNOWN;
  }

  /// The line behind `|` or `>` and its indicators.
  private int behindHeader(int at) {
    int newline = text.indexOf('\n', at);
    return newline < 0 || newline >= end ? end : newline + 1;
  }

  /// A literal block: each line stands as it is, behind the same indentation.
  private boolean literal(int start) {
    int indent = indentation(start);
    int at = start;
    int done = 0;
    while (done < value.length()) {
      at += leadingSpaces(at, indent);
      int stop = value.indexOf('\n', done);
      int length = (stop < 0 ? value.length() : stop) - done;
      if (at + length > text.length() || !text.startsWith(value.substring(done, done + length), at)) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        map[done + i] = at + i;
      }
      done += length;
      at += length;
      if (at < text.length() && text.charAt(at) == '\r') {
        at++;
      }
      if (done < value.length()) {
        map[done++] = Math.min(at, text.length());
        at++;
      }
    }
    map[done] = Math.min(at, text.length());
    return true;
  }

  /// The first line with something on it tells; an explicit indicator says less than the text only
  /// when that line starts with spaces of its own, and then the value's first line shows how many.
  private int indentation(int start) {
    int at = start;
    while (at < end) {
      int spaces = leadingSpaces(at, Integer.MAX_VALUE);
      int next = at + spaces;
      if (next < text.length() && text.charAt(next) != '\n' && text.charAt(next) != '\r') {
        return Math.max(0, spaces - spacesOfFirstLine());
      }
      int newline = text.indexOf('\n', next);
      if (newline < 0) {
        return spaces;
      }
      at = newline + 1;
    }
    return 0;
  }

  private int spacesOfFirstLine() {
    int at = 0;
    while (at < value.length() && value.charAt(at) == '\n') {
      at++;
    }
    int spaces = 0;
    while (at + spaces < value.length() && value.charAt(at + spaces) == ' ') {
      spaces++;
    }
    return spaces;
  }

  private int leadingSpaces(int at, int most) {
    int count = 0;
    while (count < most && at + count < text.length() && text.charAt(at + count) == ' ') {
      count++;
    }
    return count;
  }

  /// Everything that folds: white space may have shrunk or become a space, all else stands in the
  /// same order, apart from quotes written twice and escapes.
  private boolean folded(int start, char quote) {
    int at = start;
    int i = 0;
    while (i < value.length()) {
      char wanted = value.charAt(i);
      if (quote == '"' && at < end && text.charAt(at) == '\\') {
        int lineEnd = escapedLineBreak(at);
        if (lineEnd > 0) {
          at = skipBlank(lineEnd);
          continue;
        }
        int length = escapeLength(at);
        int chars = at + 1 < end && text.charAt(at + 1) == 'U' ? codeUnits(at) : 1;
        for (int k = 0; k < chars && i < value.length(); k++) {
          map[i++] = at;
        }
        at += length;
      } else if (blank(wanted)) {
        map[i++] = Math.min(at, end);
        if (at < end && blank(text.charAt(at))) {
          at++;
        }
        if (i < value.length() && !blank(value.charAt(i))) {
          at = skipBlank(at);
        }
      } else {
        if (at >= end || text.charAt(at) != wanted) {
          int next = skipBlank(at);
          if (next >= end || (text.charAt(next) != wanted && text.charAt(next) != '\\')) {
            return false;
          }
          at = next;
          continue;
        }
        map[i++] = at;
        at += quote == '\'' && wanted == '\'' ? 2 : 1;
      }
    }
    map[i] = Math.min(at, end);
    return true;
  }

  /// Behind the line break when a backslash stands right before one, else -1.
  private int escapedLineBreak(int at) {
    int next = at + 1;
    if (next < end && text.charAt(next) == '\r') {
      next++;
    }
    return next < end && text.charAt(next) == '\n' ? next + 1 : -1;
  }

  private int codeUnits(int at) {
    try {
      return Character.charCount(Integer.parseInt(text.substring(at + 2, at + 10), 16));
    } catch (NumberFormatException | IndexOutOfBoundsException _) {
      return 1;
    }
  }

  private int escapeLength(int at) {
    if (at + 1 >= end) {
      return 1;
    }
    return switch (text.charAt(at + 1)) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private int skipBlank(int from) {
    int at = from;
    while (at < end && blank(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}

package dev.sallyport.scan.syntax.yaml;

import dev.sallyport.base.text.Span;

/// Finds for every character of a scalar's value where it stands in the text, by reading the scalar
/// once more (YAML 1.2.2, sections 6.5, 7.3 and 8.1): the parser only tells where a scalar starts
/// and ends. What is read must come out as the very value, else nothing is known.
final class ScalarOffsets {
  private final String text;
  private final int end;
  private final String value;
  private final int[] starts;
  private final int[] ends;
  private int at;
  private int done;
  private boolean same = true;

  private ScalarOffsets(String text, int start, int end, String value) {
    this.text = text;
    this.at = start;
    this.end = end;
    this.value = value;
    this.starts = new int[value.length() + 1];
    this.ends = new int[value.length()];
  }

  static ScalarOffsets of(String text, Span span, String value, YamlScalar.Style style) {
    int inside = style.quoted() ? 1 : 0;
    // The line breaks that end a block scalar lie behind its last character.
    int end = style.block() ? text.length() : Math.max(span.start(), span.end() - inside);
    ScalarOffsets walk = new ScalarOffsets(text, span.start() + inside, end, value);
    switch (style) {
      case PLAIN, SINGLE_QUOTED, DOUBLE_QUOTED -> walk.flow(style);
      case LITERAL, FOLDED -> walk.block(style == YamlScalar.Style.FOLDED);
    }
    walk.same &= walk.done == value.length();
    walk.starts[value.length()] = Math.min(walk.at, text.length());
    return walk;
  }

  /// Whether the scalar was read as the parser did.
  boolean known() {
    return same;
  }

  /// Where a part of the value stands. An empty part stands in front of its next character.
  Span source(Span part) {
    int start = starts[part.start()];
    return new Span(start, part.length() == 0 ? start : Math.max(start, ends[part.end() - 1]));
  }

  private void put(char c, int from, int to) {
    if (done >= value.length() || value.charAt(done) != c) {
      same = false;
      return;
    }
    starts[done] = from;
    ends[done++] = to;
  }

  private boolean more() {
    return same && at < end;
  }

  private void flow(YamlScalar.Style style) {
    while (more()) {
      char c = text.charAt(at);
      if (c == ' ' || c == '\t' || isBreak(c)) {
        whiteSpace();
      } else if (c == '\\' && style == YamlScalar.Style.DOUBLE_QUOTED) {
        escape();
      } else if (c == '\'' && style == YamlScalar.Style.SINGLE_QUOTED) {
        put(c, at, Math.min(at + 2, end));
        at += 2;
      } else {
        put(c, at, at + 1);
        at++;
      }
    }
  }

  /// White space inside a line stands as it is; around line breaks it goes, one break becomes a
  /// space and each further one stays.
  private void whiteSpace() {
    int start = at;
    int first = -1;
    int breaks = 0;
    while (at < end && (blank(text.charAt(at)) || isBreak(text.charAt(at)))) {
      if (isBreak(text.charAt(at))) {
        int next = behindBreak(at);
        if (breaks++ == 0) {
          first = at;
        } else {
          put('\n', at, next);
        }
        at = next;
      } else {
        at++;
      }
    }
    if (breaks == 0) {
      for (int i = start; i < at; i++) {
        put(text.charAt(i), i, i + 1);
      }
    } else if (breaks == 1) {
      put(' ', first, at);
    }
  }

  private void escape() {
    int start = at;
    if (at + 1 >= end) {
      same = false;
      return;
    }
    char kind = text.charAt(at + 1);
    if (isBreak(kind)) {
      escapedBreak();
      return;
    }
    int length =
        switch (kind) {
          case 'x' -> 4;
          case 'u' -> 6;
          case 'U' -> 10;
          default -> 2;
        };
    at = Math.min(start + length, end);
    // What an escape stands for is the parser's business; only how many units it takes matters.
    if (done >= value.length()) {
      same = false;
      return;
    }
    int units = kind == 'U' ? Character.charCount(value.codePointAt(done)) : 1;
    for (int i = 0; i < units; i++) {
      put(value.charAt(done), start, at);
    }
  }

  /// A break behind a backslash is nothing, and so is the white space that the next line starts
  /// with; blank lines that follow stay as breaks.
  private void escapedBreak() {
    at = behindBreak(at + 1);
    while (at < end && (blank(text.charAt(at)) || isBreak(text.charAt(at)))) {
      if (isBreak(text.charAt(at))) {
        int next = behindBreak(at);
        put('\n', at, next);
        at = next;
      } else {
        at++;
      }
    }
  }

  private void block(boolean folded) {
    int header = lineEnd(at);
    at = header < end ? behindBreak(header) : end;
    int indent = indentation();
    int tail = value.length();
    while (tail > 0 && value.charAt(tail - 1) == '\n') {
      tail--;
    }
    int lineBreak = -1;
    boolean foldable = false;
    while (same && done < value.length()) {
      int gap = at;
      boolean empty = emptyLines(indent, false);
      boolean spaced = at < end && blank(text.charAt(at));
      if (lineBreak >= 0) {
        breakBefore(lineBreak, folded && foldable && !spaced && done < tail, !empty);
      }
      at = gap;
      emptyLines(indent, true);
      int stop = lineEnd(at);
      for (; at < stop && same && done < value.length(); at++) {
        put(text.charAt(at), at, at + 1);
      }
      if (at >= end) {
        return;
      }
      foldable = !spaced;
      lineBreak = at;
      at = at == stop ? behindBreak(at) : at;
    }
  }

  /// The break that ends a line: as it is, or folded, which leaves a space or, in front of empty
  /// lines, nothing.
  private void breakBefore(int lineBreak, boolean folds, boolean lineFollows) {
    if (!folds) {
      put('\n', lineBreak, behindBreak(lineBreak));
    } else if (lineFollows) {
      put(' ', lineBreak, at);
    }
  }

  /// Goes over lines that are empty but for indentation, to the first character of the next line's
  /// content; says whether there was one.
  private boolean emptyLines(int indent, boolean put) {
    boolean any = false;
    while (at < end) {
      int next = at;
      while (next < end && next - at < indent && text.charAt(next) == ' ') {
        next++;
      }
      if (next >= end || !isBreak(text.charAt(next))) {
        at = next;
        break;
      }
      any = true;
      if (put && done < value.length()) {
        put('\n', next, behindBreak(next));
      }
      at = behindBreak(next);
    }
    return any;
  }

  /// The first line with something on it tells; what stands in the value before its first other
  /// character is not indentation but content, which only an explicit indicator allows.
  private int indentation() {
    int line = at;
    while (line < end) {
      int first = line;
      while (first < end && text.charAt(first) == ' ') {
        first++;
      }
      if (first < end && !isBreak(text.charAt(first))) {
        return Math.max(0, first - line - spacesOfFirstLine());
      }
      line = first < end ? behindBreak(first) : end;
    }
    return Integer.MAX_VALUE;
  }

  private int spacesOfFirstLine() {
    int spaces = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\n') {
        spaces = 0;
      } else if (c == ' ') {
        spaces++;
      } else {
        return spaces;
      }
    }
    return 0;
  }

  private int lineEnd(int from) {
    int stop = from;
    while (stop < end && !isBreak(text.charAt(stop))) {
      stop++;
    }
    return stop;
  }

  private int behindBreak(int from) {
    boolean pair =
        text.charAt(from) == '\r' && from + 1 < text.length() && text.charAt(from + 1) == '\n';
    return from + (pair ? 2 : 1);
  }

  private static boolean blank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isBreak(char c) {
    return c == '\n' || c == '\r';
  }
}

package dev.sallyport.scan.fix;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.LineIndex;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.List;

/// Lines, columns and extents of a YAML file: where an entry really ends, how deep it is indented.
final class Layout {
  private final String text;
  private final LineIndex lines;
  private final String lineBreak;

  Layout(SourceText file) {
    this.text = file.text();
    this.lines = file.lines();
    this.lineBreak = lineBreakOf(text);
  }

  private static String lineBreakOf(String text) {
    int newline = text.indexOf('\n');
    return newline > 0 && text.charAt(newline - 1) == '\r' ? "\r\n" : "\n";
  }

  String text() {
    return text;
  }

  /// The line break that the file uses first.
  String lineBreak() {
    return lineBreak;
  }

  int lineStart(int offset) {
    return lines.start(lines.line(offset));
  }

  /// Where the line of an offset ends, its line break left out.
  int lineEnd(int offset) {
    return lines.end(lines.line(offset));
  }

  /// Start of the next line, or -1 on the last one.
  int nextLine(int offset) {
    int line = lines.line(offset);
    return line < lines.lines() ? lines.start(line + 1) : -1;
  }

  boolean sameLine(int one, int other) {
    return lines.line(one) == lines.line(other);
  }

  int column(int offset) {
    return offset - lineStart(offset);
  }

  /// Nothing but spaces between the start of its line and the offset.
  boolean startsLine(int offset) {
    return blank(lineStart(offset), offset);
  }

  boolean blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != ' ' && text.charAt(i) != '\t') {
        return false;
      }
    }
    return true;
  }

  boolean blankLine(int lineStart) {
    return blank(lineStart, lineEnd(lineStart));
  }

  /// Behind spaces and tabs.
  int skipBlanks(int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /// Whether a key is written as `? key`, with the colon on a line of its own.
  boolean hasExplicitKeys(YamlMapping mapping) {
    return mapping.entries().stream().anyMatch(entry -> isExplicit(entry.key().span().start()));
  }

  private boolean isExplicit(int key) {
    int at = key;
    while (at > 0 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
      at--;
    }
    return at > 0 && at < key && text.charAt(at - 1) == '?';
  }

  /// Behind the `:` of an entry.
  int behindColon(YamlEntry entry) {
    int at = entry.key().span().end();
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && text.charAt(at) == ':' ? at + 1 : at;
  }

  /// Where the value is written: the alias itself, not what it stands for.
  Span valueSpan(YamlEntry entry) {
    Span span = entry.value().span();
    int colon = behindColon(entry);
    if (span.start() >= colon) {
      return span;
    }
    if (span.end() >= entry.key().span().end()) {
      return new Span(entry.key().span().end(), entry.key().span().end());
    }
    int start = colon;
    while (start < text.length() && text.charAt(start) != '*') {
      start++;
    }
    int end = start;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && ",[]{}".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return new Span(start, end);
  }

  /// The last character that belongs to an entry, comments on further lines left out.
  int entryEnd(YamlEntry entry) {
    int end = Math.max(valueSpan(entry).end(), behindColon(entry));
    return lastScalar(entry.value()) instanceof YamlScalar last && keepsBlankLines(last)
        ? trailingBlankLines(end)
        : end;
  }

  private static YamlNode lastScalar(YamlNode node) {
    return switch (node) {
      case YamlMapping mapping when !mapping.entries().isEmpty() ->
          lastScalar(mapping.entries().getLast().value());
      case YamlSequence sequence when !sequence.items().isEmpty() ->
          lastScalar(sequence.items().getLast());
      case YamlMapping _, YamlSequence _, YamlScalar _ -> node;
    };
  }

  /// `|+` and `>+`: the blank lines below are part of the value.
  private boolean keepsBlankLines(YamlScalar scalar) {
    if (!scalar.style().block()) {
      return false;
    }
    String header = text.substring(scalar.span().start(), lineEnd(scalar.span().start()));
    int comment = header.indexOf('#');
    int plus = header.indexOf('+');
    return plus >= 0 && (comment < 0 || plus < comment);
  }

  private int trailingBlankLines(int end) {
    int at = end;
    for (int next = nextLine(at); next >= 0 && next < text.length(); next = nextLine(at)) {
      if (!blankLine(next)) {
        break;
      }
      at = next;
    }
    return at;
  }

  /// The last offset of an entry of a block mapping with the deeper indented comments below it,
  /// which speak of its inside.
  int extent(YamlEntry entry, int column) {
    int at = entryEnd(entry);
    int end = at;
    for (int next = nextLine(at); next >= 0 && next < text.length(); next = nextLine(at)) {
      int first = skipBlanks(next);
      if (first < lineEnd(next)) {
        if (text.charAt(first) != '#' || first - next <= column) {
          break;
        }
        end = lineEnd(next);
      }
      at = next;
    }
    return end;
  }

  /// Start of the comment lines that stand directly above an entry, else of the entry's line.
  int withCommentsAbove(int offset) {
    int start = lineStart(offset);
    int column = offset - start;
    while (start > 0) {
      int above = lineStart(start - 1);
      int first = skipBlanks(above);
      if (first >= start || text.charAt(first) != '#' || first - above != column) {
        return start;
      }
      start = above;
    }
    return start;
  }

  /// Whether a blank line stands in a stretch of text.
  boolean hasBlankLine(int from, int to) {
    int at = nextLine(from);
    while (at >= 0 && at < to) {
      if (blankLine(at) && lineEnd(at) < to) {
        return true;
      }
      at = nextLine(at);
    }
    return false;
  }

  static String spaces(int count) {
    return " ".repeat(count);
  }

  /// Columns of the keys or items of a block collection.
  int columnOf(YamlNode node) {
    return column(node.span().start());
  }

  static boolean blockMapping(YamlNode node) {
    return node instanceof YamlMapping mapping && !mapping.flow() && !mapping.entries().isEmpty();
  }

  static boolean blockSequence(YamlNode node) {
    return node instanceof YamlSequence sequence && !sequence.flow() && !sequence.items().isEmpty();
  }

  static List<YamlNode> children(YamlNode node) {
    return switch (node) {
      case YamlMapping mapping -> mapping.entries().stream().map(YamlEntry::value).toList();
      case YamlSequence sequence -> sequence.items();
      case YamlScalar _ -> List.of();
    };
  }
}

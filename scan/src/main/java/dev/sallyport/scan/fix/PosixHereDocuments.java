package dev.sallyport.scan.fix;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.fix.PosixQuoting.Kind;
import dev.sallyport.scan.fix.PosixQuoting.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Here-documents of a shell script, and the placeholders in them.
final class PosixHereDocuments {
  private final String script;
  private final Map<Integer, Span> holes;
  private final Map<Span, Spot> spots;
  private final List<Document> waiting = new ArrayList<>();

  /// @param quoted whether nothing in it is expanded
  /// @param tabs whether leading tabs do not count
  private record Document(
      String delimiter, boolean quoted, boolean tabs, List<PosixCommand> commands) {}

  /// @param holes placeholders by where they begin
  /// @param spots takes what is found of them
  PosixHereDocuments(String script, Map<Integer, Span> holes, Map<Span, Spot> spots) {
    this.script = script;
    this.holes = holes;
    this.spots = spots;
  }

  /// Reads `<<DELIMITER`; where it ends.
  int expect(int from, List<PosixCommand> commands) {
    int at = from + 2;
    boolean tabs = at < script.length() && script.charAt(at) == '-';
    at += tabs ? 1 : 0;
    while (at < script.length() && (script.charAt(at) == ' ' || script.charAt(at) == '\t')) {
      at++;
    }
    StringBuilder delimiter = new StringBuilder();
    boolean quoted = false;
    char open = '\0';
    for (; at < script.length(); at++) {
      char c = script.charAt(at);
      if (open == '\0' && " \t\r\n;&|<>()".indexOf(c) >= 0 || c == '\n') {
        break;
      }
      if (c == open) {
        open = '\0';
      } else if (open == '\0' && (c == '\'' || c == '"')) {
        open = c;
        quoted = true;
      } else if (c == '\\') {
        quoted = true;
      } else {
        delimiter.append(c);
      }
    }
    waiting.add(new Document(delimiter.toString(), quoted, tabs, commands));
    return at;
  }

  /// Reads the bodies that begin at a line; where they end.
  int bodies(int from) {
    List<Document> documents = List.copyOf(waiting);
    waiting.clear();
    int at = from;
    for (Document document : documents) {
      at = body(document, at);
    }
    return at;
  }

  private int body(Document document, int from) {
    int at = from;
    while (at < script.length()) {
      int newline = script.indexOf('\n', at);
      int end = newline < 0 ? script.length() : newline;
      if (isDelimiter(document, at, end)) {
        return Math.min(script.length(), end + 1);
      }
      // A placeholder may itself span lines.
      at = line(document, at, end);
      if (at < script.length() && script.charAt(at) == '\n') {
        at++;
      }
    }
    return at;
  }

  private boolean isDelimiter(Document document, int from, int to) {
    int start = from;
    while (document.tabs && start < to && script.charAt(start) == '\t') {
      start++;
    }
    int end = to > start && script.charAt(to - 1) == '\r' ? to - 1 : to;
    return end - start == document.delimiter.length()
        && script.startsWith(document.delimiter, start);
  }

  private int line(Document document, int from, int end) {
    int i = from;
    int depth = 0;
    while (i < end) {
      @Nullable Span hole = holes.get(i);
      if (hole != null) {
        boolean escaped =
            i > 0 && (script.charAt(i - 1) == '\\' || script.charAt(i - 1) == '$') || depth > 0;
        Kind kind = escaped ? Kind.UNKNOWN : Kind.HERE_DOCUMENT;
        spots.put(
            hole,
            Spot.outside(document.quoted ? Kind.LITERAL_HERE_DOCUMENT : kind, document.commands));
        i = hole.end();
      } else {
        char c = script.charAt(i);
        boolean opens = c == '$' && i + 1 < end && "({".indexOf(script.charAt(i + 1)) >= 0;
        depth += opens && !holes.containsKey(i) || c == '`' ? 1 : 0;
        depth -= depth > 0 && (c == ')' || c == '}') ? 1 : 0;
        i++;
      }
    }
    return i;
  }
}

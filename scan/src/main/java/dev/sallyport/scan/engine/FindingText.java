package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.source.SourceText;
import java.util.HashMap;
import java.util.Map;

/// The lines that findings lie on, white space folded, kept for the next question.
final class FindingText {
  /// Of a finding that is longer the rest does not count, to bound what is kept.
  static final int MOST_LINES = 100;

  private final Map<String, SourceText> sources;
  private final Map<Lines, String> known = new HashMap<>();

  private record Lines(String path, int first, int last) {}

  FindingText(Map<String, SourceText> sources) {
    this.sources = sources;
  }

  boolean contains(Finding finding, String wanted) {
    var at = finding.primary();
    int last = Math.clamp(at.endLine(), at.startLine(), at.startLine() + MOST_LINES - 1);
    Lines lines = new Lines(at.path(), at.startLine(), last);
    return known.computeIfAbsent(lines, this::text).contains(fold(wanted));
  }

  private String text(Lines lines) {
    SourceText source = sources.get(lines.path());
    if (source == null || lines.first() < 1 || lines.last() > source.lines().lines()) {
      return "";
    }
    int start = source.lines().start(lines.first());
    return fold(source.text().substring(start, source.lines().end(lines.last())));
  }

  private static String fold(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (String word : text.split("\\s+", -1)) {
      if (!word.isEmpty()) {
        out.append(out.isEmpty() ? "" : " ").append(word);
      }
    }
    return out.toString();
  }
}

package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.LineIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The lines of a file around a place, harmless to show and cut to a width. Its work depends on the
/// width, not on how long the file's lines are.
///
/// @param spansLines whether the place covers more than one line; then rows are marked as a whole
record Frame(List<Row> rows, boolean spansLines) {
  private static final int SHOWN_IN_FULL = 4;
  private static final String TAB = "    ";
  private static final String CUT = "…";

  sealed interface Row {
    /// A line of the file: what is before the place, what is in it, what is behind it.
    record Line(int number, boolean hit, String before, String marked, String after)
        implements Row {}

    /// Lines left out.
    record Gap(int lines) implements Row {}
  }

  /// Empty when the report has no text for the file, or none that reaches to the place.
  static Optional<Frame> of(Report report, Location place, int width) {
    SourceText source = report.sources().get(place.path());
    if (source == null || place.span().start() > source.text().length()) {
      return Optional.empty();
    }
    return Optional.of(new Builder(source, place, width).build());
  }

  int widestNumber() {
    int widest = 0;
    for (Row row : rows) {
      if (row instanceof Row.Line line) {
        widest = Math.max(widest, line.number());
      }
    }
    return widest;
  }

  private static final class Builder {
    private final String text;
    private final LineIndex lines;
    private final int width;
    private final int start;
    private final int end;
    private final List<Row> rows = new ArrayList<>();

    Builder(SourceText source, Location place, int width) {
      this.text = source.text();
      this.lines = source.lines();
      this.width = width;
      this.start = place.span().start();
      int last = Math.min(place.span().end(), text.length());
      // A block scalar's span ends behind its last line break; that line is not part of the place.
      while (last > start && (text.charAt(last - 1) == '\n' || text.charAt(last - 1) == '\r')) {
        last--;
      }
      this.end = last;
    }

    Frame build() {
      int first = lines.line(start);
      int last = lines.line(end);
      context(first - 1);
      if (last - first < SHOWN_IN_FULL) {
        hits(first, last);
      } else {
        hits(first, first + 1);
        rows.add(new Row.Gap(last - first - 2));
        hits(last, last);
      }
      context(last + 1);
      return new Frame(List.copyOf(rows), last > first);
    }

    private void context(int number) {
      if (number < 1 || number > lines.lines()) {
        return;
      }
      int from = lines.start(number);
      Row.Line line = line(number, false, from, from);
      if (!line.after().isBlank()) {
        rows.add(line);
      }
    }

    private void hits(int first, int last) {
      for (int number = first; number <= last; number++) {
        int from = Math.max(start, lines.start(number));
        int to = Math.min(end, lines.end(number));
        rows.add(line(number, true, from, Math.max(from, to)));
      }
    }

    /// Cuts around the mark: a third of the width before it, the rest from it on.
    private Row.Line line(int number, boolean hit, int markFrom, int markTo) {
      int from = lines.start(number);
      int to = Math.max(markFrom, lines.end(number));
      int windowFrom = Math.max(from, markFrom - width * 2);
      int windowTo = Math.min(to, markFrom + width * 2);
      windowFrom = boundary(windowFrom, from);
      windowTo = boundary(windowTo, from);
      int markEnd = boundary(Math.clamp(markTo, markFrom, Math.max(markFrom, windowTo)), from);
      String before = show(windowFrom, markFrom);
      String marked = show(markFrom, markEnd);
      String after = show(markEnd, windowTo);
      boolean cutLeft = windowFrom > from;
      boolean cutRight = windowTo < to;
      int all = Cells.of(before) + Cells.of(marked) + Cells.of(after);
      if (all <= width && !cutLeft && !cutRight) {
        return new Row.Line(number, hit, before, marked, after);
      }
      int room = width - Math.min(width / 2, Cells.of(marked) + Cells.of(after));
      if (cutLeft || Cells.of(before) > room) {
        before = CUT + tail(before, room - 1);
      }
      int left = width - Cells.of(before);
      if (Cells.of(marked) > left) {
        return new Row.Line(number, hit, before, Cells.head(marked, left - 1) + CUT, "");
      }
      left -= Cells.of(marked);
      if (cutRight || Cells.of(after) > left) {
        after = left < 1 ? "" : Cells.head(after, left - 1) + CUT;
      }
      return new Row.Line(number, hit, before, marked, after);
    }

    private String show(int from, int to) {
      return from >= to ? "" : Visible.code(text.substring(from, to)).replace("\t", TAB);
    }

    private int boundary(int at, int lowest) {
      boolean splits =
          at > lowest
              && at < text.length()
              && Character.isLowSurrogate(text.charAt(at))
              && Character.isHighSurrogate(text.charAt(at - 1));
      return splits ? at - 1 : at;
    }

    private static String tail(String text, int cells) {
      int used = 0;
      int i = text.length();
      while (i > 0) {
        int c = text.codePointBefore(i);
        used += Cells.of(c);
        if (used > cells) {
          break;
        }
        i -= Character.charCount(c);
      }
      return text.substring(i);
    }
  }
}

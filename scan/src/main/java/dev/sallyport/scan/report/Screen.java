package dev.sallyport.scan.report;

import dev.sallyport.scan.report.Style.Ink;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/// Lines of a terminal: indents, wraps by columns, paints. All text comes in through [Visible].
final class Screen {
  /// Labels such as `fix` and `also at` stand in a column of this width.
  static final int LABEL = 10;

  private final Writer out;
  private final Style style;
  private final int width;

  Screen(Writer out, Style style, int width) {
    this.out = out;
    this.style = style;
    this.width = width;
  }

  Style style() {
    return style;
  }

  int width() {
    return width;
  }

  String paint(Ink ink, String text) {
    return style.paint(ink, text);
  }

  void line(String painted) throws IOException {
    out.write(painted);
    out.write('\n');
  }

  void blank() throws IOException {
    out.write('\n');
  }

  /// Prose at an indent; what stands in backquotes is painted as code.
  void prose(int indent, String text) throws IOException {
    String margin = " ".repeat(indent);
    for (String line : painted(wrap(text, width - indent))) {
      line(margin + line);
    }
  }

  /// A label in its column and prose beside it.
  void labelled(int indent, Ink ink, String label, String text) throws IOException {
    hanging(
        indent, paint(ink, label) + " ".repeat(Math.max(1, LABEL - label.length())), LABEL, text);
  }

  /// Prose behind a head of `headCells` columns, further lines beneath its start.
  void hanging(int indent, String head, int headCells, String text) throws IOException {
    String margin = " ".repeat(indent);
    String first = margin + head;
    for (String line : painted(wrap(text, width - indent - headCells))) {
      line(first + line);
      first = margin + " ".repeat(headCells);
    }
  }

  /// Words put into lines of at most `cells` columns; a longer word gets a line of its own, whole,
  /// so that paths and addresses can be copied.
  static List<String> wrap(String text, int cells) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int used = 0;
    for (String word : text.strip().split(" +", -1)) {
      int wide = Cells.of(word);
      if (used > 0 && used + 1 + wide > cells) {
        lines.add(line.toString());
        line.setLength(0);
        used = 0;
      }
      if (used > 0) {
        line.append(' ');
        used++;
      }
      line.append(word);
      used += wide;
    }
    lines.add(line.toString());
    return lines;
  }

  private List<String> painted(List<String> lines) {
    if (!style.colour()) {
      return lines;
    }
    List<String> painted = new ArrayList<>(lines.size());
    boolean code = false;
    for (String line : lines) {
      StringBuilder to = new StringBuilder();
      int from = 0;
      for (int tick = line.indexOf('`'); tick >= 0; tick = line.indexOf('`', from)) {
        int cut = code ? tick + 1 : tick;
        to.append(paint(code ? Ink.CODE : Ink.NONE, line.substring(from, cut)));
        from = cut;
        if (!code) {
          to.append(paint(Ink.CODE, "`"));
          from = tick + 1;
        }
        code = !code;
      }
      to.append(paint(code ? Ink.CODE : Ink.NONE, line.substring(from)));
      painted.add(to.toString());
    }
    return painted;
  }
}

package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Severity;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/// Bars by severity and by rule, as inline SVG. The numbers stand beside the bars, so that nothing
/// is told by colour or length alone.
final class HtmlCharts {
  private static final int WIDTH = 420;
  private static final int ROW = 30;
  private static final int RULES = 8;
  private static final int LONGEST = 28;

  private HtmlCharts() {}

  static void write(Summary summary, HtmlTop top, Writer out) throws IOException {
    out.write("<section aria-labelledby=\"charts\">\n<h2 id=\"charts\">At a glance</h2>\n");
    out.write("<div class=\"charts\">\n<div>\n<h3>By severity</h3>\n");
    severities(summary, out);
    out.write("<p class=\"note\">The solid part is within an outsider’s reach.</p>\n</div>\n");
    out.write("<div>\n<h3>Rules that fire most</h3>\n");
    rules(summary, out);
    out.write("</div>\n");
    top.files();
    out.write("</div>\n</section>\n");
  }

  private static void severities(Summary summary, Writer out) throws IOException {
    int most = Summary.DOWNWARDS.stream().mapToInt(summary::of).max().orElse(1);
    open(Summary.DOWNWARDS.size(), "Findings by severity", out);
    int y = 0;
    for (Severity severity : Summary.DOWNWARDS) {
      int all = summary.of(severity);
      int outsider = summary.outsider(severity);
      int room = WIDTH - 70 - 50;
      out.write("<g class=\"" + severity.id() + "\">");
      label(0, y, "", severity.id(), out);
      int solid = length(outsider, most, room);
      int whole = Math.max(solid, length(all, most, room));
      bar("rest", 70, y, whole, out);
      bar("bar", 70, y, solid, out);
      label(70 + whole + 8, y, all == 0 ? "soft" : "", Words.number(all), out);
      out.write("</g>\n");
      y += ROW;
    }
    out.write("</svg>\n");
  }

  private static void rules(Summary summary, Writer out) throws IOException {
    List<Summary.RuleCount> top =
        summary.byRule().subList(0, Math.min(RULES, summary.byRule().size()));
    int most = top.stream().mapToInt(Summary.RuleCount::count).max().orElse(1);
    open(top.size(), "Findings by rule", out);
    int y = 0;
    for (Summary.RuleCount rule : top) {
      int room = WIDTH - 190 - 50;
      out.write("<g class=\"" + rule.worst().id() + "\">");
      label(0, y, "", Html.text(rule.rule(), LONGEST), out);
      int whole = length(rule.count(), most, room);
      bar("bar", 190, y, whole, out);
      label(190 + whole + 8, y, "", Words.number(rule.count()), out);
      out.write("</g>\n");
      y += ROW;
    }
    out.write("</svg>\n");
  }

  private static void open(int rows, String title, Writer out) throws IOException {
    out.write(
        String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%n",
                WIDTH,
                Math.max(1, rows) * ROW,
                title)
            .replace("\r\n", "\n"));
  }

  private static int length(int count, int most, int room) {
    return count == 0 ? 0 : Math.max(4, (int) ((long) count * room / Math.max(1, most)));
  }

  private static void bar(String kind, int x, int y, int width, Writer out) throws IOException {
    if (width > 0) {
      out.write(
          "<rect class=\"" + kind + "\" x=\"" + x + "\" y=\"" + (y + 6) + "\" width=\"" + width);
      out.write("\" height=\"18\" rx=\"3\"/>");
    }
  }

  private static void label(int x, int y, String kind, String text, Writer out) throws IOException {
    String look = kind.isEmpty() ? "" : " class=\"" + kind + "\"";
    out.write("<text x=\"" + x + "\" y=\"" + (y + 20) + "\"" + look + ">" + text + "</text>");
  }
}

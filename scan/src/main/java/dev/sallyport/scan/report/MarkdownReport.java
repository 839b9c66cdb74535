package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A comment on a pull request. GitHub takes 65,536 characters; what does not fit is left out from
/// the least severe upwards, and the comment says so.
final class MarkdownReport implements ReportFormat {
  /// In UTF-16 code units, which are never fewer than the characters that GitHub counts.
  static final int LIMIT = 65_536;

  /// Marks the comment, so that a later run finds its own and edits it.
  static final String MARKER = "<!-- sallyport-report -->";

  private static final int RESERVE = 12_000;
  private static final int MOST_OTHERS = 40;
  private static final int FRAME = 110;
  private static final int LONGEST = 600;
  private static final int STEPS = 12;
  private static final int NOTICES = 3;
  private static final int PLACES = 20;

  @Override
  public String id() {
    return "markdown";
  }

  @Override
  public String suffix() {
    return ".md";
  }

  @Override
  public void write(Report report, Options options, Writer out) throws IOException {
    Summary summary = Summary.of(report);
    StringBuilder page = new StringBuilder(4_096);
    page.append(MARKER).append("\n### Sallyport: ").append(verdict(summary)).append("\n\n");
    if (summary.findings() > 0) {
      table(summary, page);
    }
    notices(report, page);
    if (summary.findings() > 0) {
      findings(report, options, page);
    }
    others(report, page);
    page.append("<sub>").append(Words.count(report.files(), "file")).append(", ");
    page.append(Words.count(report.rules().size(), "rule")).append(", Sallyport ");
    page.append(Markdown.prose(report.version(), 40)).append(", advisory data of ");
    page.append(Markdown.prose(report.bundleDate(), 40)).append("</sub>\n");
    out.write(page.toString());
  }

  private static String verdict(Summary summary) {
    if (summary.findings() == 0) {
      return summary.clean() ? "no findings" : "no findings in what was analysed";
    }
    String reached =
        summary.outsider() == 0 ? "" : ", " + summary.outsider() + " within an outsider's reach";
    return Words.count(summary.findings(), "finding") + reached;
  }

  private static void table(Summary summary, StringBuilder page) {
    page.append("| Severity | Outsider | Others | All |\n|---|--:|--:|--:|\n");
    for (Severity severity : Summary.DOWNWARDS) {
      int all = summary.of(severity);
      if (all > 0) {
        int outsider = summary.outsider(severity);
        page.append("| ").append(severity.id()).append(" | ").append(outsider).append(" | ");
        page.append(all - outsider).append(" | ").append(all).append(" |\n");
      }
    }
    page.append("\n");
  }

  private static void findings(Report report, Options options, StringBuilder page) {
    int shown = 0;
    for (List<Finding> block : Blocks.urgentFirst(report, options.all())) {
      String text = block(report, block, shown == 0);
      if (page.length() + text.length() > LIMIT - RESERVE) {
        break;
      }
      page.append(text);
      shown += block.size();
    }
    int cut = report.findings().size() - shown;
    if (cut > 0) {
      page.append("**").append(Words.count(cut, "finding"));
      page.append(cut == 1 ? " does" : " do").append(" not fit here**, the least severe. ");
      page.append("Another format shows them all, `--format=html` for one.\n\n");
    }
  }

  private static String block(Report report, List<Finding> block, boolean open) {
    Finding finding = block.getFirst();
    StringBuilder text = new StringBuilder();
    String title = Words.title(report, finding.rule());
    text.append(open ? "<details open><summary>" : "<details><summary>");
    text.append("<b>").append(finding.severity().id()).append("</b> ");
    text.append(Markdown.html(title.isEmpty() ? finding.rule() : title, LONGEST));
    if (block.size() > 1) {
      text.append(" <b>x").append(Words.number(block.size())).append("</b>");
    }
    text.append(" <code>").append(Html.text(place(finding), LONGEST));
    text.append("</code></summary>\n\n");
    text.append(Markdown.prose(Words.sentence(finding.message()), LONGEST)).append("\n\n");
    frame(report, finding, text);
    path(finding, text);
    if (finding.reach() != Reach.NONE) {
      text.append("- Reach: ").append(Words.who(finding.reach())).append("\n");
    }
    for (Fix fix : finding.fixes()) {
      text.append("- Fix: ").append(Markdown.prose(fix.title(), LONGEST));
      text.append(" (`").append(Words.flag(fix)).append("`)\n");
    }
    text.append("- More: ").append(Markdown.code(Words.explain(finding.rule())));
    text.append("\n");
    alike(block, text);
    return text.append("\n</details>\n\n").toString();
  }

  private static void alike(List<Finding> block, StringBuilder text) {
    if (block.size() == 1) {
      return;
    }
    text.append("- Also at ");
    Map<String, Integer> places = new LinkedHashMap<>();
    block.subList(1, block.size()).forEach(one -> places.merge(place(one), 1, Integer::sum));
    String before = "";
    int shown = 0;
    for (Map.Entry<String, Integer> each : places.entrySet().stream().limit(PLACES).toList()) {
      text.append(before).append(Markdown.code(Visible.cut(each.getKey(), LONGEST)));
      text.append(each.getValue() == 1 ? "" : " x" + each.getValue());
      before = ", ";
      shown += each.getValue();
    }
    int rest = block.size() - 1 - shown;
    text.append(rest == 0 ? "" : " and " + Words.number(rest) + " more");
    text.append("\n");
  }

  private static String place(Finding finding) {
    return finding.primary().path() + ":" + finding.primary().startLine();
  }

  private static void frame(Report report, Finding finding, StringBuilder text) {
    Frame frame = Frame.of(report, finding.primary(), FRAME).orElse(null);
    if (frame == null) {
      return;
    }
    int digits = Integer.toString(frame.widestNumber()).length();
    List<String> lines = new ArrayList<>();
    for (Frame.Row row : frame.rows()) {
      switch (row) {
        case Frame.Row.Line line -> {
          String number = Integer.toString(line.number());
          String bar = line.hit() && frame.spansLines() ? " > " : " | ";
          String start = " ".repeat(digits - number.length()) + number + bar;
          lines.add((start + line.before() + line.marked() + line.after()).stripTrailing());
          if (line.hit() && !frame.spansLines()) {
            lines.add(
                " ".repeat(digits)
                    + " | "
                    + " ".repeat(Cells.of(line.before()))
                    + "^".repeat(Math.max(1, Cells.of(line.marked()))));
          }
        }
        case Frame.Row.Gap gap ->
            lines.add(" ".repeat(digits) + " : " + Words.count(gap.lines(), "line") + " more");
      }
    }
    text.append(Markdown.block(lines)).append("\n");
  }

  private static void path(Finding finding, StringBuilder text) {
    int number = 1;
    for (PathStep step : finding.path().stream().limit(STEPS).toList()) {
      text.append(number++)
          .append(". ")
          .append(Markdown.prose(Words.capitalised(step.message()), LONGEST));
      text.append(" ").append(Markdown.code(Visible.cut(step.location().toString(), LONGEST)));
      text.append("\n");
    }
    if (finding.path().size() > STEPS) {
      text.append(number).append(". … ");
      text.append(Words.number(finding.path().size() - STEPS)).append(" more\n");
    }
    if (!finding.path().isEmpty()) {
      text.append("\n");
    }
  }

  private static void others(Report report, StringBuilder page) {
    List<String> suppressed = new ArrayList<>();
    for (Suppressed one : report.suppressed()) {
      String what = one.finding().rule() + " " + place(one.finding());
      suppressed.add(
          Markdown.code(Visible.cut(what, LONGEST))
              + ": "
              + Markdown.prose(Words.decision(one), LONGEST));
    }
    list("Suppressed", suppressed, page);
    problems(report, Problem.Kind.INCOMPLETE, "Not analysed", page);
    problems(report, Problem.Kind.GAP, "Not resolved", page);
    List<String> notices = Words.notices(report);
    list("More to know", notices.stream().skip(NOTICES).map(MarkdownReport::notice).toList(), page);
  }

  /// What one must know to read the rest, so it stands before the rest.
  private static void notices(Report report, StringBuilder page) {
    String before = "";
    for (String one : Words.notices(report).stream().limit(NOTICES).toList()) {
      page.append(before).append("> ").append(notice(one)).append("\n");
      before = ">\n";
    }
    page.append(before.isEmpty() ? "" : "\n");
  }

  private static String notice(String notice) {
    return Markdown.prose(Words.sentence(notice), LONGEST);
  }

  private static void problems(Report report, Problem.Kind kind, String title, StringBuilder page) {
    List<String> lines = new ArrayList<>();
    for (Alike one : Alike.of(report.problems())) {
      if (one.first().kind() == kind) {
        lines.add(
            Markdown.code(Visible.cut(one.place(), LONGEST))
                + ": "
                + Markdown.prose(Words.said(one.first()), LONGEST));
      }
    }
    list(title, lines, page);
  }

  /// Four lists share the reserve, each a quarter of it at most.
  private static void list(String title, List<String> lines, StringBuilder page) {
    if (lines.isEmpty()) {
      return;
    }
    page.append("<details><summary>").append(title).append(": ");
    page.append(Words.number(lines.size())).append("</summary>\n\n");
    int end = page.length() + RESERVE / 4 - 400;
    int shown = 0;
    for (String line : lines) {
      if (shown == MOST_OTHERS || page.length() + line.length() > end) {
        break;
      }
      page.append("- ").append(line).append("\n");
      shown++;
    }
    if (shown < lines.size()) {
      page.append("- and ").append(Words.number(lines.size() - shown)).append(" more\n");
    }
    page.append("\n</details>\n\n");
  }
}

package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.Related;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.scan.report.Style.Ink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One block: a finding in full, and the places of those that are folded into it.
final class TerminalFinding {
  private static final int INDENT = 2;
  private static final int LONGEST_MESSAGE = 2_000;
  private static final int LONGEST_PATH = 100;
  private static final int WIDEST_PLACE = 46;

  private record Row(String place, String message) {}

  private final Screen screen;
  private final Report report;
  private final Map<String, RuleInfo> rules = new HashMap<>();

  TerminalFinding(Screen screen, Report report) {
    this.screen = screen;
    this.report = report;
    report.rules().forEach(rule -> rules.put(rule.id(), rule));
  }

  void write(List<Finding> block) throws IOException {
    Finding finding = block.getFirst();
    headline(finding, block.size());
    screen.prose(INDENT, Visible.text(Words.sentence(finding.message()), LONGEST_MESSAGE));
    screen.blank();
    screen.line("  " + place(finding.primary()));
    frame(finding);
    screen.blank();
    path(finding);
    related(finding);
    reach(finding);
    fixes(finding);
    more(finding);
    new TerminalFolded(screen, report).write(block);
    screen.blank();
  }

  /// `── high ── Title ─────────────── rule-id ──`
  private void headline(Finding finding, int count) throws IOException {
    RuleInfo rule = rules.get(finding.rule());
    String severity = finding.severity().id();
    String title = rule == null ? "" : Visible.text(rule.title(), LONGEST_MESSAGE);
    String id = Visible.text(finding.rule(), LONGEST_PATH);
    String times = count > 1 ? " x" + Words.number(count) : "";
    String rule1 = screen.style().rule();
    int used = 2 + 1 + severity.length() + 1 + 2 + 1 + Cells.of(title) + 1;
    int tail = 1 + Cells.of(id) + times.length() + 1 + 2;
    int room = screen.width() - used - tail;
    String first =
        screen.paint(Ink.DIM, rule1.repeat(2))
            + " "
            + screen.paint(Ink.of(finding.severity()), severity)
            + " "
            + screen.paint(Ink.DIM, rule1.repeat(2))
            + " "
            + screen.paint(Ink.BOLD, title);
    String last = id + screen.paint(Ink.BOLD, times) + " " + screen.paint(Ink.DIM, rule1.repeat(2));
    if (room >= 2) {
      screen.line(first + " " + screen.paint(Ink.DIM, rule1.repeat(room)) + " " + last);
    } else {
      screen.line(first);
      screen.line("   " + id + screen.paint(Ink.BOLD, times));
    }
    screen.blank();
  }

  private String place(Location location) {
    String text = location.path() + ":" + location.startLine() + ":" + location.startColumn();
    return screen.paint(Ink.BOLD, Visible.text(text));
  }

  private void frame(Finding finding) throws IOException {
    Location place = finding.primary();
    int gutter = INDENT + 2 + Integer.toString(place.endLine() + 1).length() + 3;
    Frame frame = Frame.of(report, place, screen.width() - gutter).orElse(null);
    if (frame == null) {
      return;
    }
    int digits = Integer.toString(frame.widestNumber()).length();
    for (Frame.Row row : frame.rows()) {
      switch (row) {
        case Frame.Row.Line line -> line(finding, line, digits, frame.spansLines());
        case Frame.Row.Gap gap ->
            screen.line(
                gutter(" ".repeat(digits), screen.style().gap(), Ink.DIM)
                    + screen.paint(Ink.DIM, Words.count(gap.lines(), "line") + " more"));
      }
    }
  }

  private void line(Finding finding, Frame.Row.Line line, int digits, boolean spansLines)
      throws IOException {
    Ink ink = Ink.of(finding.severity());
    String number = Integer.toString(line.number());
    String padded = " ".repeat(digits - number.length()) + number;
    String bar = screen.style().bar();
    boolean whole = line.hit() && spansLines;
    String gutter =
        whole
            ? gutter(padded, screen.style().unicode() ? "┃" : ">", ink)
            : gutter(padded, bar, Ink.DIM);
    String after = line.hit() ? line.after() : screen.paint(Ink.DIM, line.after());
    screen.line((gutter + line.before() + line.marked() + after).stripTrailing());
    if (line.hit() && !spansLines) {
      int marks = Math.max(1, Cells.of(line.marked()));
      screen.line(
          gutter(" ".repeat(digits), bar, Ink.DIM)
              + " ".repeat(Cells.of(line.before()))
              + screen.paint(ink, "^".repeat(marks)));
    }
  }

  private String gutter(String number, String bar, Ink barInk) {
    return " ".repeat(INDENT + 2)
        + screen.paint(Ink.DIM, number)
        + " "
        + screen.paint(barInk, bar)
        + " ";
  }

  private void related(Finding finding) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Related related : finding.related().stream().limit(LONGEST_PATH).toList()) {
      rows.add(row(related.location(), related.message()));
    }
    rows(rows, "See also", false);
  }

  private void path(Finding finding) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (PathStep step : finding.path().stream().limit(LONGEST_PATH).toList()) {
      rows.add(row(step.location(), step.message()));
    }
    rows(rows, "How an attacker gets there", true);
  }

  private static Row row(Location location, String message) {
    return new Row(
        Visible.text(location.toString()),
        Visible.text(Words.capitalised(message), LONGEST_MESSAGE));
  }

  private void rows(List<Row> rows, String heading, boolean numbered) throws IOException {
    if (rows.isEmpty()) {
      return;
    }
    screen.line("  " + screen.paint(Ink.BOLD, heading));
    int widest = rows.stream().mapToInt(row -> Cells.of(row.place())).max().orElse(0);
    boolean columns = widest <= WIDEST_PLACE && screen.width() - widest >= 44;
    int digits = numbered ? Integer.toString(rows.size()).length() : 0;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      String number = numbered ? Integer.toString(i + 1) : "";
      String head = " ".repeat(digits - number.length()) + number + (numbered ? "  " : "");
      String painted = screen.paint(Ink.NUMBER, head);
      int headCells = head.length();
      if (columns) {
        String gap = " ".repeat(widest - Cells.of(row.place()) + 2);
        String place = screen.paint(Ink.DIM, row.place());
        screen.hanging(INDENT + 2, painted + place + gap, headCells + widest + 2, row.message());
      } else {
        screen.hanging(INDENT + 2, painted, headCells, row.message());
        screen.line(" ".repeat(INDENT + 2 + headCells) + screen.paint(Ink.DIM, row.place()));
      }
    }
    screen.blank();
  }

  private void reach(Finding finding) throws IOException {
    if (finding.reach() != Reach.NONE) {
      String sure =
          finding.confidence() == Confidence.HIGH
              ? ""
              : " (confidence: " + finding.confidence().id() + ")";
      screen.labelled(INDENT, Ink.DIM, "reach:", Words.who(finding.reach()) + sure);
    } else if (finding.confidence() != Confidence.HIGH) {
      screen.labelled(INDENT, Ink.DIM, "sure:", "confidence " + finding.confidence().id());
    }
  }

  private void fixes(Finding finding) throws IOException {
    String label = " ".repeat(Screen.LABEL);
    for (Fix fix : finding.fixes()) {
      screen.labelled(
          INDENT,
          Ink.GOOD,
          "fix:",
          Visible.text(fix.title(), LONGEST_MESSAGE) + " (" + Words.flag(fix) + ")");
      if (fix.safety() == Safety.UNSAFE && !fix.explanation().isEmpty()) {
        String check = Words.sentence(fix.explanation());
        screen.hanging(INDENT, label, Screen.LABEL, Visible.text(check, LONGEST_MESSAGE));
      }
    }
  }

  private void more(Finding finding) throws IOException {
    StringBuilder text =
        new StringBuilder(Words.explain(Visible.text(finding.rule(), LONGEST_PATH)));
    for (Reference reference : Words.references(rules.get(finding.rule()), finding)) {
      text.append(" ").append(screen.style().dot()).append(" ");
      text.append(Visible.text(reference.id(), LONGEST_MESSAGE));
    }
    screen.labelled(INDENT, Ink.DIM, "more:", text.toString());
  }
}

package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.scan.report.Style.Ink;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// The end of the terminal's report: numbers, what is hidden, what was not seen, what to do next.
final class TerminalSummary {
  private static final int INDENT = 2;
  private static final int RULES = 8;
  private static final int LISTED = 6;
  private static final int LONGEST = 400;

  private final Screen screen;
  private final Report report;
  private final Summary summary;
  private final Options options;

  TerminalSummary(Screen screen, Report report, Summary summary, Options options) {
    this.screen = screen;
    this.report = report;
    this.summary = summary;
    this.options = options;
  }

  void write() throws IOException {
    if (summary.findings() == 0) {
      nothing();
    } else {
      screen.line(screen.paint(Ink.DIM, screen.style().rule().repeat(screen.width())));
      screen.blank();
      screen.line(screen.paint(Ink.BOLD, headline()));
      screen.blank();
      severities();
      rules();
    }
    suppressed();
    new TerminalConfiguration(screen, report.configuration()).write();
    problems(Problem.Kind.INCOMPLETE, "Not analysed");
    problems(Problem.Kind.GAP, "Not resolved");
    notices();
    next();
  }

  private void nothing() throws IOException {
    String health = summary.clean() ? "No findings" : "No findings in what was analysed";
    String line =
        health
            + ": "
            + Words.count(report.files(), "file")
            + ", "
            + Words.count(report.rules().size(), "rule")
            + (summary.suppressed() == 0 ? "" : ", " + summary.suppressed() + " suppressed")
            + ".";
    screen.line(screen.paint(summary.clean() ? Ink.GOOD : Ink.BOLD, line));
    if (summary.suppressed() + report.problems().size() + report.notices().size() > 0
        || !report.configuration().file().isEmpty()) {
      screen.blank();
    }
  }

  private String headline() {
    return Words.count(summary.findings(), "finding")
        + " in "
        + Words.number(summary.filesWithFindings())
        + " of "
        + Words.count(report.files(), "file")
        + (summary.suppressed() == 0 ? "" : ", " + summary.suppressed() + " suppressed");
  }

  private void severities() throws IOException {
    screen.line(
        screen.paint(
            Ink.DIM,
            String.format(Locale.ROOT, "  %-10s%10s%10s%10s", "", "outsider", "others", "all")));
    int most = Math.max(1, Summary.DOWNWARDS.stream().mapToInt(summary::of).max().orElse(1));
    int room = Math.min(40, screen.width() - 48);
    for (Severity severity : Summary.DOWNWARDS) {
      int all = summary.of(severity);
      if (all == 0) {
        continue;
      }
      int outsider = summary.outsider(severity);
      int bar = Math.max(1, (int) ((long) all * room / most));
      String numbers =
          String.format(
              Locale.ROOT, "%10s%10s%10s", orDot(outsider), orDot(all - outsider), orDot(all));
      Ink ink = Ink.of(severity);
      screen.line(
          "  "
              + screen.paint(ink, String.format(Locale.ROOT, "%-10s", severity.id()))
              + numbers
              + "  "
              + screen.paint(ink, screen.style().block().repeat(bar)));
    }
    screen.blank();
  }

  private String orDot(int number) {
    return number == 0 ? screen.style().dot() : Words.number(number);
  }

  private void rules() throws IOException {
    List<Summary.RuleCount> rules = summary.byRule();
    if (rules.size() < 2) {
      return;
    }
    screen.line("  " + screen.paint(Ink.BOLD, "Rules that fire most"));
    for (Summary.RuleCount rule : rules.subList(0, Math.min(RULES, rules.size()))) {
      screen.line(
          "  "
              + String.format(Locale.ROOT, "%6s  ", Words.number(rule.count()))
              + screen.paint(
                  Ink.of(rule.worst()), String.format(Locale.ROOT, "%-8s", rule.worst().id()))
              + "  "
              + Visible.text(rule.rule(), LONGEST));
    }
    if (rules.size() > RULES) {
      int rest = rules.stream().skip(RULES).mapToInt(Summary.RuleCount::count).sum();
      screen.line(
          screen.paint(
              Ink.DIM,
              String.format(Locale.ROOT, "  %6s  ", Words.number(rest))
                  + "from "
                  + Words.count(rules.size() - RULES, "other rule")));
    }
    screen.blank();
  }

  private void suppressed() throws IOException {
    List<Suppressed> list = report.suppressed();
    if (list.isEmpty()) {
      return;
    }
    heading("Suppressed", list.size());
    for (Suppressed one : shown(list)) {
      Finding finding = one.finding();
      String place = finding.primary().path() + ":" + finding.primary().startLine();
      screen.prose(
          INDENT + 2,
          Visible.text(finding.severity().id() + " " + finding.rule() + " " + place, LONGEST));
      screen.prose(INDENT + 4, Visible.text(Words.decision(one), LONGEST));
    }
    folded(list.size());
  }

  private void problems(Problem.Kind kind, String title) throws IOException {
    List<Problem> list = report.problems().stream().filter(p -> p.kind() == kind).toList();
    if (list.isEmpty()) {
      return;
    }
    heading(title, list.size());
    for (Problem one : shown(list)) {
      problem(Visible.text(Words.place(one), LONGEST), Visible.text(one.message(), LONGEST));
    }
    folded(list.size());
  }

  private void problem(String place, String message) throws IOException {
    String margin = " ".repeat(INDENT + 2);
    if (margin.length() + Cells.of(place) + 2 + Cells.of(message) <= screen.width()) {
      screen.line(margin + screen.paint(Ink.DIM, place) + "  " + message);
    } else {
      screen.line(margin + screen.paint(Ink.DIM, place));
      screen.prose(INDENT + 4, message);
    }
  }

  private void notices() throws IOException {
    for (String notice : report.notices()) {
      screen.labelled(INDENT, Ink.MEDIUM, "note:", Visible.text(notice, LONGEST));
    }
    if (!report.notices().isEmpty()) {
      screen.blank();
    }
  }

  private void heading(String title, int count) throws IOException {
    screen.line(
        "  " + screen.paint(Ink.BOLD, title) + screen.paint(Ink.DIM, "  " + Words.number(count)));
  }

  private <T> List<T> shown(List<T> list) {
    return options.all() ? list : list.subList(0, Math.min(LISTED, list.size()));
  }

  private void folded(int size) throws IOException {
    if (!options.all() && size > LISTED) {
      screen.line(
          screen.paint(
              Ink.DIM, "    + " + Words.number(size - LISTED) + " more (--all shows them)"));
    }
    screen.blank();
  }

  /// One line: the most useful thing to do now.
  private void next() throws IOException {
    if (summary.findings() == 0) {
      if (summary.incomplete() > 0) {
        step(
            "make the files above readable and scan again; until then they are not known to be safe.");
      }
      return;
    }
    Finding worst = Words.worstFirst(report).getFirst();
    String place = Visible.text(worst.primary().path() + ":" + worst.primary().startLine());
    String first = "start with " + place;
    String why = summary.outsider() > 0 ? " (an outsider can reach it)" : "";
    String fix = "";
    if (summary.safelyFixable() > 0) {
      fix = "; --fix mends " + Words.number(summary.safelyFixable()) + " safely";
    } else if (summary.unsafelyFixable() > 0) {
      fix =
          "; --fix=unsafe changes " + Words.number(summary.unsafelyFixable()) + ", to be reviewed";
    }
    int room = screen.width() - Screen.LABEL - 1;
    boolean fits = Cells.of(first + why + fix) <= room;
    step(first + (fits || fix.isEmpty() ? why : "") + fix + ".");
  }

  private void step(String text) throws IOException {
    screen.labelled(0, Ink.GOOD, "Next:", text);
  }
}

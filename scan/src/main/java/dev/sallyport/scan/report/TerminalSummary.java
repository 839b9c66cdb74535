package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.scan.report.Style.Ink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
    TerminalProblems problems = new TerminalProblems(screen, report, options);
    problems.write(Problem.Kind.INCOMPLETE, "Not analysed");
    problems.write(Problem.Kind.GAP, "Not resolved");
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
    if (summary.suppressed() + report.problems().size() + Words.notices(report).size() > 0) {
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
    // What the baseline hides was never decided one by one; decisions come first.
    List<Suppressed> ordered = new ArrayList<>(list);
    ordered.sort(Comparator.comparing(Words::fromBaseline));
    for (Suppressed one : shown(ordered)) {
      Finding finding = one.finding();
      String place = finding.primary().path() + ":" + finding.primary().startLine();
      screen.prose(
          INDENT + 2,
          Visible.text(finding.severity().id() + " " + finding.rule() + " " + place, LONGEST));
      screen.prose(INDENT + 4, Visible.text(Words.decision(one), LONGEST));
    }
    folded(list);
  }

  private void notices() throws IOException {
    for (String notice : Words.notices(report)) {
      screen.labelled(INDENT, Ink.MEDIUM, "note:", Visible.text(Words.sentence(notice), LONGEST));
    }
    if (!Words.notices(report).isEmpty()) {
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

  private void folded(List<Suppressed> list) throws IOException {
    if (!options.all() && list.size() > LISTED) {
      long all = list.stream().filter(Words::fromBaseline).count();
      String rest = "    + " + Words.number(list.size() - LISTED) + " more (--all shows them";
      screen.line(
          screen.paint(
              Ink.DIM, rest + (all == 0 ? ")" : "; " + Words.number(all) + " by the baseline)")));
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
    Finding worst = Collections.min(report.findings(), Words.URGENT_FIRST);
    String place = Visible.text(worst.primary().path() + ":" + worst.primary().startLine());
    String first = "start with " + place;
    String why = worst.reach() == Reach.OUTSIDER ? " (an outsider can reach it)" : "";
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

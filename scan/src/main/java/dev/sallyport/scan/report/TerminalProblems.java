package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.scan.report.Style.Ink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was not analysed and what was not resolved. What many share is said once; beneath stands
/// which ones, and where.
final class TerminalProblems {
  private static final int INDENT = 4;
  private static final int LISTED = 6;
  private static final int LONGEST = 400;
  private static final int WIDEST_NAME = 60;

  private final Screen screen;
  private final Report report;
  private final Options options;

  TerminalProblems(Screen screen, Report report, Options options) {
    this.screen = screen;
    this.report = report;
    this.options = options;
  }

  void write(Problem.Kind kind, String title) throws IOException {
    List<Problem> list = report.problems().stream().filter(p -> p.kind() == kind).toList();
    if (list.isEmpty()) {
      return;
    }
    screen.line(
        "  "
            + screen.paint(Ink.BOLD, title)
            + screen.paint(Ink.DIM, "  " + Words.number(list.size())));
    int left = options.all() ? list.size() : LISTED;
    int told = 0;
    for (List<Alike> alike : bySentence(list).values()) {
      List<Alike> shown = alike.subList(0, Math.min(left, alike.size()));
      if (shown.isEmpty()) {
        break;
      }
      left -= shown.size();
      told += shown.stream().mapToInt(Alike::count).sum();
      if (shared(alike.getFirst().first())) {
        group(shown);
      } else {
        for (Alike one : shown) {
          single(one);
        }
      }
    }
    if (told < list.size()) {
      String rest = "    + " + Words.number(list.size() - told) + " more (--all shows them)";
      screen.line(screen.paint(Ink.DIM, rest));
    }
    screen.blank();
  }

  private Map<String, List<Alike>> bySentence(List<Problem> list) {
    Map<String, List<Alike>> groups = new LinkedHashMap<>();
    // Who wants to see all wants each line.
    List<Alike> rows =
        options.all() ? list.stream().map(one -> new Alike(one, 1)).toList() : Alike.of(list);
    for (Alike one : rows) {
      groups.computeIfAbsent(one.first().message(), _ -> new ArrayList<>()).add(one);
    }
    return groups;
  }

  /// Whether the sentence does not say what it is about.
  private static boolean shared(Problem one) {
    return one.subject() != null && !one.message().contains(one.subject());
  }

  private void group(List<Alike> alike) throws IOException {
    screen.prose(INDENT, Visible.text(Words.sentence(alike.getFirst().first().message()), LONGEST));
    List<String> names = new ArrayList<>();
    for (Alike one : alike) {
      names.add(Visible.text(String.valueOf(one.first().subject()), LONGEST));
    }
    int widest = names.stream().mapToInt(Cells::of).filter(w -> w <= WIDEST_NAME).max().orElse(0);
    for (int i = 0; i < alike.size(); i++) {
      String place = Visible.text(alike.get(i).place(), LONGEST);
      named(names.get(i), place, widest);
    }
  }

  private void named(String name, String place, int widest) throws IOException {
    String margin = " ".repeat(INDENT + 2);
    String gap = " ".repeat(Math.max(0, widest - Cells.of(name)) + 2);
    int used = margin.length() + Cells.of(name) + gap.length();
    if (used + Cells.of(place) <= screen.width()) {
      screen.line(margin + name + gap + screen.paint(Ink.DIM, place));
    } else {
      screen.line(margin + name);
      screen.line(margin + "  " + screen.paint(Ink.DIM, place));
    }
  }

  private void single(Alike alike) throws IOException {
    Problem one = alike.first();
    String place = Visible.text(alike.place(), LONGEST);
    String message = Visible.text(Words.sentence(one.message()), LONGEST);
    String margin = " ".repeat(INDENT);
    if (one.path().isEmpty()) {
      screen.prose(INDENT, message);
    } else if (INDENT + Cells.of(place) + 2 + Cells.of(message) <= screen.width()) {
      screen.line(margin + screen.paint(Ink.DIM, place) + "  " + message);
    } else {
      screen.line(margin + screen.paint(Ink.DIM, place));
      screen.prose(INDENT + 2, message);
    }
  }
}

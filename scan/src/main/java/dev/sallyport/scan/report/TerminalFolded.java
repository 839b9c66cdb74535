package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.source.Location;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.report.Style.Ink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The places of the findings that are folded into the one above them: each place once, with what
/// stands there where that differs.
final class TerminalFolded {
  private static final int INDENT = 2;
  private static final int LISTED = 8;
  private static final int LONGEST_CODE = 120;
  private static final int LEAST_CODE = 24;
  private static final int WIDEST_PLACE = 50;

  /// @param more how many findings lie there, the one that is shown in full left out
  private record Spot(String path, int line, String code, int more) {
    String place() {
      return Visible.text(path + ":" + line);
    }

    Spot and() {
      return new Spot(path, line, code, more + 1);
    }
  }

  private final Screen screen;
  private final Report report;
  private int column;

  TerminalFolded(Screen screen, Report report) {
    this.screen = screen;
    this.report = report;
  }

  /// @param block the first of which is shown already
  void write(List<Finding> block) throws IOException {
    if (block.size() == 1) {
      return;
    }
    screen.blank();
    Location shown = block.getFirst().primary();
    List<Spot> spots = spots(block.subList(1, block.size()));
    boolean alike = spots.stream().map(Spot::code).distinct().count() == 1;
    List<Spot> listed = spots.subList(0, Math.min(LISTED, spots.size()));
    int widest = listed.stream().mapToInt(spot -> Cells.of(spot.place())).max().orElse(0);
    column = widest <= WIDEST_PLACE ? widest : 0;
    boolean told = alike && spots.getFirst().code().equals(code(shown));
    // A column of snippets is read as one: beside the places for all, or below them for all.
    boolean beside = listed.stream().allMatch(this::fits);
    String label = "also at:";
    for (Spot spot : listed) {
      row(label, spot, !told && beside, shown);
      if (!told && !beside && !spot.code().isEmpty()) {
        below(spot);
      }
      label = "";
    }
    rest(spots);
  }

  private void below(Spot spot) throws IOException {
    int margin = INDENT + Screen.LABEL + 2;
    String code = cut(spot.code(), screen.width() - margin);
    screen.line(" ".repeat(margin) + screen.paint(Ink.DIM, code));
  }

  private boolean fits(Spot spot) {
    int room = room(Math.max(column, Cells.of(spot.place())));
    return room >= LEAST_CODE || Cells.of(spot.code()) <= room;
  }

  private int room(int head) {
    return screen.width() - INDENT - Screen.LABEL - head - 2;
  }

  private List<Spot> spots(List<Finding> others) {
    Map<String, Spot> spots = new LinkedHashMap<>();
    for (Finding other : others) {
      Location at = other.primary();
      Spot spot = new Spot(at.path(), at.startLine(), code(at), 1);
      spots.merge(at.path() + ":" + at.startLine(), spot, (old, _) -> old.and());
    }
    return new ArrayList<>(spots.values());
  }

  private void row(String label, Spot spot, boolean telling, Location shown) throws IOException {
    boolean same = spot.line() == shown.startLine() && spot.path().equals(shown.path());
    String place = spot.place();
    String times =
        same
            ? "  " + Words.number(spot.more()) + " more at the place above"
            : spot.more() > 1 ? "  x" + Words.number(spot.more()) : "";
    int head = Math.max(column, Cells.of(place + times));
    String code =
        telling && !same && !spot.code().isEmpty()
            ? " ".repeat(head - Cells.of(place + times) + 2) + cut(spot.code(), room(head))
            : "";
    screen.line(
        " ".repeat(INDENT)
            + screen.paint(Ink.DIM, label)
            + " ".repeat(Screen.LABEL - label.length())
            + place
            + screen.paint(Ink.BOLD, times)
            + screen.paint(Ink.DIM, code));
  }

  private void rest(List<Spot> spots) throws IOException {
    if (spots.size() <= LISTED) {
      return;
    }
    List<Spot> hidden = spots.subList(LISTED, spots.size());
    long files = hidden.stream().map(Spot::path).distinct().count();
    int findings = hidden.stream().mapToInt(Spot::more).sum();
    screen.line(
        " ".repeat(INDENT + Screen.LABEL)
            + screen.paint(
                Ink.DIM,
                "+ "
                    + Words.number(findings)
                    + " more in "
                    + Words.count(files, "file")
                    + " (--all shows each in full)"));
  }

  /// The first line of what the place covers.
  private String code(Location place) {
    SourceText source = report.sources().get(place.path());
    if (source == null || place.span().start() > source.text().length()) {
      return "";
    }
    int from = place.span().start();
    int to = Math.min(place.span().end(), Math.min(from + LONGEST_CODE, source.text().length()));
    String text = source.text().substring(from, Math.max(from, to));
    return Visible.text(text.lines().findFirst().orElse("").strip());
  }

  private static String cut(String text, int cells) {
    return Cells.of(text) <= cells ? text : Cells.head(text, cells - 1) + "…";
  }
}

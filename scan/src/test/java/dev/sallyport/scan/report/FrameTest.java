package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FrameTest {
  @Test
  void showsTheLinesAround() {
    assertThat(frame("a\nbcd\n\ne", 3, 4, 80).rows())
        .containsExactly(
            new Frame.Row.Line(1, false, "", "", "a"), new Frame.Row.Line(2, true, "b", "c", "d"));
  }

  @Test
  void shortensLongPlaces() {
    String text = "0\n1\n2\n3\n4\n5\n6\n";
    Frame frame = frame(text, 2, text.length(), 80);
    assertThat(frame.spansLines()).isTrue();
    assertThat(frame.rows())
        .containsExactly(
            new Frame.Row.Line(1, false, "", "", "0"),
            new Frame.Row.Line(2, true, "", "1", ""),
            new Frame.Row.Line(3, true, "", "2", ""),
            new Frame.Row.Gap(3),
            new Frame.Row.Line(7, true, "", "6", ""));
  }

  @Test
  void leavesOutTheLineBreakOfABlock() {
    Frame frame = frame("a\nb\nc\n", 2, 4, 80);
    assertThat(frame.spansLines()).isFalse();
  }

  @Test
  void cutsLongLinesAroundThePlace() {
    String line = "x".repeat(5_000) + "MARK" + "y".repeat(5_000);
    Frame.Row.Line row = (Frame.Row.Line) frame(line, 5_000, 5_004, 60).rows().getFirst();
    assertThat(row.marked()).isEqualTo("MARK");
    assertThat(row.before()).startsWith("…x").endsWith("x");
    assertThat(row.after()).startsWith("y").endsWith("y…");
    assertThat(row.before().length() + 4 + row.after().length()).isLessThanOrEqualTo(60);
  }

  @Test
  void cutsLongPlacesAtTheirEnd() {
    Frame.Row.Line row = (Frame.Row.Line) frame("m".repeat(9_000), 0, 9_000, 60).rows().getFirst();
    assertThat(row.marked()).isEqualTo("m".repeat(59) + "…");
  }

  @Test
  void marksTheEndOfATextAndAnEmptyPlace() {
    assertThat(frame("ab", 2, 2, 80).rows())
        .containsExactly(new Frame.Row.Line(1, true, "ab", "", ""));
    assertThat(frame("", 0, 0, 80).rows()).containsExactly(new Frame.Row.Line(1, true, "", "", ""));
  }

  @Test
  void survivesAnyPlaceAndWidth() {
    String text = "a\t🚀\ud800\r\n漢字漢字漢字漢字\u202e\n\n\rz".repeat(3);
    for (int width : List.of(1, 2, 3, 7, 40)) {
      for (int start = 0; start <= text.length(); start++) {
        for (int end = start; end <= text.length(); end++) {
          for (Frame.Row row : frame(text, start, end, width).rows()) {
            if (row instanceof Frame.Row.Line line && width > 3) {
              int cells = Cells.of(line.before() + line.marked() + line.after());
              assertThat(cells).isLessThanOrEqualTo(width);
            }
          }
        }
      }
    }
  }

  @Test
  void isAbsentForAPlaceBehindTheText() {
    SourceText known = Samples.source("f", "abc");
    SourceText longer = Samples.source("f", "abcdef");
    assertThat(Frame.of(report(known), longer.at(new Span(5, 6)), 80)).isEmpty();
  }

  private static Frame frame(String text, int start, int end, int width) {
    SourceText source = Samples.source("f", text);
    return Frame.of(report(source), source.at(new Span(start, end)), width).orElseThrow();
  }

  private static Report report(SourceText source) {
    return new Report(
        "1",
        ".",
        1,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of("f", source),
        "2026-11-20",
        List.of());
  }
}

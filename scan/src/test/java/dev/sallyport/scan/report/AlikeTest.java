package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Report;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlikeTest {
  private static Problem gap(String path, int line, String subject) {
    return Problem.gap(path, line, "It was not resolved.", subject);
  }

  private static final List<Problem> MIXED =
      List.of(
          gap("b.yml", 2, "./y"),
          gap("a.yml", 9, "./x"),
          gap("a.yml", 7, "./x"),
          gap("a.yml", 7, "./x"),
          gap("a.yml", 7, "./a"),
          Problem.incomplete("z.yml", 3, "b"),
          Problem.incomplete("z.yml", 3, "a"),
          Problem.incomplete("", 0, "c"));

  private static Report report(List<Problem> problems) {
    return new Report(
        "0", "x", 1, List.of(), List.of(), List.of(), problems, Map.of(), "2026-01-01", List.of());
  }

  @Test
  void reportsAreInOrderAndWithoutDoubles() {
    List<Problem> sorted =
        List.of(
            Problem.incomplete("", 0, "c"),
            Problem.incomplete("z.yml", 3, "a"),
            Problem.incomplete("z.yml", 3, "b"),
            gap("a.yml", 7, "./a"),
            gap("a.yml", 7, "./x"),
            gap("a.yml", 9, "./x"),
            gap("b.yml", 2, "./y"));
    assertThat(report(MIXED).problems()).isEqualTo(sorted);
    assertThat(report(MIXED.reversed()).problems()).isEqualTo(sorted);
  }

  @Test
  void countsWhatAFileHasSeveralTimes() {
    assertThat(Alike.of(report(MIXED).problems()))
        .extracting(Alike::place)
        .containsExactly(
            "the whole scan",
            "z.yml:3",
            "z.yml:3",
            "a.yml:7",
            "a.yml:7 and 1 more line",
            "b.yml:2");
  }

  @Test
  void formatsForPeopleTellTheCount() throws Exception {
    for (String format : List.of("terminal", "markdown", "html")) {
      StringWriter out = new StringWriter();
      Reports.byId(format).orElseThrow().write(report(MIXED), Options.standard(), out);
      assertThat(out.toString().replace("<wbr>", ""))
          .as(format)
          .contains("a.yml:7 and 1 more line");
    }
  }
}

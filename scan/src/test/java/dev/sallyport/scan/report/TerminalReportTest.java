package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TerminalReportTest {
  private static final String SGR = "\u001b\\[[0-9;]*m";

  @Test
  void cleanIsOneLine() {
    assertThat(Texts.of("terminal", Samples.clean()))
        .isEqualTo("No findings: 12 files, 3 rules.\n");
  }

  @Test
  void whatAnOutsiderReachesComesFirst() {
    String text = Texts.of("terminal", Samples.usual());
    assertThat(text).startsWith("An outsider can reach this\n\n── critical ── Untrusted text");
    assertThat(text.indexOf("Out of an outsider's reach")).isLessThan(text.indexOf("── high ──"));
  }

  @Test
  void underlinesThePlace() {
    String text = Texts.of("terminal", Samples.usual());
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].contains("Title: ${{")) {
        int from = lines[i].indexOf("${{");
        int to = lines[i].indexOf("}}") + 2;
        assertThat(lines[i + 1].indexOf('^')).isEqualTo(from);
        assertThat(lines[i + 1].lastIndexOf('^')).isEqualTo(to - 1);
        return;
      }
    }
    throw new AssertionError("no frame");
  }

  @Test
  void manyOfOneRuleAreFoldedAndUnfoldedOnDemand() {
    Report usual = Samples.usual();
    assertThat(Texts.of("terminal", usual)).contains("unpinned-action x12", "+ 3 more in 1 file");
    String all = Texts.of("terminal", usual, Options.standard().unfolded());
    assertThat(all).doesNotContain("x12", "more in");
    for (int i = 1; i <= 12; i++) {
      assertThat(all).contains("`octo/tool-" + i + "@v1` is a tag.");
    }
  }

  @Test
  void whatIsFoldedIsNamedOnANarrowScreenToo() {
    List<String> names =
        IntStream.range(1, 9)
            .mapToObj(i -> "octo/an-action-with-a-long-name-" + i + "@v1")
            .toList();
    SourceText ci = Samples.source(Samples.CI, "on: push\n" + String.join("\n", names) + "\n");
    Report report =
        new Report(
            "0.1.0",
            ".",
            1,
            Samples.RULES,
            names.stream().map(name -> Samples.unpinned(ci, name, names.indexOf(name))).toList(),
            List.of(),
            List.of(),
            Map.of(Samples.CI, ci),
            "2026-11-20",
            List.of());
    assertThat(Texts.of("terminal", report, Options.standard().width(60)))
        .contains("also at:  .github/workflows/ci.yml:3\n" + " ".repeat(14) + names.get(1) + "\n");
  }

  @Test
  void keepsWithinItsWidth() {
    for (int width : List.of(60, 80, 100, 160)) {
      Texts.of("terminal", Samples.usual(), Options.standard().width(width))
          .lines()
          .forEach(line -> assertThat(Cells.of(line)).as(line).isLessThanOrEqualTo(width));
    }
  }

  @Test
  void colourChangesNothingButColour() {
    String plain = Texts.of("terminal", Samples.usual());
    String colour = Texts.of("terminal", Samples.usual(), Options.standard().with(Style.COLOUR));
    assertThat(colour).contains("\u001b[1;35mcritical\u001b[0m");
    assertThat(colour.replaceAll(SGR, "")).isEqualTo(plain);
  }

  @Test
  void nothingHostileReachesTheTerminal() {
    Options colour = Options.standard().with(Style.COLOUR).unfolded();
    String text = Texts.of("terminal", Samples.hostile(), colour).replaceAll(SGR, "");
    text.codePoints()
        .filter(c -> c != '\n')
        .forEach(c -> assertThat(Visible.plain(c)).as(Visible.name(c)).isTrue());
    assertThat(text).contains("<U+001B>", "<U+202E>", "<U+0000>", "<U+D800>", "<U+0085>");
  }

  @Test
  void noLineIsACommandOfTheCiSystem() {
    Texts.of("terminal", Samples.hostile(), Options.standard().unfolded())
        .lines()
        .forEach(
            line -> {
              assertThat(line.strip()).doesNotStartWith("::");
              assertThat(line).doesNotContainPattern("##[a-z]*\\[");
            });
  }

  @Test
  void suppressedAndUnseenStayVisible() {
    assertThat(Texts.of("terminal", Samples.usual()))
        .contains(
            "Our own fork, released by the platform team (owner alice, until 2027-01-31, inline)",
            "broken.yml:7",
            "the scan is offline",
            "expired on 2026-10-01");
  }

  @Test
  void incompleteIsNeverCalledClean() {
    Report usual = Samples.usual();
    Report nothing =
        new Report(
            usual.version(),
            usual.root(),
            usual.files(),
            usual.rules(),
            List.of(),
            List.of(),
            usual.problems(),
            Map.of(),
            usual.bundleDate(),
            List.of());
    assertThat(Texts.of("terminal", nothing))
        .startsWith("No findings in what was analysed: 7 files")
        .contains("not known to be safe");
  }

  @Test
  void aFindingWithoutSourceHasNoFrame() {
    Report usual = Samples.usual();
    Finding one = usual.findings().getFirst();
    Report bare =
        new Report(
            "0.1.0",
            ".",
            1,
            List.of(),
            List.of(one),
            List.of(),
            List.of(),
            Map.of(),
            "2026-11-20",
            List.of());
    assertThat(Texts.of("terminal", bare)).contains(Samples.TRIAGE + ":14:24").doesNotContain("│");
  }
}

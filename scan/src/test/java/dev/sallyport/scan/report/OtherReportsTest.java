package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Report;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class OtherReportsTest {
  @Test
  void formatsAreSortedAndFoundById() {
    List<String> ids = Reports.all().stream().map(ReportFormat::id).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    for (ReportFormat format : Reports.all()) {
      assertThat(Reports.byId(format.id())).contains(format);
      assertThat(format.suffix()).startsWith(".");
    }
    assertThat(Reports.byId("no-such")).isEmpty();
  }

  @Test
  void everyFormatTellsWhatIsHiddenOrUnseen() {
    for (ReportFormat format : Reports.all()) {
      String text =
          Texts.of(format.id(), Samples.usual())
              .replace("\\", "")
              .replaceAll("\\s+", " ")
              .replace("<br>", " ");
      assertThat(text)
          .as(format.id())
          .contains("Our own fork, released by the platform team")
          .contains("alice", "2027-01-31", "broken.yml", "met a tab character")
          .contains("the scan is offline", "expired on 2026-10-01");
    }
  }

  @Test
  void noFormatHandsOnWhatSteersOrHides() {
    for (ReportFormat format : Reports.all()) {
      // The zero width space is Markdown's own, against mentions.
      Texts.of(format.id(), Samples.hostile(), Options.standard().unfolded())
          .codePoints()
          .filter(c -> c != '\n' && c != 0x200B)
          .forEach(c -> assertThat(Visible.plain(c)).as(format.id() + Visible.name(c)).isTrue());
    }
  }

  @Test
  void manyFindingsTakeLittleTime() {
    Report big = Samples.big(14_000);
    for (ReportFormat format : Reports.all()) {
      long start = System.nanoTime();
      String text = Texts.of(format.id(), big, Options.standard().unfolded());
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertThat(text).isNotEmpty();
      // Ten times what it takes on a slow machine: this guards against quadratic work alone.
      assertThat(millis).as(format.id()).isLessThan(20_000);
    }
  }

  @Test
  void markdownKeepsWithinACommentsSize() {
    String folded = Texts.of("markdown", Samples.big(14_000));
    String unfolded = Texts.of("markdown", Samples.big(14_000), Options.standard().unfolded());
    assertThat(folded).hasSizeLessThanOrEqualTo(MarkdownReport.LIMIT).contains("<b>x12,000</b>");
    assertThat(unfolded)
        .hasSizeBetween(MarkdownReport.LIMIT / 2, MarkdownReport.LIMIT)
        .contains("do not fit here**, the least severe");
  }

  @Test
  void markdownCountsWhatItLeavesOut() {
    String text = Texts.of("markdown", Samples.big(14_000), Options.standard().unfolded());
    int shown = text.split("</summary>", -1).length - 1;
    int cut = 14_000 - shown;
    assertThat(text).contains("**" + Words.number(cut) + " findings do not fit here**");
  }

  @Test
  void markdownMentionsAndLinksNobody() {
    String text = Texts.of("markdown", Samples.hostile());
    String outside = text.replaceAll("(?s)(`{3,})text\n.*?\n\\1\n", "");
    outside = outside.replace("\\`", "");
    outside = outside.replaceAll("(`+)(?!`).*?[^`]\\1(?!`)", "");
    outside = outside.replaceAll("<code>.*?</code>", "");
    assertThat(outside)
        .doesNotContain("@octocat", "#1", "GH-2", "://", "[x](", "<!-- -->")
        .doesNotContainPattern("[^\\\\]</?script")
        .contains("\\@\u200Boctocat", "\\#\u200B1", "GH-\u200B2", ":\u200B//github.com");
  }

  @Test
  void markdownFencesAreLongerThanAnyInside() {
    assertThat(Markdown.block(List.of("a", "````", "b"))).startsWith("`````text\n");
    assertThat(Markdown.code("a``b`")).isEqualTo("``` a``b` ```");
    assertThat(Markdown.prose("- a *b* `c*d` <e>", 100)).isEqualTo("\\- a \\*b\\* `c*d` \\<e\\>");
  }

  @Test
  void junitIsWellFormedAndCounts() throws Exception {
    for (Report report : List.of(Samples.clean(), Samples.usual(), Samples.hostile())) {
      Document xml = xml(Texts.of("junit", report));
      Element suite = (Element) xml.getElementsByTagName("testsuite").item(0);
      for (String[] pair :
          List.of(
              new String[] {"tests", "testcase"},
              new String[] {"failures", "failure"},
              new String[] {"errors", "error"},
              new String[] {"skipped", "skipped"})) {
        assertThat(xml.getElementsByTagName(pair[1]).getLength())
            .as(pair[0])
            .isEqualTo(Integer.parseInt(suite.getAttribute(pair[0])));
      }
    }
    Document clean = xml(Texts.of("junit", Samples.clean()));
    assertThat(clean.getElementsByTagName("testcase").getLength()).isEqualTo(3);
    assertThat(clean.getElementsByTagName("failure").getLength()).isZero();
  }

  @Test
  void gitlabFingerprintsAreUnique() {
    for (Report report : List.of(Samples.usual(), Samples.hostile(), Samples.big(2_000))) {
      JsonNode entries = new JsonMapper().readTree(Texts.of("gitlab", report));
      Set<String> fingerprints = new HashSet<>();
      for (JsonNode entry : entries) {
        assertThat(fingerprints.add(entry.get("fingerprint").asString())).isTrue();
        assertThat(entry.at("/location/lines/begin").asInt()).isPositive();
        assertThat(entry.get("severity").asString())
            .isIn("info", "minor", "major", "critical", "blocker");
      }
    }
    JsonNode first = new JsonMapper().readTree(Texts.of("gitlab", Samples.usual())).get(0);
    assertThat(first.get("fingerprint").asString()).isEqualTo("a1".repeat(32));
    assertThat(first.get("severity").asString()).isEqualTo("blocker");
  }

  @Test
  void githubCommandsAreOursAlone() {
    List<String> lines = Texts.of("github", Samples.hostile()).lines().toList();
    assertThat(lines).hasSize(7);
    for (String line : lines) {
      assertThat(line).doesNotContainPattern("##[a-z]*\\[");
      if (line.startsWith("::")) {
        assertThat(line).matches("::(error|warning|notice) file=[^,:]*(,[a-zA-Z]+=[^,:]*)*::.*");
      } else {
        assertThat(line).matches("(Suppressed|Note|Sallyport): .*");
      }
    }
    assertThat(lines.getFirst()).contains("file=dir/<U+001B>[31ma%2Cb%3Ac%25 <U+003A>%3Astop");
  }

  private static Document xml(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }
}

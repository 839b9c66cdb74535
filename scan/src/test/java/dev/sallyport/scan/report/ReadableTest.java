package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What makes a report pleasant: sentences, names, nothing said twice, the worst first.
final class ReadableTest {
  private static final SourceText CI = Samples.ci();

  @Test
  void messagesAreSentencesBeforeTheReachFollows() {
    Report report = report(List.of(finding("job 'a' runs on 'x'", Severity.HIGH, 1)), List.of());
    for (String format : List.of("github", "gitlab", "sarif")) {
      assertThat(Texts.of(format, report)).as(format).contains("Job 'a' runs on 'x'. ");
    }
    for (String format : List.of("terminal", "html", "markdown", "junit")) {
      String escaped = Texts.of(format, report).replace("&#39;", "'");
      assertThat(escaped).as(format).contains("Job 'a' runs on 'x'.");
    }
  }

  @Test
  void sentencesKeepTheSpellingOfNames() {
    assertThat(Words.sentence("npm runs here")).isEqualTo("npm runs here.");
    assertThat(Words.sentence("'v4' moves")).isEqualTo("'v4' moves.");
    assertThat(Words.sentence("the end.")).isEqualTo("The end.");
    assertThat(Words.sentence("see https://e.example/x")).isEqualTo("see https://e.example/x");
    assertThat(Words.sentence("")).isEmpty();
  }

  @Test
  void alikeFindingsAtOnePlaceAreListedOnce() {
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      findings.add(finding("advisory " + i, Severity.HIGH, 1));
      findings.add(finding("advisory " + i, Severity.HIGH, 2));
    }
    String terminal = Texts.of("terminal", report(findings, List.of()));
    assertThat(terminal.lines().filter(line -> line.contains("ci.yml:6")))
        .containsExactly("            .github/workflows/ci.yml:6  x3  octo/tool-2@v1");
    assertThat(terminal)
        .contains("also at:  .github/workflows/ci.yml:5  2 more at the place above");
    assertThat(Texts.of("markdown", report(findings, List.of()))).contains("ci.yml:6` x3");
  }

  @Test
  void whatManyShareIsSaidOnceAndEachIsNamed() {
    String sentence = "There is no such action in this tree.";
    List<Problem> gaps =
        List.of(
            Problem.gap(Samples.CI, 5, sentence, "./one"),
            Problem.gap(Samples.CI, 6, sentence, "./two"));
    String terminal = Texts.of("terminal", report(List.of(), gaps));
    assertThat(terminal.split(sentence, -1)).hasSize(2);
    assertThat(terminal).contains("      ./one  .github/workflows/ci.yml:5\n");
    for (String format :
        List.of("github", "gitlab", "junit", "sarif", "markdown", "html", "json")) {
      assertThat(Texts.of(format, report(List.of(), gaps))).as(format).contains("./one", "./two");
    }
  }

  @Test
  void aProblemOfNoOneFileHasNoEmptyPlace() {
    List<Problem> problems =
        List.of(
            Problem.incomplete("", 0, "3 further paths could not be read."),
            Problem.gap("", 0, "The code host was not heard", "octo/x"));
    Report report = report(List.of(), problems);
    assertThat(Texts.of("github", report)).doesNotContain("file=,").contains("::warning title=");
    assertThat(Texts.of("gitlab", report)).doesNotContain("\"path\": \"\"");
    assertThat(Texts.of("sarif", report)).doesNotContain("\"uri\": \"\"");
    assertThat(Texts.of("junit", report)).doesNotContain("classname=\"\"");
    assertThat(Texts.of("markdown", report)).contains("- `the whole scan`: 3");
    assertThat(Texts.of("html", report)).contains("the whole scan");
  }

  @Test
  void severityDecidesWhatToMendFirst() {
    List<Finding> findings =
        List.of(
            finding("near", Severity.LOW, Reach.OUTSIDER, 1, List.of()),
            finding("grave", Severity.CRITICAL, Reach.WRITER, 2, List.of()));
    Report report = report(findings, List.of());
    assertThat(Texts.of("terminal", report)).contains("start with .github/workflows/ci.yml:6.");
    for (String format : List.of("markdown", "html")) {
      String text = Texts.of(format, report);
      assertThat(text.indexOf("grave")).as(format).isBetween(1, text.indexOf("near"));
    }
    assertThat(Texts.of("html", report)).contains("1 serious finding, none within");
  }

  @Test
  void theFirstScreenOfThePageAnswersHowBadWhereAndWhatFirst() {
    String html = Texts.of("html", Samples.usual());
    int table = html.indexOf("id=\"findings\"");
    for (String answer :
        List.of("<h1>Anyone with an account", "What to mend first", "Files to look at first")) {
      assertThat(html.indexOf(answer)).as(answer).isBetween(1, table);
    }
    assertThat(html).contains("and 11 more places in this file", "<code>--fix</code>");
  }

  @Test
  void anUnsafeFixSaysWhatToCheck() {
    Fix unsafe =
        new Fix(
            "Narrow it",
            Safety.UNSAFE,
            "Check what job 'a' needs besides",
            List.of(new Edit(Samples.CI, new Span(0, 1), "o")));
    Report report =
        report(List.of(finding("x", Severity.HIGH, Reach.NONE, 1, List.of(unsafe))), List.of());
    assertThat(Texts.of("terminal", report))
        .contains(
            "fix:      Narrow it (--fix=unsafe)\n            Check what job 'a' needs besides.");
  }

  @Test
  void rulesThatFireEquallyOftenAreSortedByWorst() {
    List<Summary.RuleCount> rules = Summary.of(Samples.usual()).byRule();
    assertThat(rules)
        .extracting(Summary.RuleCount::rule)
        .containsExactly("unpinned-action", "template-injection", "excessive-permissions");
  }

  @Test
  void decisionsComeBeforeWhatTheBaselineHides() {
    Finding hidden = finding("x", Severity.HIGH, 1);
    List<Suppressed> suppressed = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      suppressed.add(new Suppressed(hidden, "baseline", "listed in b", null, null));
    }
    suppressed.add(new Suppressed(hidden, "inline", "our own fork", "alice", "2027-01-31"));
    Report report =
        new Report(
            "0.1.0",
            ".",
            1,
            Samples.RULES,
            List.of(),
            suppressed,
            List.of(),
            Map.of(),
            "x",
            List.of());
    assertThat(Texts.of("terminal", report))
        .contains("our own fork (owner alice, until 2027-01-31, inline)")
        .contains("+ 3 more (--all shows them; 8 by the baseline)");
  }

  @Test
  void whatIsToKnowAboutTheScanStandsBeforeTheFindings() {
    for (String format : List.of("html", "markdown")) {
      String text = Texts.of(format, Samples.usual());
      assertThat(text.indexOf("line 4 expired"))
          .as(format)
          .isBetween(1, text.indexOf("is pasted into a shell script"));
    }
  }

  private static Finding finding(String message, Severity severity, int tool) {
    return finding(message, severity, Reach.WRITER, tool, List.of());
  }

  private static Finding finding(
      String message, Severity severity, Reach reach, int tool, List<Fix> fixes) {
    return new Finding(
        "unpinned-action",
        severity,
        Confidence.HIGH,
        Persona.DEFAULT,
        reach,
        message,
        Samples.at(CI, "octo/tool-" + tool + "@v1"),
        List.of(),
        List.of(),
        List.of(),
        fixes,
        "d4".repeat(32));
  }

  private static Report report(List<Finding> findings, List<Problem> problems) {
    return new Report(
        "0.1.0",
        ".",
        3,
        Samples.RULES,
        findings,
        List.of(),
        problems,
        Map.of(Samples.CI, CI),
        "2026-11-20",
        List.of());
  }
}

package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuppressionsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 15);

  private static final SourceText CI =
      Samples.file(
          ".github/workflows/ci.yml",
          """
          on: push
          # sallyport: ignore[unpinned-action] reason="ours" owner="ops"
          uses: a/b@v1
          run: |
            echo   ${{ github.event.issue.title }}
          """);

  private static final Finding UNPINNED = Samples.finding("unpinned-action", CI, "a/b@v1", 1);
  private static final Finding INJECTION =
      Samples.finding("script-injection", CI, "${{ github.event.issue.title }}", 2);

  private static Suppressions.Outcome apply(
      Configuration configuration, List<String> ran, SourceText file, Finding... findings) {
    return new Suppressions(configuration, Samples.RULES, ran, TODAY)
        .apply(List.of(findings), Map.of(file.path(), file));
  }

  private static Suppressions.Outcome apply(String entry) {
    Configuration configuration =
        Samples.loaded("version: 1\nsuppressions:\n  - {" + entry + ", reason: decided}\n");
    return apply(configuration, Samples.RULES, CI, UNPINNED, INJECTION);
  }

  @Test
  void hidesByComment() {
    Suppressions.Outcome outcome =
        apply(Configuration.DEFAULT, Samples.RULES, CI, UNPINNED, INJECTION);
    assertThat(outcome.kept()).containsExactly(INJECTION);
    assertThat(outcome.suppressed())
        .containsExactly(new Suppressed(UNPINNED, "inline", "ours", "ops", null));
    assertThat(outcome.notices()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path: '**' | true",
        "path: .github/workflows/*.yml | true",
        "path: ci.yml | false",
        "fingerprint: 00000000000000000000000000000002 | true",
        "fingerprint: 00000000000000000000000000000001 | false",
        "match: 'echo ${{ github.event' | true",
        "match: 'echo ${{ github.head_ref' | false",
        "match: '}' , path: '**' | true",
        "match: '}' , path: 'x/**' | false",
      })
  void hidesByConfiguration(String fields, boolean hidden) {
    Suppressions.Outcome outcome = apply("rule: script-injection, " + fields);
    assertThat(outcome.kept().contains(INJECTION)).isNotEqualTo(hidden);
    assertThat(outcome.suppressed().size()).isEqualTo(hidden ? 2 : 1);
    if (hidden) {
      assertThat(outcome.suppressed().getLast())
          .isEqualTo(new Suppressed(INJECTION, ".sallyport.yaml", "decided", null, null));
      assertThat(outcome.notices()).isEmpty();
    } else {
      assertThat(outcome.lines())
          .singleElement()
          .asString()
          .startsWith(".sallyport.yaml:3:5: the suppression of script-injection hides nothing; ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "path: ci.yml | no file that was read has the path 'ci.yml'; did you mean '**/ci.yml'?",
        "path: 'x/**' | no file that was read has the path 'x/**'",
        "path: .github/workflows/ci.yml, match: nowhere | delete it",
        "match: nowhere | delete it",
      })
  void saysWhenNoFileHasThePath(String fields, String advice) {
    assertThat(apply("rule: script-injection, " + fields).lines())
        .singleElement()
        .asString()
        .endsWith("hides nothing; " + advice);
  }

  @ParameterizedTest
  @CsvSource({"2026-06-14, false", "2026-06-15, true", "2026-06-16, true"})
  void holdsThroughTheLastDay(String expires, boolean holds) {
    Suppressions.Outcome outcome =
        apply("rule: script-injection, path: '**', owner: ops, expires: " + expires);
    assertThat(outcome.kept().contains(INJECTION)).isNotEqualTo(holds);
    if (holds) {
      assertThat(outcome.suppressed().getLast().expires()).isEqualTo(expires);
      assertThat(outcome.notices()).isEmpty();
    } else {
      assertThat(outcome.lines())
          .containsExactly(
              ".sallyport.yaml:3:5: the suppression of script-injection by ops ended on "
                  + expires
                  + "; mend the finding or decide anew");
    }
  }

  @Test
  void namesExpiredOnesThatNobodyNeeds() {
    Suppressions.Outcome outcome = apply("rule: unpinned-image, path: '**', expires: 2020-01-01");
    assertThat(outcome.lines())
        .singleElement()
        .asString()
        .contains("ended on 2020-01-01; nothing is there any more: delete it");
  }

  @Test
  void fallsBackToOneThatStillHolds() {
    SourceText file =
        Samples.file(
            "ci.yml",
            "# sallyport: ignore[unpinned-action] reason=a expires=2020-01-01\nuses: a/b@v1\n");
    Finding finding = Samples.finding("unpinned-action", file, "a/b@v1", 1);
    Configuration configuration =
        Samples.loaded(
            "version: 1\nsuppressions: [{rule: unpinned-action, path: ci.yml, reason: b}]");
    Suppressions.Outcome outcome = apply(configuration, Samples.RULES, file, finding);
    assertThat(outcome.suppressed()).extracting(Suppressed::reason).containsExactly("b");
    assertThat(outcome.notices()).extracting(Notice::kind).containsExactly(Notice.Kind.EXPIRED);
  }

  @Test
  void countsEveryFittingOneAsUsed() {
    Suppressions.Outcome outcome = apply("rule: unpinned-action, path: '**'");
    assertThat(outcome.suppressed()).extracting(Suppressed::source).containsExactly("inline");
    assertThat(outcome.notices()).isEmpty();
  }

  @Test
  void callsNothingUnusedWhoseRuleDidNotRun() {
    assertThat(apply(Configuration.DEFAULT, List.of(), CI).notices()).isEmpty();
    assertThat(apply(Configuration.DEFAULT, Samples.RULES, CI).lines())
        .containsExactly(
            ".github/workflows/ci.yml:2:1: the suppression of unpinned-action by ops hides nothing;"
                + " delete it");
  }

  @Test
  void commentsCanBeDisregarded() {
    Suppressions.Outcome outcome =
        new Suppressions(
                Configuration.DEFAULT, Samples.RULES, Samples.RULES, LocalDate.of(2026, 6, 15))
            .withoutComments()
            .apply(List.of(UNPINNED), Map.of(CI.path(), CI));
    assertThat(outcome.kept()).containsExactly(UNPINNED);
    assertThat(outcome.suppressed()).isEmpty();
    assertThat(outcome.notices()).isEmpty();
  }

  @Test
  void hidesOnlyTheRuleThatIsNamed() {
    Finding other = Samples.finding("unpinned-image", CI, "a/b@v1", 3);
    assertThat(apply(Configuration.DEFAULT, Samples.RULES, CI, other).kept())
        .containsExactly(other);
  }

  @Test
  void tellsProblemsOfComments() {
    SourceText file = Samples.file("a.yml", "uses: x # sallyport: ignore[unpinned-action]\n");
    Finding finding = Samples.finding("unpinned-action", file, "uses: x", 1);
    Suppressions.Outcome outcome = apply(Configuration.DEFAULT, Samples.RULES, file, finding);
    assertThat(outcome.kept()).containsExactly(finding);
    assertThat(outcome.lines())
        .singleElement()
        .asString()
        .startsWith("a.yml:1:9: suppression: it has no reason");
  }

  @Test
  void matchesOnlyTheFirstLinesOfALongFinding() {
    SourceText file =
        Samples.file(
            "long.yml", "run: |\n" + "  echo\n".repeat(FindingText.MOST_LINES) + "  needle\n");
    Finding whole = Samples.finding("script-injection", file, file.text(), 1);
    Configuration configuration =
        Samples.loaded(
            "version: 1\nsuppressions: [{rule: script-injection, match: needle, reason: a}]");
    assertThat(apply(configuration, Samples.RULES, file, whole).suppressed()).isEmpty();
  }
}

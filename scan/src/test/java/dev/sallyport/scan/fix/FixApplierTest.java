package dev.sallyport.scan.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FixApplierTest {
  private static final String TEXT = "a: one\nb: two\nc:\n  d: three\n";
  private static final SourceText FILE = new SourceText("w.yml", TEXT, "");

  private static Edit edit(String what, String by) {
    int at = TEXT.indexOf(what);
    return new Edit("w.yml", new Span(at, at + what.length()), by);
  }

  private static Edit insert(int at, String what) {
    return new Edit("w.yml", new Span(at, at), what);
  }

  private static Finding finding(Severity severity, String rule, Fix... fixes) {
    return new Finding(
        rule,
        severity,
        Confidence.HIGH,
        Persona.DEFAULT,
        Reach.NONE,
        "m",
        FILE.at(fixes[0].edits().getFirst().span()),
        List.of(),
        List.of(),
        List.of(),
        List.of(fixes),
        rule);
  }

  private static Fix safe(Edit... edits) {
    return new Fix("t", Safety.SAFE, "", List.of(edits));
  }

  private static FixApplier.Outcome apply(Safety most, Finding... findings) {
    return FixApplier.apply(List.of(findings), Map.of("w.yml", FILE), most);
  }

  private static String after(FixApplier.Outcome outcome) {
    assertThat(outcome.files()).hasSize(1);
    return outcome.files().getFirst().after();
  }

  @Test
  void appliesFromBackToFront() {
    FixApplier.Outcome outcome =
        apply(
            Safety.SAFE,
            finding(Severity.LOW, "x", safe(edit("one", "eleven"), edit("three", "3"))),
            finding(Severity.LOW, "y", safe(edit("two", "2"), insert(TEXT.length(), "e: f\n"))));
    assertThat(after(outcome)).isEqualTo("a: eleven\nb: 2\nc:\n  d: 3\ne: f\n");
    assertThat(outcome.applied()).hasSize(2);
    assertThat(outcome.skipped()).isEmpty();
    assertThat(outcome.runAgain()).isFalse();
  }

  @Test
  void sameEditsMerge() {
    Edit common = insert(0, "env: x\n");
    FixApplier.Outcome outcome =
        apply(
            Safety.SAFE,
            finding(Severity.LOW, "x", safe(common, edit("one", "1"))),
            finding(Severity.LOW, "y", safe(common, edit("two", "2"))));
    assertThat(after(outcome)).isEqualTo("env: x\na: 1\nb: 2\nc:\n  d: three\n");
    assertThat(outcome.applied()).hasSize(2);
  }

  @Test
  void theWorseFindingWins() {
    FixApplier.Outcome outcome =
        apply(
            Safety.SAFE,
            finding(Severity.LOW, "low", safe(edit("one", "1"), edit("two", "2"))),
            finding(Severity.HIGH, "high", safe(edit("two\nc", "2\nc"))));
    assertThat(after(outcome)).isEqualTo("a: one\nb: 2\nc:\n  d: three\n");
    assertThat(outcome.skipped())
        .singleElement()
        .satisfies(
            skipped -> {
              assertThat(skipped.finding().rule()).isEqualTo("low");
              assertThat(skipped.reason())
                  .isEqualTo("overlaps another fix at w.yml:2:4, run again");
            });
    assertThat(outcome.runAgain()).isTrue();
  }

  @Test
  void differentInsertionsAtOnePlaceConflict() {
    FixApplier.Outcome outcome =
        apply(
            Safety.SAFE,
            finding(Severity.LOW, "x", safe(insert(7, "x: 1\n"))),
            finding(Severity.LOW, "y", safe(insert(7, "y: 1\n"))));
    assertThat(after(outcome)).contains("x: 1").doesNotContain("y: 1");
    assertThat(outcome.skipped()).hasSize(1);
  }

  @Test
  void anInsertionBehindAReplacementIsNoConflict() {
    int end = TEXT.indexOf("one") + 3;
    FixApplier.Outcome outcome =
        apply(
            Safety.SAFE,
            finding(Severity.LOW, "x", safe(edit("one", "1"))),
            finding(Severity.LOW, "y", safe(insert(end, " # y"))));
    assertThat(after(outcome)).startsWith("a: 1 # y\n");
  }

  @Test
  void unsafeFixesAreAskedFor() {
    Fix unsafe = new Fix("t", Safety.UNSAFE, "", List.of(edit("one", "1")));
    assertThat(apply(Safety.SAFE, finding(Severity.LOW, "x", unsafe)).skipped())
        .extracting(FixApplier.Skipped::again)
        .containsExactly(false);
    assertThat(after(apply(Safety.UNSAFE, finding(Severity.LOW, "x", unsafe))))
        .startsWith("a: 1\n");
  }

  @Test
  void theSafestOfSeveralFixesIsTaken() {
    Fix unsafe = new Fix("t", Safety.UNSAFE, "", List.of(edit("one", "1")));
    Finding finding = finding(Severity.LOW, "x", unsafe, safe(edit("one", "2")));
    assertThat(after(apply(Safety.UNSAFE, finding))).startsWith("a: 2\n");
  }

  @Test
  void aFixThatBreaksTheFileIsLeftOutAloneOfAll() {
    FixApplier.Outcome outcome =
        apply(
            Safety.SAFE,
            finding(Severity.HIGH, "broken", safe(edit("two", "[")), safe(edit("two", "["))),
            finding(Severity.LOW, "good", safe(edit("one", "1"))));
    assertThat(after(outcome)).isEqualTo(TEXT.replace("one", "1"));
    assertThat(outcome.skipped())
        .singleElement()
        .satisfies(
            skipped -> assertThat(skipped.reason()).startsWith("the result would not be YAML"));
  }

  @Test
  void aFixThatMovesOtherPartsIsLeftOut() {
    int at = TEXT.indexOf("  d:");
    FixApplier.Outcome outcome =
        apply(Safety.SAFE, finding(Severity.LOW, "x", safe(insert(at, "e:\n"))));
    assertThat(outcome.files()).isEmpty();
    assertThat(outcome.skipped())
        .extracting(FixApplier.Skipped::reason)
        .containsExactly("it would change other parts of the file");
  }

  @Test
  void aFixThatRepeatsAKeyIsLeftOut() {
    FixApplier.Outcome outcome =
        apply(Safety.SAFE, finding(Severity.LOW, "x", safe(insert(0, "b: x\n"))));
    assertThat(outcome.skipped())
        .singleElement()
        .satisfies(skipped -> assertThat(skipped.reason()).contains("given twice"));
  }

  @Test
  void editsOutsideOfWhatWasReadAreRefused() {
    Edit beyond = new Edit("w.yml", new Span(0, TEXT.length() + 1), "");
    Edit elsewhere = new Edit("../x", new Span(0, 0), "");
    FixApplier.Outcome outcome =
        apply(
            Safety.SAFE,
            finding(Severity.LOW, "x", safe(edit("one", "1"), beyond)),
            finding(Severity.LOW, "y", safe(edit("one", "1"), elsewhere)),
            finding(Severity.LOW, "z", safe(edit("b: two", "b: 2"), edit("two", "3"))));
    assertThat(outcome.files()).isEmpty();
    assertThat(outcome.skipped()).hasSize(3);
  }

  @Test
  void theOrderOfTheFindingsDoesNotMatter() {
    List<Finding> findings = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      findings.add(finding(severity, "r" + severity, safe(edit("two", severity.id()))));
      findings.add(finding(severity, "s" + severity, safe(edit("one", severity.id()))));
    }
    FixApplier.Outcome wanted = FixApplier.apply(findings, Map.of("w.yml", FILE), Safety.SAFE);
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(findings, new Random(seed));
      assertThat(FixApplier.apply(findings, Map.of("w.yml", FILE), Safety.SAFE)).isEqualTo(wanted);
    }
    assertThat(after(wanted)).startsWith("a: critical\nb: critical\n");
  }

  @Test
  void filesThatAreNotYamlAreEditedAsText() {
    SourceText file = new SourceText("Dockerfile", "FROM a: [", "");
    Edit edit = new Edit("Dockerfile", new Span(5, 6), "b");
    FixApplier.Outcome outcome =
        FixApplier.apply(
            List.of(finding(Severity.LOW, "x", safe(edit))),
            Map.of("Dockerfile", file),
            Safety.SAFE);
    assertThat(after(outcome)).isEqualTo("FROM b: [");
  }
}

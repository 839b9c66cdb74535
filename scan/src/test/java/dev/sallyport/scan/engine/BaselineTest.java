package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import dev.sallyport.scan.syntax.settings.ConfigProblems;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BaselineTest {
  private static final SourceText A = Samples.file("a.yml", "uses: x");
  private static final SourceText B = Samples.file("b.yml", "uses: x");
  private static final Finding A_NINE = Samples.finding("unpinned-action", A, "x", 9);
  private static final Finding A_IMAGE = Samples.finding("unpinned-image", A, "x", 1);
  private static final Finding B_TWO = Samples.finding("unpinned-action", B, "x", 2);
  private static final Finding B_THREE = Samples.finding("unpinned-action", B, "x", 3);

  private static Baseline loaded(String text) {
    return switch (Baseline.read("base.txt", text)) {
      case Baseline.Result.Loaded(Baseline baseline) -> baseline;
      case Baseline.Result.Invalid(List<ConfigProblem> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<String> problems(String text) {
    return switch (Baseline.read("base.txt", text)) {
      case Baseline.Result.Loaded _ -> List.of();
      case Baseline.Result.Invalid(List<ConfigProblem> problems) ->
          problems.stream().map(ConfigProblem::toString).toList();
    };
  }

  @Test
  void writesByPathRuleAndFingerprintWhateverTheOrder() {
    String text = Baseline.write(List.of(B_THREE, A_IMAGE, B_TWO, A_NINE));
    assertThat(text.lines().filter(line -> !line.startsWith("#")))
        .containsExactly(
            Samples.fingerprint(9) + "\thigh\tunpinned-action\ta.yml\tmessage of unpinned-action",
            Samples.fingerprint(1) + "\thigh\tunpinned-image\ta.yml\tmessage of unpinned-image",
            Samples.fingerprint(2) + "\thigh\tunpinned-action\tb.yml\tmessage of unpinned-action",
            Samples.fingerprint(3) + "\thigh\tunpinned-action\tb.yml\tmessage of unpinned-action");
    List<Finding> shuffled = new ArrayList<>(List.of(B_THREE, A_IMAGE, B_TWO, A_NINE));
    Collections.shuffle(shuffled, new Random(7));
    assertThat(Baseline.write(shuffled)).isEqualTo(text).endsWith("\n");
  }

  @Test
  void hidesWhatItWroteAndNothingElse() {
    Baseline.Outcome outcome =
        loaded(Baseline.write(List.of(A_NINE, B_TWO)))
            .apply(List.of(A_NINE, A_IMAGE, B_TWO), List.of(), Samples.RULES);
    assertThat(outcome.kept()).containsExactly(A_IMAGE);
    assertThat(outcome.suppressed())
        .containsExactly(
            new Suppressed(A_NINE, "baseline", "listed in base.txt", null, null),
            new Suppressed(B_TWO, "baseline", "listed in base.txt", null, null));
    assertThat(outcome.stale()).isZero();
    assertThat(outcome.notices()).isEmpty();
  }

  @Test
  void reportsWhatIsMoreSevereThanItsLine() {
    String low = Baseline.write(List.of(graded(Severity.LOW)));
    Finding high = graded(Severity.HIGH);
    Baseline.Outcome outcome = loaded(low).apply(List.of(high), List.of(), Samples.RULES);
    assertThat(outcome.suppressed()).isEmpty();
    assertThat(outcome.stale()).isZero();
    assertThat(outcome.kept())
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.message()).isEqualTo(high.message() + "; base.txt lists it as low");
              assertThat(kept.severity()).isEqualTo(Severity.HIGH);
              assertThat(kept.fingerprint()).isEqualTo(high.fingerprint());
            });
    assertThat(kept(low, graded(Severity.INFO))).isEmpty();
    // Both sides of a merge, and a line from before severities were listed.
    assertThat(kept(Baseline.write(List.of(high)) + low, high)).isEmpty();
    assertThat(kept(low + Baseline.write(List.of(high)), high)).isEmpty();
    assertThat(kept(low.replace("\tlow\t", "\t"), graded(Severity.CRITICAL))).isEmpty();
  }

  private static List<Finding> kept(String baseline, Finding finding) {
    return loaded(baseline).apply(List.of(finding), List.of(), Samples.RULES).kept();
  }

  private static Finding graded(Severity severity) {
    return Samples.finding("unpinned-action", severity, A, new Span(6, 7), 9);
  }

  @Test
  void countsStaleEntries() {
    Baseline baseline = loaded(Baseline.write(List.of(A_NINE, A_IMAGE, B_TWO, B_THREE)));
    Baseline.Outcome outcome =
        baseline.apply(List.of(A_NINE), List.of(B_TWO.fingerprint()), List.of("unpinned-action"));
    // A_IMAGE's rule did not run, and something else hides B_TWO.
    assertThat(outcome.stale()).isEqualTo(1);
    assertThat(outcome.notices())
        .singleElement()
        .asString()
        .startsWith("base.txt: stale entries: 1 of 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void readsAnyLineEndsCommentsBlanksAndLinesTwice(String newline) {
    String line = Samples.fingerprint(9) + "\tunpinned-action\ta.yml\tmessage";
    String spaces = Samples.fingerprint(2) + "  unpinned-action b.yml";
    String bare = Samples.fingerprint(3);
    String text = String.join(newline, "# note", "", line, line, "  ", spaces, bare, "# end");
    assertThat(loaded(text).size()).isEqualTo(3);
    assertThat(loaded(text).apply(List.of(A_NINE, B_TWO, B_THREE), List.of(), List.of()).kept())
        .isEmpty();
  }

  @Test
  void readsAnEmptyFile() {
    assertThat(loaded("").size()).isZero();
    assertThat(loaded("\ufeff# note\n").size()).isZero();
  }

  @Test
  void refusesWhatAMergeLeftBehind() {
    String ours = Samples.fingerprint(1) + "\tr\tp\tm\n";
    assertThat(problems("<<<<<<< HEAD\n" + ours + "||||||| 1\n=======\n" + ours + ">>>>>>> b\n"))
        .hasSize(4)
        .first()
        .asString()
        .startsWith("base.txt:1:1: baseline: wanted a merged file, got the conflict mark '<<<<<<<'")
        .contains("merge=union");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unpinned-action a.yml",
        "0123",
        "0123456789ABCDEF0123456789ABCDEF",
        "{\"a\": 1}",
        " x",
      })
  void refusesOtherLines(String line) {
    assertThat(problems("\n" + line))
        .singleElement()
        .asString()
        .startsWith("base.txt:2:1: baseline: wanted a line that starts with a fingerprint");
  }

  @Test
  void boundsItsProblems() {
    assertThat(problems("x\n".repeat(100_000))).hasSize(ConfigProblems.MOST + 1);
  }

  @Test
  void keepsEveryFindingOnOneLine() {
    SourceText odd = Samples.file("a\tb\nc.yml", "on: push");
    Finding finding = Samples.finding("unpinned-action", Severity.LOW, odd, new Span(0, 2), 5);
    String text = Baseline.write(List.of(finding));
    assertThat(text.lines()).hasSize(3);
    assertThat(loaded(text).apply(List.of(finding), List.of(), List.of()).kept()).isEmpty();
  }
}

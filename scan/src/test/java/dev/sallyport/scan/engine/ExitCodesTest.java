package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExitCodesTest {

  @ParameterizedTest
  @CsvSource({
    "HIGH, high, NONE, false, 1",
    "CRITICAL, high, NONE, false, 1",
    "MEDIUM, high, NONE, false, 0",
    "MEDIUM, medium, NONE, false, 1",
    "INFO, info, NONE, false, 1",
    "CRITICAL, never, NONE, true, 0",
    "HIGH, critical, NONE, false, 0",
    // Findings are the more urgent news.
    "HIGH, high, INCOMPLETE, true, 1",
    "LOW, high, INCOMPLETE, false, 3",
    "LOW, never, INCOMPLETE, false, 3",
    "LOW, high, GAP, false, 0",
    "LOW, high, GAP, true, 3",
  })
  void followsTheTable(Severity severity, String failOn, String problem, boolean strict, int code) {
    List<Finding> findings = List.of(Samples.finding("unpinned-action", severity));
    List<Problem> problems =
        switch (problem) {
          case "GAP" -> List.of(Problem.gap("a.yml", 1, "m", "s"));
          case "INCOMPLETE" -> List.of(Problem.incomplete("a.yml", 1, "m"));
          default -> List.of();
        };
    assertThat(ExitCodes.of(findings, problems, FailOn.of(failOn).orElseThrow(), strict))
        .isEqualTo(code);
  }

  @Test
  void isZeroForNothing() {
    assertThat(ExitCodes.of(List.of(), List.of(), FailOn.INFO, true)).isEqualTo(ExitCodes.CLEAN);
  }

  @Test
  void readsFailOn() {
    assertThat(FailOn.ids()).containsExactly("info", "low", "medium", "high", "critical", "never");
    assertThat(FailOn.of("High")).isEmpty();
    for (Severity severity : Severity.values()) {
      assertThat(FailOn.of(severity.id()).orElseThrow().fails(severity)).isTrue();
    }
  }

  @Test
  void filtersWhatIsShown() {
    Finding high = Samples.finding("unpinned-action", Severity.HIGH);
    Finding low = Samples.finding("unpinned-image", Severity.LOW);
    assertThat(FindingFilter.of(Persona.DEFAULT).apply(List.of(high, low)))
        .containsExactly(high, low);
    assertThat(
            new FindingFilter(Persona.DEFAULT, Severity.MEDIUM, Confidence.LOW)
                .apply(List.of(high, low)))
        .containsExactly(high);
    Finding shy = new RuleSetting(true, null, Persona.AUDITOR, PathFilter.ALL).regrade(high);
    assertThat(FindingFilter.of(Persona.PEDANTIC).apply(List.of(shy))).isEmpty();
    assertThat(FindingFilter.of(Persona.AUDITOR).apply(List.of(shy))).containsExactly(shy);
  }
}

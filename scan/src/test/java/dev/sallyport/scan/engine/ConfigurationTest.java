package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConfigurationTest {
  private static final SourceText CI = Samples.file(".github/workflows/ci.yml", "uses: a/b@v1");
  private static final Finding FINDING = Samples.finding("unpinned-action", CI, "a/b", 1);

  private static List<Finding> grade(String text) {
    return Samples.loaded("version: 1\n" + text).grade(List.of(FINDING));
  }

  @Test
  void leavesFindingsAloneByDefault() {
    assertThat(Configuration.DEFAULT.grade(List.of(FINDING))).containsExactly(FINDING);
  }

  @Test
  void setsSeverityAndPersonaAndKeepsTheRest() {
    Finding graded =
        grade("rules: {unpinned-action: {severity: low, persona: pedantic}}").getFirst();
    assertThat(graded.severity()).isEqualTo(Severity.LOW);
    assertThat(graded.persona()).isEqualTo(Persona.PEDANTIC);
    assertThat(graded)
        .usingRecursiveComparison()
        .ignoringFields("severity", "persona")
        .isEqualTo(FINDING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules: {unpinned-action: {enabled: false}}",
        "rules: {unpinned-action: {paths: [other/**]}}",
        "rules: {unpinned-action: {ignore-paths: ['**/ci.yml']}}",
        "paths: {include: [other/**]}",
        "paths: {exclude: ['.github/**']}",
        "paths: {include: ['**'], exclude: ['.github/workflows/*.yml']}",
      })
  void dropsWhatDoesNotCount(String text) {
    assertThat(grade(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rules: {unpinned-image: {enabled: false}}",
        "rules: {unpinned-action: {paths: ['.github/**']}}",
        "paths: {exclude: [ci.yml]}",
      })
  void keepsWhatCounts(String text) {
    assertThat(grade(text)).containsExactly(FINDING);
  }

  @Test
  void digestChangesWithPoliciesOnly() {
    String none = Configuration.DEFAULT.digest();
    assertThat(none).matches("[0-9a-f]{64}");
    assertThat(
            Samples.loaded(
                    """
                    version: 1
                    strict: true
                    fail-on: low
                    persona: auditor
                    paths: {exclude: [a]}
                    rules: {unpinned-action: {severity: low}}
                    suppressions: [{rule: unpinned-action, path: a, reason: b}]
                    """)
                .digest())
        .isEqualTo(none);
    List<String> policies =
        List.of(
            "pinning: {actions: ref}",
            "pinning: {actions: any}",
            "allowed-actions: [a/b]",
            "denied-actions: [a/b]",
            "allowed-hosts: [ab]",
            "allowed-hosts: [a, b]",
            "ephemeral-runner-labels: [ab]",
            "ephemeral-runner-labels: ['a 1:b']",
            "ephemeral-runner-labels: [a, b]");
    assertThat(policies.stream().map(ConfigurationTest::digest))
        .doesNotHaveDuplicates()
        .doesNotContain(none);
    assertThat(digest("allowed-hosts: [b, a, b]")).isEqualTo(digest("allowed-hosts: [a, b]"));
  }

  private static String digest(String policy) {
    return Samples.loaded("version: 1\npolicies: {" + policy + "}").digest();
  }
}

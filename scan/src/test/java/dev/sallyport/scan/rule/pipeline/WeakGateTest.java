package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeakGateTest {

  private static List<Finding> on(String event, String condition) {
    return Found.by(
        new WeakGate(),
        """
        on: %s
        permissions:
          contents: write
        jobs:
          work:
            if: >-
              %s
            runs-on: ubuntu-24.04
            steps:
              - run: make
        """
            .formatted(event, condition));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          issue_comment | contains(fromJSON('["MEMBER", "NONE"]'), github.event.comment.author_association)
          issue_comment | github.event.issue.user.login == 'octocat'
          issue_comment | startsWith(github.event.comment.user.login, 'acme')
          issue_comment | endsWith(github.actor, '-acme')
          pull_request_target | github.event.pull_request.author_association != 'NONE'
          pull_request_target | github.event.pull_request.head.repo.name == github.event.repository.name
          pull_request_target | contains(github.event.pull_request.head.repo.full_name, 'acme')
          """)
  void passedByAnyone(String event, String condition) {
    assertThat(on(event, condition))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.persona()).isEqualTo(Persona.DEFAULT);
              assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "contains(fromJSON('[\"OWNER\", \"MEMBER\"]'), github.event.comment.author_association)",
        "github.event.comment.user.login == 'octocat' && github.event.issue.user.login == 'octocat'",
        "github.event.issue.author_association != 'MEMBER'",
        "startsWith(github.event.comment.body, '/test')",
      })
  void holds(String condition) {
    assertThat(on("issue_comment", condition)).isEmpty();
  }

  @Test
  void wholeOwnerInFrontOfARepositoryHolds() {
    String condition = "startsWith(github.event.pull_request.head.repo.full_name, 'acme/')";
    assertThat(on("pull_request_target", condition)).isEmpty();
  }

  @Test
  void contributorsAreMany() {
    String condition = "github.event.comment.author_association == 'CONTRIBUTOR'";
    assertThat(on("issue_comment", condition))
        .extracting(Finding::persona)
        .containsExactly(Persona.PEDANTIC);
  }

  @Test
  void refusalThatChangesNothing() {
    String workflow =
        """
        on: issue_comment
        permissions:
          contents: write
        jobs:
          work:
            runs-on: ubuntu-24.04
            steps:
              - uses: lannonbr/repo-permission-check-action@2.0.2
                continue-on-error: %s
              - run: make
        """;
    assertThat(Found.by(new WeakGate(), workflow.formatted("true")))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("continue-on-error");
    assertThat(Found.by(new WeakGate(), workflow.formatted("false"))).isEmpty();
  }
}

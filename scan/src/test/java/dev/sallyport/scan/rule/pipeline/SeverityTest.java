package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Severity;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who gets at what decides how bad a weakness is.
class SeverityTest {

  /// A fork's pull request runs with a token that can only read, whatever the default is.
  @ParameterizedTest
  @CsvSource({
    "pull_request, WRITER, LOW",
    "'[push, pull_request]', WRITER, LOW",
    "push, WRITER, LOW",
    "pull_request_target, OUTSIDER, MEDIUM",
    "'[pull_request, issues]', OUTSIDER, MEDIUM",
  })
  void missingPermissionsCountForWhoGetsATokenThatWrites(
      String event, Reach reach, Severity severity) {
    List<Finding> found =
        Found.by(
            new MissingPermissions(),
            """
            on: %s
            jobs:
              test:
                runs-on: ubuntu-24.04
                steps:
                  - run: make test
            """
                .formatted(event));
    assertThat(found)
        .extracting(Finding::reach, Finding::severity)
        .containsExactly(of(reach, severity));
    assertThat(found.getFirst().message().contains("anyone can set off"))
        .isEqualTo(reach == Reach.OUTSIDER);
    assertThat(found.getFirst().message().contains("unless a fork's pull request starts the run"))
        .isEqualTo(reach == Reach.WRITER && event.contains("pull_request"));
  }

  @ParameterizedTest
  @CsvSource({
    "pull_request_target, contents: write, OUTSIDER, HIGH",
    "pull_request_target, contents: read, NONE, LOW",
    "pull_request, contents: write, NONE, LOW",
  })
  void aTokenThatForeignCodeCanReadIsAnOutsiders(
      String event, String permissions, Reach reach, Severity severity) {
    List<Finding> found =
        Found.by(
            new PersistedCredentials(),
            """
            on: %s
            permissions:
              %s
            jobs:
              build:
                runs-on: ubuntu-24.04
                steps:
                  - uses: actions/checkout@v4
                    with:
                      ref: ${{ github.event.pull_request.head.sha }}
                  - run: npm install
            """
                .formatted(event, permissions));
    assertThat(found)
        .extracting(Finding::reach, Finding::severity)
        .containsExactly(of(reach, severity));
  }

  /// The tag led to malicious code for a time: what the job had then is lost.
  @ParameterizedTest
  @CsvSource({
    "contents: read, plain, HIGH",
    "contents: write, plain, CRITICAL",
    "contents: read, '${{ secrets.DEPLOY_KEY }}', CRITICAL",
  })
  void whatMaliciousCodeCouldTakeDecides(String permissions, String value, Severity severity) {
    List<Finding> found =
        Found.by(
            new VulnerableAction(),
            """
            on: push
            permissions:
              %s
            jobs:
              build:
                runs-on: ubuntu-24.04
                steps:
                  - uses: reviewdog/action-setup@v1
                    env:
                      VALUE: %s
            """
                .formatted(permissions, value));
    assertThat(found)
        .filteredOn(f -> f.message().contains("led to malicious code"))
        .extracting(Finding::severity)
        .containsOnly(severity)
        .isNotEmpty();
  }

  private static Tuple of(Object... values) {
    return Tuple.tuple(values);
  }
}

package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A `runs-on` that is an expression.
class ChosenRunnerTest {

  private static List<Finding> found(String events, String runsOn) {
    return Found.by(
        new SelfHostedRunner(),
        """
        on: %s
        permissions: {}
        jobs:
          test:
            runs-on: %s
            steps:
              - run: make
        """
            .formatted(events, runsOn));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${{ github.repository == 'o/r' && 'self-hosted' || 'ubuntu-24.04' }}",
        "${{ github.repository != 'o/r' && 'ubuntu-24.04' || 'self-hosted' }}",
        "${{ vars.RUNNER || 'self-hosted' }}",
        "${{ github.event_name == 'pull_request' && 'self-hosted' || 'ubuntu-24.04' }}",
        "${{ github.repository_owner == 'o' && fromJSON('[\"self-hosted\", \"big\"]') || 'ubuntu-24.04' }}",
      })
  void mayBeSelfHosted(String runsOn) {
    List<Finding> found = found("[push, pull_request]", runsOn);
    assertThat(found).as(runsOn).hasSize(1);
    assertThat(found.getFirst().severity()).isEqualTo(Severity.HIGH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${{ github.repository == 'o/r' && 'ubuntu-24.04' || 'ubuntu-22.04' }}",
        "${{ github.event.pull_request.head.repo.fork && 'ubuntu-24.04' || 'self-hosted' }}",
        "${{ github.ref == 'refs/heads/main' && 'self-hosted' || 'ubuntu-24.04' }}",
        "${{ inputs.own && 'self-hosted' || 'ubuntu-24.04' }}",
        "${{ contains(github.repository, 'self-hosted') && 'ubuntu-24.04' || 'ubuntu-22.04' }}",
      })
  void isHosted(String runsOn) {
    assertThat(found("[push, pull_request]", runsOn)).as(runsOn).isEmpty();
  }

  @Test
  void onlyTheRepositorysOwnRunsGetThere() {
    String runsOn = "${{ github.event_name == 'push' && 'self-hosted' || 'ubuntu-24.04' }}";
    assertThat(found("[push, pull_request]", runsOn))
        .extracting(Finding::severity)
        .containsExactly(Severity.LOW);
    assertThat(found("pull_request", runsOn)).isEmpty();
  }
}

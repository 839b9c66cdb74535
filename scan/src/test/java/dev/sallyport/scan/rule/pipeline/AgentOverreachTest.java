package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgentOverreachTest {

  private static List<Finding> started(String event, String step) {
    return Found.by(
        new AgentOverreach(),
        """
        on: %s
        permissions:
          contents: write
        jobs:
          work:
            runs-on: ubuntu-24.04
            steps:
        """
                .formatted(event)
            + step.indent(6));
  }

  @Test
  void whoStartsItDecides() {
    String step = "- run: claude -p --dangerously-skip-permissions 'triage'";
    assertThat(started("issues", step))
        .extracting(Finding::severity, Finding::persona)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Severity.HIGH, Persona.DEFAULT));
    assertThat(started("workflow_dispatch", step))
        .extracting(Finding::persona)
        .containsExactly(Persona.PEDANTIC);
  }

  @Test
  void toolsThatAreTakenAwayAreNotGiven() {
    String step =
        """
        - uses: anthropics/claude-code-action@v1
          with:
            claude_args: --disallowedTools "Bash,Write" --allowedTools "Read,Bash(git log:*)"
        """;
    assertThat(started("issues", step)).isEmpty();
    assertThat(started("issues", step.replace("\"Read,", "\"Bash,"))).hasSize(1);
  }

  @Test
  void whatTheAgentLeftIsRunLater() {
    String step =
        """
        - uses: openai/codex-action@v1
        - run: %s
        """;
    assertThat(started("push", step.formatted("npm test"))).hasSize(1);
    assertThat(started("push", step.formatted("echo done"))).isEmpty();
  }
}

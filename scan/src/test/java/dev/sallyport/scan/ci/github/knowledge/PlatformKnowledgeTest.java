package dev.sallyport.scan.ci.github.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformKnowledgeTest {

  @ParameterizedTest
  @CsvSource({
    "ubuntu-latest, HOSTED",
    "Ubuntu-24.04-arm, HOSTED",
    "ubuntu-latest-16-cores, LARGER",
    "windows-2022-8core, LARGER",
    "blacksmith-4vcpu-ubuntu-2404, THIRD_PARTY",
    "self-hosted, SELF_HOSTED"
  })
  void runnerLabels(String label, RunnerLabel.Kind kind) {
    assertThat(PlatformKnowledge.runnerLabel(label).orElseThrow().kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "linux", "my-runner", "ubuntu", "ubuntu-24.04-gpu", "ubuntu-core"})
  void labelsThatOnlyTheirOwnerKnows(String label) {
    assertThat(PlatformKnowledge.runnerLabel(label)).isEmpty();
  }

  @Test
  void retiredLabels() {
    assertThat(PlatformKnowledge.runnerLabel("macos-13").orElseThrow().retired())
        .contains(LocalDate.of(2025, 12, 8));
    assertThat(PlatformKnowledge.runnerLabel("ubuntu-24.04").orElseThrow().retired()).isEmpty();
  }

  @Test
  void runtimesAndCommands() {
    assertThat(PlatformKnowledge.runtime("node16").orElseThrow().by()).isEqualTo("node20");
    assertThat(PlatformKnowledge.runtime("node24").orElseThrow().replaced()).isEmpty();
    assertThat(PlatformKnowledge.runtime("python3")).isEmpty();
    assertThat(PlatformKnowledge.workflowCommand("set-env").orElseThrow().status())
        .isEqualTo(WorkflowCommand.Status.DISABLED);
    assertThat(PlatformKnowledge.workflowCommand("set-output").orElseThrow().instead())
        .isEqualTo("GITHUB_OUTPUT");
    assertThat(PlatformKnowledge.workflowCommand("nothing")).isEmpty();
  }

  @Test
  void hosts() {
    assertThat(PlatformKnowledge.host("abc.oast.fun").orElseThrow().kind())
        .isEqualTo(Host.Kind.CALLBACK);
    assertThat(PlatformKnowledge.host("WEBHOOK.site")).isPresent();
    assertThat(PlatformKnowledge.host("notwebhook.site")).isEmpty();
    assertThat(PlatformKnowledge.host("github.com")).isEmpty();
    assertThat(PlatformKnowledge.host("")).isEmpty();
    assertThat(PlatformKnowledge.host(".".repeat(10_000))).isEmpty();
  }
}

package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.scan.rule.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The same script may run in bash and in PowerShell: then no spelling of a variable is safe.
final class EnvFixTest {
  private static Fix fix(String workflow) {
    Rule rule =
        PipelineRules.all().stream()
            .filter(each -> each.info().id().equals("template-injection"))
            .findFirst()
            .orElseThrow();
    assertThat(Found.by(rule, workflow)).hasSize(1);
    Finding finding = Found.by(rule, workflow).getFirst();
    return finding.fixes().getFirst();
  }

  private static Fix in(String job) {
    return fix(
        """
        on: issues
        permissions:
          issues: write
        jobs:
          greet:
            %s
            steps:
              - run: echo "${{ github.event.issue.title }}"
        """
            .formatted(job));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs-on: ubuntu-24.04",
        "runs-on: macos-latest",
        "runs-on: [self-hosted, Linux, big]",
        "runs-on: { group: big, labels: ubuntu-latest }",
        "runs-on: '${{ matrix.os }}'\n    strategy: {matrix: {os: [ubuntu-24.04, macos-15]}}",
        "runs-on: '${{ matrix.os }}'\n    defaults: {run: {shell: bash}}",
        "runs-on: '${{ inputs.x }}'\n    container: 'alpine:3'",
      })
  void safeWhereTheShellIsCertain(String job) {
    assertThat(in(job).safety()).isEqualTo(Safety.SAFE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "runs-on: self-hosted",
        "runs-on: our-own",
        "runs-on: { group: ubuntu-latest }",
        "runs-on: ${{ inputs.runner || 'ubuntu-latest' }}",
        "runs-on: '${{ matrix.os }}'\n    strategy: {matrix: {os: [ubuntu-24.04, windows-2025]}}",
        "runs-on: '${{ matrix.os }}'\n    strategy: {matrix: {os: [ubuntu-24.04, '${{ vars.X }}']}}",
        "runs-on: '${{ matrix.os }}'\n    strategy: {matrix: '${{ fromJSON(vars.X) }}'}",
        "runs-on: '${{ matrix.os }}'\n    strategy: {matrix: {os: [ubuntu-24.04], include: '${{ fromJSON(vars.X) }}'}}",
        "runs-on: '${{ inputs.x }}'\n    container: '${{ inputs.y }}'",
      })
  void unsafeWhereItMayBeWindows(String job) {
    Fix fix = in(job);
    assertThat(fix.safety()).isEqualTo(Safety.UNSAFE);
    assertThat(fix.explanation()).contains("no shell is named");
  }

  @Test
  void theShellOfTheStepOrTheWorkflowIsEnough() {
    String step =
        """
        on: issues
        permissions:
          issues: write
        jobs:
          greet:
            runs-on: ${{ matrix.os }}
            steps:
              - run: echo "${{ github.event.issue.title }}"
                shell: bash
        """;
    assertThat(fix(step).safety()).isEqualTo(Safety.SAFE);
    String workflow =
        "defaults: {run: {shell: bash}}\n" + step.replace("        shell: bash\n", "");
    assertThat(workflow).doesNotContain("        shell");
    assertThat(fix(workflow).safety()).isEqualTo(Safety.SAFE);
  }

  @Test
  void windowsAloneHasPowerShell() {
    String job = "strategy: {matrix: {os: [windows-2025]}}\n    runs-on: ${{ matrix.os }}";
    Fix fix = in(job);
    assertThat(fix.safety()).isEqualTo(Safety.SAFE);
    assertThat(fix.edits()).anyMatch(edit -> edit.replacement().contains("${env:ISSUE_TITLE}"));
  }
}

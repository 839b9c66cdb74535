package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Commands that are told at run time, and code that one step writes for another.
class HeldCommandsTest {

  private static String workflow(String script) {
    return """
    on: issues
    permissions:
      contents: write
    env:
      OUTER: bash -c
      HIDDEN: bash
    jobs:
      work:
        runs-on: ubuntu-24.04
        env:
          INNER: sudo sh -c
          HIDDEN: echo
        steps:
          - env:
              TITLE: ${{ github.event.issue.title }}
              OWN: bash
              QUIET: echo
              TOOL: ${{ vars.TOOL }}
            run: |
    %s
    """
        .formatted(script.indent(10).stripTrailing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$OWN -c \"$TITLE\"",
        "$INNER \"$TITLE\"",
        "$OUTER \"$TITLE\"",
        "sudo $OWN -c \"$TITLE\"",
        "$OWN <<< \"$TITLE\"",
        "for shell in dash bash; do $shell -c \"$TITLE\"; done",
      })
  void areKnownFromTheEnvironment(String script) {
    assertThat(Found.by(new ReparsedValue(), workflow(script))).as(script).hasSize(1);
    assertThat(Found.problems(workflow(script))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"$QUIET \"$TITLE\"", "$HIDDEN -c \"$TITLE\"", "OWN=echo; $OWN -c \"$TITLE\""})
  void thatOnlyPrint(String script) {
    assertThat(Found.by(new ReparsedValue(), workflow(script))).as(script).isEmpty();
    assertThat(Found.problems(workflow(script))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$TOOL \"$TITLE\"",
        "sudo $TOOL \"$TITLE\"",
        "$UNSET \"$TITLE\"",
        "./bin/$TOOL \"$TITLE\"",
        "$(cat tool) \"$TITLE\"",
        "`pick` \"$TITLE\"",
        "${{ vars.TOOL }} \"$TITLE\"",
        "echo \"$TITLE\" | $TOOL",
        "$TOOL <<< \"$TITLE\"",
        "eval \"$TOOL\" '\"$TITLE\"'",
        "run=(\"$TOOL\" -x); \"${run[@]}\" \"$TITLE\"",
        "read -r run < tool; $run \"$TITLE\"",
      })
  void areToldWhenTheyAreNotKnown(String script) {
    assertThat(Found.by(new ReparsedValue(), workflow(script))).as(script).isEmpty();
    assertThat(Found.problems(workflow(script))).as(script).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$TOOL x", "$(cat tool)", "echo \"$TITLE\" | cat; $TOOL"})
  void thatGetNothingForeign(String script) {
    assertThat(Found.problems(workflow(script))).as(script).isEmpty();
  }

  private static String steps(String first, String second) {
    return workflow(first)
        + """
          - run: |
    %s
    """
            .formatted(second.indent(10).stripTrailing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash x.sh",
        "./x.sh",
        "source ./x.sh",
        "chmod +x x.sh && ./x.sh",
        "bash < x.sh",
        "python3 x.sh",
        "sudo bash -x x.sh",
      })
  void oneStepWritesWhatAnotherRuns(String script) {
    String writes = "echo \"echo $TITLE\" > x.sh";
    assertThat(Found.by(new ReparsedValue(), steps(writes, script))).as(script).hasSize(1);
    String quotes = "printf 'echo %q\\n' \"$TITLE\" > x.sh";
    assertThat(Found.by(new ReparsedValue(), steps(quotes, script))).as(script).isEmpty();
  }

  @Test
  void anotherFileIsRun() {
    String writes = "echo \"$TITLE\" > title.txt";
    assertThat(Found.by(new ReparsedValue(), steps(writes, "bash x.sh title.txt"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "~/.bashrc, 1",
    "$HOME/.profile, 1",
    "/home/runner/.zshrc, 1",
    "/etc/profile.d/x.sh, 1",
    ".git/hooks/pre-push, 1",
    "./Makefile, 1",
    "~/notes, 0",
    "docs/Makefile.md, 0",
    "$OTHER/.bashrc, 0",
  })
  void filesThatRunLater(String file, int findings) {
    assertThat(Found.by(new ReparsedValue(), workflow("echo \"$TITLE\" >> " + file)))
        .as(file)
        .hasSize(findings);
  }
}

package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.scan.rule.Rule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Scripts that lie in the repository and get foreign values.
class CalledScriptsTest {

  private static List<Finding> found(Rule rule, String run, String path, String script) {
    return Found.by(
        rule,
        """
        on: issue_comment
        permissions:
          contents: write
        jobs:
          work:
            runs-on: ubuntu-24.04
            env:
              TITLE: ${{ github.event.issue.title }}
              NUMBER: ${{ github.event.issue.number }}
            steps:
              - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
              - id: call
                run: |
        %s
              - run: echo ${{ steps.call.outputs.text }}
        """
            .formatted(run.indent(10).stripTrailing()),
        Map.of(path, script));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bash ci/x.sh \"$TITLE\"",
        "./ci/x.sh \"$TITLE\"",
        "sh -e ./ci/x.sh \"$TITLE\" more",
        "source ci/x.sh \"$TITLE\"",
        ". ./ci/x.sh \"$TITLE\"",
        "cd ci\n./x.sh \"$TITLE\"",
        "chmod +x ci/x.sh && sudo ci/x.sh \"$TITLE\"",
        "\"$GITHUB_WORKSPACE/ci/x.sh\" \"$TITLE\"",
        "t=$(echo \"$TITLE\" | tr a-z A-Z)\nbash ci/x.sh \"$t\"",
      })
  void argumentsReachTheScript(String run) {
    assertThat(found(new ReparsedValue(), run, "ci/x.sh", "#!/bin/bash\neval \"echo $1\"\n"))
        .as(run)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.message()).contains("'eval' in ci/x.sh parses");
              assertThat(finding.primary().path()).isEqualTo(".github/workflows/test.yml");
              assertThat(finding.path())
                  .anySatisfy(step -> assertThat(step.location().path()).isEqualTo("ci/x.sh"));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eval \"echo $TITLE\"",
        "bash -c \"echo $TITLE\"",
        "t=\"$TITLE\"\nrun() { sh -c \"$1\"; }\nrun \"echo $t\"",
        "python3 -c \"print('$TITLE')\"",
      })
  void theEnvironmentReachesTheScript(String script) {
    assertThat(found(new ReparsedValue(), "bash ci/x.sh", "ci/x.sh", script)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      textBlock =
          """
          bash ci/x.sh "$TITLE" ~ echo "$1"
          bash ci/x.sh "$TITLE" ~ eval "echo $2"
          bash ci/x.sh "$NUMBER" ~ eval "echo $1"
          bash ci/x.sh "$TITLE" ~ [[ "$1" =~ ^[a-z]+$ ]] || exit 1; eval "echo $1"
          bash other/x.sh "$TITLE" ~ eval "echo $1"
          bash -c 'true' ci/x.sh "$TITLE" ~ eval "echo $1"
          cat ci/x.sh ~ eval "echo $TITLE"
          """)
  void dataStaysData(String run, String script) {
    assertThat(found(new ReparsedValue(), run, "ci/x.sh", script)).as(run).isEmpty();
  }

  @Test
  void otherLanguages() {
    assertThat(
            found(
                new ReparsedValue(),
                "python ci/x.py \"$TITLE\"",
                "ci/x.py",
                "import os, sys\nos.system('echo ' + sys.argv[1])\n"))
        .hasSize(1);
    assertThat(
            found(
                new ReparsedValue(),
                "node ci/x.js \"$TITLE\"",
                "ci/x.js",
                "require('child_process').execSync(`echo ${process.argv[2]}`)"))
        .hasSize(1);
    assertThat(
            found(
                new ReparsedValue(),
                "python ci/x.py \"$TITLE\"",
                "ci/x.py",
                "import os, sys\nos.system('echo ' + sys.argv[2])\n"))
        .isEmpty();
  }

  @Test
  void outputsAndForeignCode() {
    String output = "echo \"text=$TITLE\" >> \"$GITHUB_OUTPUT\"";
    assertThat(found(new IndirectInjection(), "ci/x.sh", "ci/x.sh", output)).hasSize(1);
    String code = "gh pr checkout \"$1\"\nmake\n";
    assertThat(found(new UntrustedExecution(), "ci/x.sh \"$NUMBER\"", "ci/x.sh", code)).hasSize(1);
  }
}

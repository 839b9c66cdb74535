package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of files in a commit that somebody proposes, on their way into a later job.
class FileNamesTest {

  private static String workflow(String script, String matrix, String use) {
    return """
    on: pull_request_target
    permissions:
      contents: write
    jobs:
      list:
        runs-on: ubuntu-24.04
        outputs:
          names: ${{ steps.list.outputs.names }}
        steps:
          - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
            with:
              ref: ${{ github.event.pull_request.head.sha }}
          - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
            with:
              path: own
          - id: list
            run: |
    %s
      work:
        needs: list
        runs-on: ubuntu-24.04
        strategy:
          matrix: %s
        steps:
          - run: echo "${{ %s }}"
    """
        .formatted(script.indent(10).stripTrailing(), matrix, use);
  }

  private static List<Finding> pasted(String workflow) {
    return Found.by(new IndirectInjection(), workflow);
  }

  private static List<Finding> listed(String script) {
    return pasted(workflow(script, "{file: [x]}", "needs.list.outputs.names"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"names=$(ls docs | tr '\\n' ' ')\" >> $GITHUB_OUTPUT",
        "echo \"names=$(ls -1 | sort | uniq | jq -R . | jq -sc .)\" >> $GITHUB_OUTPUT",
        "names=$(find . -name '*.md' | jq -R -s -c 'split(\"\\n\")')\necho \"names=$names\" >> $GITHUB_OUTPUT",
        "echo \"names=$(git ls-files -- '*.md' | xargs)\" >> $GITHUB_OUTPUT",
        "echo \"names=$(git ls-tree --name-only HEAD docs/ | jq --raw-input --slurp -c .)\" >> $GITHUB_OUTPUT",
        "echo \"names=$(git diff --name-only HEAD^ | jq -Rsc .)\" >> $GITHUB_OUTPUT",
        "echo \"names=$(git diff-tree --name-only -r HEAD | xargs -n1 dirname | sort -u | xargs)\" >> $GITHUB_OUTPUT",
        "echo \"names=$(grep -rl word docs | head -n 1)\" >> $GITHUB_OUTPUT",
        "for f in docs/*.md; do all=\"$all $f\"; done\necho \"names=$all\" >> $GITHUB_OUTPUT",
        "for d in packages/*/; do echo \"names=$(basename \"$d\")\" >> $GITHUB_OUTPUT; done",
        "all=(docs/*)\necho \"names=${all[*]}\" >> $GITHUB_OUTPUT",
        "set -- docs/*\necho \"names=$1\" >> $GITHUB_OUTPUT",
        "printf '%s\\n' docs/* > list\necho \"names=$(jq -R . list | jq -sc .)\" >> $GITHUB_OUTPUT",
        "cd docs\nmapfile -t all < <(ls)\necho \"names=${all[0]}\" >> $GITHUB_OUTPUT",
        "{\n  echo 'names<<END'\n  ls docs\n  echo END\n} >> $GITHUB_OUTPUT",
        "cat >> $GITHUB_OUTPUT <<END\nnames=$(ls docs | head -1)\nEND",
      })
  void areForeign(String script) {
    assertThat(listed(script)).as(script).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"names=$(ls docs | wc -l)\" >> $GITHUB_OUTPUT",
        "echo \"names=$(ls /usr/lib)\" >> $GITHUB_OUTPUT",
        "echo \"names=$(ls own)\" >> $GITHUB_OUTPUT",
        "cd own\necho \"names=$(ls)\" >> $GITHUB_OUTPUT",
        "for f in own/*; do echo \"names=$f\" >> $GITHUB_OUTPUT; done",
        "for f in /etc/*; do echo \"names=$f\" >> $GITHUB_OUTPUT; done",
        "echo \"names=$(git rev-parse HEAD)\" >> $GITHUB_OUTPUT",
        "for f in 'docs/*' docs/\\*; do echo \"names=$f\" >> $GITHUB_OUTPUT; done",
        "echo 'names=docs/*' >> $GITHUB_OUTPUT",
        "echo \"names=$(sed s/a*/b/ own/list)\" >> $GITHUB_OUTPUT",
      })
  void areOwnOrNone(String script) {
    assertThat(listed(script)).as(script).isEmpty();
  }

  private static List<Finding> spread(String matrix, String use) {
    return pasted(workflow("echo \"names=$(ls docs | jq -Rsc .)\" >> $GITHUB_OUTPUT", matrix, use));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{file: '${{ fromJSON(needs.list.outputs.names) }}'}",
        "{include: '${{ fromJSON(needs.list.outputs.names) }}'}",
        "{os: [a], include: '${{ fromJSON(needs.list.outputs.names) }}'}",
        "{include: [{file: '${{ needs.list.outputs.names }}'}]}",
        "'${{ fromJSON(needs.list.outputs.names) }}'",
      })
  void spreadOverAMatrix(String matrix) {
    assertThat(spread(matrix, "matrix.file")).as(matrix).hasSize(1);
    assertThat(spread(matrix, "toJSON(matrix)")).as(matrix).hasSize(1);
  }

  @Test
  void whatStandsInTheMatrixStays() {
    String matrix = "{os: [a], include: '${{ fromJSON(needs.list.outputs.names) }}'}";
    assertThat(spread(matrix, "matrix.os")).isEmpty();
    assertThat(
            spread("{include: [{file: x, n: '${{ needs.list.outputs.names }}'}]}", "matrix.file"))
        .isEmpty();
  }

  @Test
  void arePutIntoCode() {
    String found = "find docs -name '*.md' -exec sh -c 'cat {}' \\;";
    assertThat(Found.by(new ReparsedValue(), workflow(found, "{f: [x]}", "matrix.f"))).hasSize(1);
    String given = "find docs -name '*.md' -exec sh -c 'cat \"$1\"' _ {} \\;";
    assertThat(Found.by(new ReparsedValue(), workflow(given, "{f: [x]}", "matrix.f"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar cf x.tar *", "cd docs; rsync -a * h:", "zip -r x.zip *"})
  void areTakenForOptions(String script) {
    assertThat(Found.by(new ArgumentInjection(), workflow(script, "{f: [x]}", "matrix.f")))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tar cf x.tar ./*", "tar cf x.tar -- *", "tar cf x.tar docs/*", "ls *"})
  void areNoOptions(String script) {
    assertThat(Found.by(new ArgumentInjection(), workflow(script, "{f: [x]}", "matrix.f")))
        .isEmpty();
  }
}

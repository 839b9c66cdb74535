package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Values that a script asks the forge for.
class AnswersTest {

  private static String workflow(String script, String step) {
    return """
    on: issue_comment
    permissions:
      contents: write
    jobs:
      work:
        runs-on: ubuntu-24.04
        env:
          NUMBER: ${{ github.event.issue.number }}
          PR_URL: ${{ github.event.issue.pull_request.url }}
        steps:
          - id: pr
            run: |
    %s
    %s
    """
        .formatted(script.indent(10).stripTrailing(), step.indent(6).stripTrailing());
  }

  private static List<Finding> checkedOut(String script) {
    String step =
        """
        - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
          with:
            ref: ${{ steps.pr.outputs.head }}
        - run: npm ci
        """;
    return Found.by(new UntrustedExecution(), workflow(script, step));
  }

  private static List<Finding> pasted(String script) {
    return Found.by(
        new IndirectInjection(), workflow(script, "- run: echo \"${{ steps.pr.outputs.text }}\""));
  }

  private static List<Finding> reparsed(String script) {
    return Found.by(new ReparsedValue(), workflow(script, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"head=$(gh pr view $NUMBER --json headRefOid -q .headRefOid)\" >> $GITHUB_OUTPUT",
        "SHA=$(gh pr view \"$NUMBER\" --json headRefOid --jq '.headRefOid')\necho \"head=$SHA\" >> \"$GITHUB_OUTPUT\"",
        "gh pr view $NUMBER --json headRefName -q '\"head=\" + .headRefName' >> $GITHUB_OUTPUT",
        "PR=$(gh pr view $NUMBER --json title,headRefOid)\necho \"head=$(echo \"$PR\" | jq -r .headRefOid)\" >> $GITHUB_OUTPUT",
        "gh pr view $NUMBER --json headRefOid > pr.json\necho \"head=$(jq -r .headRefOid pr.json)\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh pr view $NUMBER --json headRefOid -t '{{.headRefOid}}')\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh api repos/${{ github.repository }}/pulls/$NUMBER --jq .head.sha)\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh api \"repos/{owner}/{repo}/pulls/$NUMBER\" | jq -r '.head.ref')\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh api \"$PR_URL\" --jq .head.sha)\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh api ${{ github.event.issue.pull_request.url }} -q '.head | .sha')\" >> $GITHUB_OUTPUT",
        "echo \"head=$(curl -s -H \"Authorization: token $T\" \"$PR_URL\" | jq -r .head.sha)\" >> $GITHUB_OUTPUT",
        "R=$(curl -sL https://api.github.com/repos/$GITHUB_REPOSITORY/pulls/$NUMBER)\necho \"head=$(jq -r .head.sha <<< \"$R\")\" >> $GITHUB_OUTPUT",
        "curl -o pr.json $GITHUB_API_URL/repos/$GITHUB_REPOSITORY/pulls/$NUMBER\necho \"head=$(jq -r '.head.sha' pr.json)\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh pr list --search $SHA --json number,headRefName -q '.[0].headRefName')\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh api repos/$GITHUB_REPOSITORY/pulls/$NUMBER/commits --jq '.[-1].sha')\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh api graphql -f query='query { pullRequest { headRefOid } }' --jq .data.pullRequest.headRefOid)\" >> $GITHUB_OUTPUT",
      })
  void headOfAProposal(String script) {
    assertThat(checkedOut(script)).as(script).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"head=$(gh pr view $NUMBER --json baseRefName -q .baseRefName)\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh api repos/$GITHUB_REPOSITORY/pulls/$NUMBER --jq .base.sha)\" >> $GITHUB_OUTPUT",
        "PR=$(gh pr view $NUMBER --json headRefOid,baseRefName)\necho \"head=$(echo \"$PR\" | jq -r .baseRefName)\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh release view --json tagName -q .tagName -R cli/cli)\" >> $GITHUB_OUTPUT",
        "echo \"head=$(gh api repos/$GITHUB_REPOSITORY/branches/main --jq .commit.sha)\" >> $GITHUB_OUTPUT",
      })
  void ownRevisions(String script) {
    assertThat(checkedOut(script)).as(script).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"text=$(gh pr view $NUMBER --json title -q .title)\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh issue view $NUMBER --json body --jq .body | head -n 1)\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh api repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments --jq '.[-1].body')\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh api graphql -f query='{repository{discussion(number:1){title}}}' --jq .data.repository.discussion.title)\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh pr diff $NUMBER --name-only | tr '\\n' ' ')\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh pr view $NUMBER --json headRefName -q .headRefName)\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh pr view $NUMBER --json files -q '[.files[].path] | join(\" \")')\" >> $GITHUB_OUTPUT",
        "echo \"text=$(curl -s https://api.github.com/repos/o/r/issues/$NUMBER | jq -r .title)\" >> $GITHUB_OUTPUT",
        "gh pr checkout $NUMBER\necho \"text=$(git log -1 --format=%s)\" >> $GITHUB_OUTPUT",
        "gh pr checkout $NUMBER\necho \"text=$(git diff --name-only main | xargs)\" >> $GITHUB_OUTPUT",
      })
  void textThatOthersWrote(String script) {
    assertThat(pasted(script)).as(script).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo \"text=$(gh pr view $NUMBER --json state -q .state)\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh pr view $NUMBER --json title -q '.title | length')\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh pr view $NUMBER --json headRefOid -q .headRefOid)\" >> $GITHUB_OUTPUT",
        "PR=$(gh pr view $NUMBER --json title,headRefOid)\necho \"text=$(echo \"$PR\" | jq -r .headRefOid)\" >> $GITHUB_OUTPUT",
        "PR=$(gh pr view $NUMBER --json title,state)\necho \"text=$(jq -r .state <<< \"$PR\")\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh issue view $NUMBER --json labels -q '.labels | length')\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh pr list --json number -q '.[0].number')\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh api -X POST repos/$GITHUB_REPOSITORY/issues/$NUMBER/comments -f body=hi)\" >> $GITHUB_OUTPUT",
        "echo \"text=$(curl -s https://api.github.com/repos/cli/cli/releases/latest | jq -r .tag_name)\" >> $GITHUB_OUTPUT",
        "echo \"text=$(gh api user --jq .login)\" >> $GITHUB_OUTPUT",
      })
  void whatNobodyChooses(String script) {
    assertThat(pasted(script)).as(script).isEmpty();
  }

  @Test
  void answersAreReparsed() {
    assertThat(reparsed("eval \"echo $(gh pr view $NUMBER --json body -q .body)\"")).hasSize(1);
    assertThat(reparsed("gh issue view $NUMBER --json body -q .body | bash")).hasSize(1);
    assertThat(reparsed("eval \"echo $(gh pr view $NUMBER --json number -q .number)\"")).isEmpty();
  }

  /// Labels are set by people with triage rights, release notes by writers: lower than titles.
  @Test
  void whoCanWriteIt() {
    String label = "echo \"text=$(gh pr view $NUMBER --json labels -q '.labels[0].name')\"";
    String title = "echo \"text=$(gh pr view $NUMBER --json title -q .title)\"";
    String out = " >> $GITHUB_OUTPUT";
    assertThat(pasted(label + out).getFirst().severity())
        .isLessThan(pasted(title + out).getFirst().severity());
  }
}

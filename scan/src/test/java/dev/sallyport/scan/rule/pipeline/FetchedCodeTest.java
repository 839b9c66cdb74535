package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Ways to somebody else's code that do not go through actions/checkout.
class FetchedCodeTest {

  private static List<Finding> executed(String event, String script) {
    return Found.by(new UntrustedExecution(), workflow(event, script));
  }

  private static String workflow(String event, String script) {
    return """
    on: %s
    permissions:
      contents: write
    jobs:
      work:
        runs-on: ubuntu-24.04
        env:
          HEAD_SHA: ${{ github.event.pull_request.head.sha }}
          HEAD_REF: ${{ github.head_ref }}
          HEAD_REPO: ${{ github.event.pull_request.head.repo.full_name }}
          CLONE_URL: ${{ github.event.pull_request.head.repo.clone_url }}
          NUMBER: ${{ github.event.number || github.event.issue.number }}
        steps:
          - run: |
    %s
    """
        .formatted(event, script.indent(10).stripTrailing());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git clone ${{ github.event.pull_request.head.repo.clone_url }} pr\ncd pr\nnpm ci",
        "git clone --depth 1 -b \"$HEAD_REF\" \"$CLONE_URL\" pr\nmake -C pr",
        "git clone \"https://github.com/$HEAD_REPO.git\"\ncd ./*\nmake",
        "git clone ${{ github.event.pull_request.head.repo.ssh_url }} .\nmake",
        "git clone ${{ github.event.pull_request.head.repo.html_url }} fork && cd fork && ./ci.sh",
        "git remote add fork \"$CLONE_URL\"\ngit fetch fork\ngit checkout \"fork/main\"\nmake",
        "git remote add fork \"https://github.com/$HEAD_REPO\"\ngit pull fork main\nnpm test",
        "git fetch origin pull/$NUMBER/head\ngit checkout FETCH_HEAD\nmake",
        "git fetch origin \"pull/$NUMBER/head:proposal\"\ngit switch proposal\nmake",
        "git fetch origin '+refs/pull/*:refs/remotes/origin/pr/*'\ngit checkout origin/pr/7\nmake",
        "git fetch \"$CLONE_URL\" main:theirs\ngit merge theirs\nmake",
        "git fetch origin $HEAD_SHA\ngit reset --hard FETCH_HEAD\nmake",
        "git worktree add ../pr \"$HEAD_SHA\"\nmake -C ../pr",
        "gh pr checkout \"$NUMBER\"\nnpm ci",
        "gh repo clone \"$HEAD_REPO\" pr\nmake -C pr",
        "gh repo clone \"$HEAD_REPO\" pr -- --depth 1\ncd pr\npip install .",
        "curl -L https://github.com/$HEAD_REPO/archive/$HEAD_SHA.tar.gz | tar xz --strip-components 1\nmake",
        "curl -sSL \"https://codeload.github.com/$HEAD_REPO/tar.gz/$HEAD_SHA\" | tar -xz -C src\nmake -C src",
        "wget -qO- https://github.com/${{ github.repository }}/archive/$HEAD_SHA.tar.gz | tar xz\ncd app-*\nmake",
        "wget https://github.com/$HEAD_REPO/archive/$HEAD_SHA.zip -O pr.zip\nunzip pr.zip -d pr\nmake -C pr",
        "gh api repos/$GITHUB_REPOSITORY/tarball/$HEAD_SHA > pr.tgz\ntar xf pr.tgz -C pr\nmake -C pr",
        "gh api \"repos/$HEAD_REPO/zipball/$HEAD_REF\" > pr.zip\nmkdir x\nunzip pr.zip -d x\ncd x/*\nmake",
        "curl -fsSL https://raw.githubusercontent.com/$HEAD_REPO/$HEAD_SHA/ci.sh | bash",
        "curl -o ci.sh https://raw.githubusercontent.com/$HEAD_REPO/$HEAD_SHA/ci.sh\nsh ci.sh",
        "gh pr diff $NUMBER | git apply\nmake",
        "gh pr diff $NUMBER --patch > pr.patch\ngit am pr.patch\nmake",
        "gh pr diff $NUMBER > pr.diff\npatch -p1 < pr.diff\nmake",
        "curl -L ${{ github.event.pull_request.patch_url }} | git am\nmake",
        "curl -sL https://github.com/$GITHUB_REPOSITORY/pull/$NUMBER.diff | patch -p1\nmake",
        "SHA=$(gh pr view $NUMBER --json headRefOid -q .headRefOid)\ngit checkout $SHA\nmake",
      })
  void runs(String script) {
    assertThat(executed("pull_request_target", script)).as(script).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git clone https://github.com/acme/tests pr\ncd pr\nmake",
        "git clone -b \"$HEAD_REF\" https://github.com/acme/tests pr\nmake -C pr",
        "git clone https://github.com/${{ github.repository }} own\nmake -C own",
        "git remote add upstream https://github.com/acme/app\ngit fetch upstream\ngit checkout upstream/main\nmake",
        "git fetch origin \"$GITHUB_BASE_REF\"\ngit checkout FETCH_HEAD\nmake",
        "git fetch origin pull/$NUMBER/head:proposal\ngit diff --stat main proposal\nmake",
        "git checkout -b docs-$NUMBER\nmake docs",
        "git checkout production\nmake",
        "gh pr diff $NUMBER --name-only\nmake",
        "gh pr diff $NUMBER > pr.diff\ngrep -c TODO pr.diff\nmake",
        "curl -L https://github.com/acme/tool/archive/v1.tar.gz | tar xz\nmake",
        "git clone \"$CLONE_URL\" pr\nmake",
        "wget https://github.com/$HEAD_REPO/archive/$HEAD_SHA.zip\nsha256sum *.zip\nmake",
        "git apply fixes.patch\nmake",
      })
  void doesNotRun(String script) {
    assertThat(executed("pull_request_target", script)).as(script).isEmpty();
  }

  /// Checks of forks without rights are what `pull_request` is for.
  @Test
  void withoutRights() {
    assertThat(executed("pull_request", "git clone \"$CLONE_URL\" pr\nmake -C pr")).isEmpty();
  }

  @Test
  void laterStepsKnowWhatWasFetched() {
    String workflow =
        workflow("issue_comment", "git fetch origin pull/$NUMBER/head")
            + "\n      - run: git checkout FETCH_HEAD\n      - run: npm ci\n";
    assertThat(Found.by(new UntrustedExecution(), workflow)).hasSize(1);
  }

  @Test
  void checkedOutOnly() {
    String script = "git clone \"$CLONE_URL\" pr\ndu -sh pr";
    assertThat(Found.by(new UntrustedCheckout(), workflow("pull_request_target", script)))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("clone_url");
  }

  private static final String BESIDE =
      """
      on: pull_request_target
      permissions:
        contents: write
      %s
      jobs:
        work:
          runs-on: ubuntu-24.04
      %s
          steps:
            - uses: actions/checkout@v4
            - uses: actions/checkout@v4
              with:
                ref: ${{ github.event.pull_request.head.sha }}
                path: pr
            - run: npm ci
      %s
      """;

  @ParameterizedTest
  @ValueSource(strings = {"pr", "./pr/", "pr/web", "${{ github.workspace }}/pr"})
  void defaultDirectoryIsWhereStepsRun(String directory) {
    String defaults = "defaults: {run: {working-directory: '" + directory + "'}}";
    assertThat(Found.by(new UntrustedExecution(), BESIDE.formatted(defaults, "", ""))).hasSize(1);
    assertThat(Found.by(new UntrustedExecution(), BESIDE.formatted("", "    " + defaults, "")))
        .hasSize(1);
  }

  @Test
  void innerDirectoryReplacesTheDefault() {
    String proposal = "defaults: {run: {working-directory: pr}}";
    String own = "    defaults: {run: {working-directory: web}}";
    String step = "        working-directory: web";
    assertThat(Found.by(new UntrustedExecution(), BESIDE.formatted(proposal, own, ""))).isEmpty();
    assertThat(Found.by(new UntrustedExecution(), BESIDE.formatted(proposal, "", step))).isEmpty();
    String shell = "    defaults: {run: {shell: bash}}";
    assertThat(Found.by(new UntrustedExecution(), BESIDE.formatted(proposal, shell, "")))
        .hasSize(1);
  }

  private static final String AFTER_MERGE =
      """
      on:
        pull_request_target:
          types: [closed]
      permissions:
        contents: write
      jobs:
        docs:
          if: %s
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v4
              if: %s
              with:
                ref: ${{ %s }}
            - run: make docs
      """;
  private static final String MERGE_COMMIT = "github.event.pull_request.merge_commit_sha";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github.event.pull_request.merged == true",
        "github.event.pull_request.merged",
        "${{ github.event.pull_request.merged_at != null && github.actor != 'x' }}",
        "(github.event.pull_request.merged && always())",
      })
  void mergeCommitOfMergedProposalIsTheBase(String condition) {
    UntrustedExecution execution = new UntrustedExecution();
    String job = AFTER_MERGE.formatted(condition, "success()", MERGE_COMMIT);
    assertThat(Found.by(execution, job)).isEmpty();
    assertThat(Found.by(new UntrustedCheckout(), job)).isEmpty();
    String step = AFTER_MERGE.formatted("success()", condition, MERGE_COMMIT);
    assertThat(Found.by(execution, step)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "github.event.pull_request.merged == false",
        "github.event.pull_request.merged || github.actor != 'x'",
        "github.event.action == 'closed'",
        "text ${{ github.event.pull_request.merged }}",
      })
  void mergeCommitMayBeTheTestMerge(String condition) {
    String workflow = AFTER_MERGE.formatted(condition, "success()", MERGE_COMMIT);
    assertThat(Found.by(new UntrustedExecution(), workflow)).as(condition).hasSize(1);
  }

  @Test
  void headOfMergedProposalIsStillSomebodyElses() {
    String merged = "github.event.pull_request.merged == true";
    String head = MERGE_COMMIT + " || github.event.pull_request.head.sha";
    List<Finding> found =
        Found.by(new UntrustedExecution(), AFTER_MERGE.formatted(merged, "success()", head));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().message()).contains("head.sha");
  }
}

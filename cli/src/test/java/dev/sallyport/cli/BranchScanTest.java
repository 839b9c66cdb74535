package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Scans of a clone whose other branches hold other copies of its workflows.
@Timeout(60)
final class BranchScanTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final String RULE = "stale-branch-workflow";
  private static final String WORKFLOW = ".github/workflows/check.yml";

  private static final String WEAK =
      """
      on: pull_request_target
      permissions:
        contents: write
      jobs:
        check:
          runs-on: ubuntu-24.04
          steps:
            - run: echo "${{ github.event.pull_request.title }}"
      """;

  private static final String SOUND =
      WEAK.replace("${{ github.event.pull_request.title }}", "a pull request");

  @TempDir Path temp;
  private Path root;

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void repository() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "git is installed");
    root = Files.createDirectory(temp.resolve("tree"));
    git("init", "-q", "-b", "main");
  }

  @Test
  void onAnEnterpriseServerEverybodyIsTold() throws IOException {
    git("remote", "add", "origin", "https://git.example.org/acme/app.git");
    weakBranchThenSound("release-1");
    git("branch", "release-1b", "release-1");

    Outcome outcome = scan();

    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isEqualTo(1);
    assertThat(outcome.out())
        .contains(RULE, "'release-1', 'release-1b'", "before 3.20", "template-injection")
        .contains("release-1:" + WORKFLOW);
    assertThat(scan().out()).isEqualTo(outcome.out());
    for (String format : new String[] {"terminal", "sarif", "html", "markdown", "junit"}) {
      assertThat(scan("--format=" + format).out()).as(format).contains("release-1");
    }
  }

  @Test
  void onGitHubComOnlyTheAuditorIsTold() throws IOException {
    git("remote", "add", "origin", "git@github.com:acme/app.git");
    weakBranchThenSound("release-1");

    assertThat(scan().out()).doesNotContain(RULE);
    assertThat(scan("--persona=auditor").out())
        .contains(RULE, "\"low\"", "GitHub.com runs the default branch's copy");
    assertThat(scan("--only=" + RULE).out()).contains(RULE);
  }

  @Test
  void theDefaultBranchMattersWhenAnotherIsCheckedOut() throws IOException {
    commit(WORKFLOW, WEAK);
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    git("checkout", "-q", "-b", "mended");
    commit(WORKFLOW, SOUND);

    assertThat(scan("--persona=auditor").out())
        .contains("the default branch 'main', 'origin/main' has a copy", "\"high\"");
    assertThat(scan().out()).doesNotContain(RULE);
    git("checkout", "-q", "main");
    Files.writeString(root.resolve(WORKFLOW), SOUND);
    assertThat(scan("--persona=auditor").out())
        .as("not yet committed on the branch itself")
        .doesNotContain("has a copy");
  }

  @Test
  void aWorkflowThatIsGoneHereIsPointedToThere() throws IOException {
    git("remote", "add", "origin", "ssh://git@git.example.org:22/acme/app.git");
    weakBranchThenSound("old");
    git("rm", "-q", WORKFLOW);
    commit(".github/workflows/other.yml", SOUND.replace("pull_request_target", "push"));

    Outcome outcome = scan("--format=terminal", "--color=never");

    assertThat(outcome.out()).contains("old:" + WORKFLOW + ":8").contains("echo \"${{");
  }

  @Test
  void aNewStateOfABranchIsNotTakenFromTheCache() throws IOException {
    git("remote", "add", "origin", "https://git.example.org/acme/app.git");
    weakBranchThenSound("release-1");
    assertThat(scan().out()).contains(RULE);
    git("branch", "-q", "-f", "release-1", "main");
    assertThat(scan().out()).doesNotContain(RULE);
  }

  @Test
  void aDamagedRepositoryIsScannedAllTheSame() throws IOException {
    git("remote", "add", "origin", "https://git.example.org/acme/app.git");
    weakBranchThenSound("release-1");
    Files.writeString(root.resolve(".git/refs/heads/gone"), "1".repeat(40) + "\n");
    Files.writeString(root.resolve(".git/refs/heads/odd"), "nothing\n");

    assertThat(scan().out()).contains(RULE);
    Files.writeString(root.resolve(".git/HEAD"), "\u0000");
    Outcome outcome = scan();
    assertThat(outcome.err()).doesNotContain("Exception");
    assertThat(outcome.out()).startsWith("{");
  }

  private void weakBranchThenSound(String branch) throws IOException {
    commit(WORKFLOW, WEAK);
    git("branch", branch);
    commit(WORKFLOW, SOUND);
  }

  private void commit(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    git("add", "-A");
    git("commit", "-q", "-m", "sample");
  }

  private void git(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("/usr/bin/git"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.put("HOME", temp.toString());
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    for (String who : List.of("AUTHOR", "COMMITTER")) {
      environment.put("GIT_" + who + "_NAME", "Sample");
      environment.put("GIT_" + who + "_EMAIL", "sample@example.org");
      environment.put("GIT_" + who + "_DATE", "2026-01-02T03:04:05Z");
    }
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      assertThat(process.waitFor()).as(command + " " + out).isEqualTo(0);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome scan(String... options) {
    List<String> args = new ArrayList<>(List.of("scan", root.toString(), "--quiet"));
    if (List.of(options).stream().noneMatch(o -> o.startsWith("--format"))) {
      args.add("--format=json");
    }
    args.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            CLOCK,
            Map.of("HOME", temp.toString()),
            args.toArray(String[]::new));
    int rules = out.toString().indexOf("\n  \"rules\": [");
    return new Outcome(
        code, rules < 0 ? out.toString() : out.toString().substring(0, rules), err.toString());
  }
}

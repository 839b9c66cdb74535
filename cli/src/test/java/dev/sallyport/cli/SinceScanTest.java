package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.CommandLineTool.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a change did: the check that a pull request waits for must not be blind to one that makes
/// an old finding worse.
@Timeout(30)
final class SinceScanTest {
  private static final String GATED =
      """
      on: issue_comment
      permissions:
        contents: write
      jobs:
        build:
          runs-on: ubuntu-24.04
          timeout-minutes: 5
          if: github.event.comment.author_association == 'OWNER'
          steps:
          - run: echo ${{ github.event.comment.body }}
      """;

  private static final String CALLS =
      """
      on: issue_comment
      permissions:
        contents: write
      jobs:
        build:
          runs-on: ubuntu-24.04
          timeout-minutes: 5
          steps:
          - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
            with:
              persist-credentials: false
          - run: ./ci/greet.sh
            env:
              BODY: ${{ github.event.comment.body }}
      """;

  @TempDir Path temp;
  private Path root;
  private Path workflow;

  @BeforeEach
  void makeTree() throws Exception {
    root = Files.createDirectory(temp.toRealPath().resolve("root"));
    workflow = Files.createDirectories(root.resolve(".github/workflows")).resolve("a.yml");
    git("init", "-q", "-b", "main");
  }

  private void commit() throws Exception {
    git("add", "-A");
    git("commit", "-q", "-m", "state");
  }

  private void git(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of("-c", "user.name=a", "-c", "user.email=a@example.org"));
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private Outcome scan(String... more) {
    List<String> args = new ArrayList<>(List.of("scan", root.toString(), "--no-cache"));
    args.addAll(List.of(more));
    Outcome outcome = CommandLineTool.run(args.toArray(String[]::new));
    return new Outcome(outcome.code(), outcome.out().replaceAll("\\s+", " "), outcome.err());
  }

  @Test
  void aGateThatWasTakenAwayCounts() throws Exception {
    Files.writeString(workflow, GATED);
    commit();
    assertThat(scan("--since=main").code()).isZero();
    Files.writeString(
        workflow, GATED.replaceAll("(?m)^ *if: github.event.comment.author_association.*\n", ""));
    Outcome outcome = scan("--since=main");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("it was there before as medium", "1 is worse than before and shown");
  }

  @Test
  void aScriptThatAnUnchangedWorkflowCallsIsLookedInto() throws Exception {
    Files.writeString(workflow, CALLS);
    Path script = Files.createDirectories(root.resolve("ci")).resolve("greet.sh");
    Files.writeString(script, "echo \"$BODY\"\n");
    commit();
    assertThat(scan("--since=main").code()).isZero();
    Files.writeString(script, "eval \"$BODY\"\n");
    Outcome outcome = scan("--since=main");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("reparsed-value");
  }
}

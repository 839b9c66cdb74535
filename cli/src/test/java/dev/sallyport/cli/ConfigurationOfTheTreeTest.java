package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.cli.CommandLineTool.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whoever proposes a change may put a configuration into it: it must never take findings away in
/// silence, and whoever scans must be able to do without it.
@Timeout(20)
final class ConfigurationOfTheTreeTest {
  private static final String INJECTION =
      """
      on: issues
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-24.04
          timeout-minutes: 5
          steps:
          - run: echo ${{ github.event.issue.title }}
      """;

  @TempDir Path temp;
  private Path root;
  private Path workflow;

  @BeforeEach
  void makeTree() throws IOException {
    root = Files.createDirectory(temp.toRealPath().resolve("root"));
    workflow = Files.createDirectories(root.resolve(".github/workflows")).resolve("a.yml");
    Files.writeString(workflow, INJECTION);
  }

  private void configure(String lines) throws IOException {
    Files.writeString(root.resolve(".sallyport.yaml"), "version: 1\n" + lines);
  }

  private Outcome scan(String... more) {
    List<String> args = new ArrayList<>(List.of("scan", root.toString(), "--no-cache"));
    args.addAll(List.of(more));
    return CommandLineTool.run(args.toArray(String[]::new));
  }

  private String json(String... more) {
    List<String> args = new ArrayList<>(List.of("--format=json"));
    args.addAll(List.of(more));
    String report = scan(args.toArray(String[]::new)).out();
    return report.replaceAll("\\s+", " ");
  }

  @Test
  void withoutConfigurationNothingIsSaid() {
    Outcome outcome = scan();
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).doesNotContain("config:");
    assertThat(json())
        .contains("\"configuration\": { \"file\": null, \"origin\": \"none\"", "\"failing\": 1");
  }

  @Test
  void excludedFilesAreCountedAndNamed() throws IOException {
    configure("paths:\n  exclude: ['.github/**']\n");
    Outcome outcome = scan();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains(
            "note: .sallyport.yaml of the scanned tree decided: 1 file excluded"
                + " (.github/workflows/a.yml), 1 finding hidden by rules and paths",
            "--no-config scans without it");
    assertThat(json())
        .contains(
            "\"origin\": \"tree\"",
            "\"excludedFiles\": [ \".github/workflows/a.yml\" ]",
            "\"hiddenFindings\": 1");
  }

  @Test
  void anExcludedFileThatCannotBeReadIsCountedToo() throws IOException {
    Files.createSymbolicLink(workflow.resolveSibling("b.yml"), Path.of("nowhere"));
    assertThat(scan("--fail-on=never").code()).isEqualTo(3);
    configure("paths:\n  exclude: ['**/b.yml']\n");
    Outcome outcome = scan("--fail-on=never");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("1 file excluded (.github/workflows/b.yml)");
  }

  @Test
  void rulesThatAreOffAreNamed() throws IOException {
    configure("rules:\n  template-injection:\n    enabled: false\n");
    assertThat(scan().out()).contains("1 rule off (template-injection)");
    assertThat(json()).contains("\"disabledRules\": [ \"template-injection\" ]");
  }

  @Test
  void findingsForAnotherPersonaOrOfLowerSeverityAreCounted() throws IOException {
    configure("rules:\n  template-injection:\n    persona: auditor\n");
    assertThat(scan().out()).contains("1 finding hidden by rules and paths");
    configure("rules:\n  template-injection:\n    severity: low\n");
    Outcome lower = scan();
    assertThat(lower.code()).isZero();
    assertThat(lower.out()).contains("1 finding graded lower");
    assertThat(json()).contains("\"hiddenFindings\": 0", "\"loweredFindings\": 1");
  }

  @Test
  void suppressionsAreCountedByWhereTheyAreWritten() throws IOException {
    configure("suppressions:\n  - {rule: template-injection, path: '**', reason: ours}\n");
    assertThat(scan().out()).contains("1 finding suppressed");
    assertThat(json()).contains("\"suppressedFindings\": 1", "\"commentedFindings\": 0");
    Files.delete(root.resolve(".sallyport.yaml"));
    comment();
    assertThat(json()).contains("\"suppressedFindings\": 0", "\"commentedFindings\": 1");
  }

  private void comment() throws IOException {
    Files.writeString(
        workflow,
        INJECTION.stripTrailing()
            + " # sallyport: ignore[*] reason=x\n".replace("*", "template-injection"));
  }

  @Test
  void failOnNeverIsSaidAsItIs() throws IOException {
    configure("fail-on: never\n");
    Outcome outcome = scan();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("fail-on is never");
    assertThat(json())
        .contains("\"failOn\": \"never\"", "\"failing\": 0", "\"failOnOrigin\": \"tree\"");
    assertThat(scan("--fail-on=high").code()).isEqualTo(1);
    assertThat(json("--fail-on=high"))
        .contains("\"failOn\": \"high\"", "\"failing\": 1", "\"failOnOrigin\": \"option\"");
    assertThat(json("--fail-on=never")).contains("\"failOn\": \"never\"", "\"failing\": 0");
  }

  @Test
  void quietDoesNotSilenceIt() throws IOException {
    configure("fail-on: never\n");
    assertThat(scan("--quiet").out()).contains("fail-on is never");
  }

  @Test
  void noConfigScansWithoutIt() throws IOException {
    configure("fail-on: never\npaths:\n  exclude: ['**']\n");
    Outcome outcome = scan("--no-config");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).doesNotContain("config:");
  }

  @Test
  void noInlineScansWithoutComments() throws IOException {
    comment();
    assertThat(scan().code()).isZero();
    assertThat(scan("--no-inline").code()).isEqualTo(1);
  }

  @Test
  void configurationFromARevisionIsNotTheProposedOne() throws Exception {
    configure("fail-on: critical\n");
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-q", "-m", "base");
    git("checkout", "-q", "-b", "proposal");
    configure("fail-on: never\npaths:\n  exclude: ['**']\n");
    Outcome outcome = scan("--config-from=main", "--format=json");
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains(
            "\"file\": \"main:.sallyport.yaml\", \"origin\": \"revision\"",
            "\"failOn\": \"critical\", \"failing\": ",
            "\"failOnOrigin\": \"revision\", \"excludedFiles\": []");
    Outcome unknown = scan("--config-from=mian");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("--config-from: There is no commit mian here");
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

  @Test
  void sinceARevisionThatNothingChangedAfter() throws Exception {
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-q", "-m", "base");
    Outcome outcome = scan("--since=main");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains(
            "1 finding was there before main already and not shown;",
            "0 are worse than before and shown; 0 are gone since");
  }

  @Test
  void suppressionsThatHideNothingAreNamedForEverybody() throws IOException {
    configure("suppressions:\n  - {rule: unpinned-action, path: '**', reason: ours}\n");
    assertThat(scan().out().replaceAll("\\s+", " "))
        .contains(".sallyport.yaml:3:5: the suppression of unpinned-action hides nothing; delete");
    Files.writeString(workflow, INJECTION + "# sallyport: ignore[unpinned-image] reason=none\n");
    assertThat(scan(workflow.toString()).out()).contains("unpinned-image hides nothing");
  }

  @Test
  void ignoreFilesDoNotHideWorkflowsOfATreeWithoutAnIndex() throws IOException {
    Files.writeString(root.resolve(".gitignore"), ".github/\n");
    Outcome outcome = scan();
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains("1 file is read although an ignore file names it", ".github/workflows/a.yml");
  }

  @Test
  void waysToNameAConfigurationExcludeEachOther() {
    Outcome outcome = scan("--no-config", "--config=x.yaml");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("do not go together");
  }

  // ---- a configuration that cannot be read is never taken for none

  private void refused(String why) {
    Outcome outcome = scan();
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .contains(".sallyport.yaml " + why, "wanted a plain, readable file", "--no-config")
        .doesNotContain("Exception");
    assertThat(scan("--no-config").code()).isEqualTo(1);
  }

  @Test
  void linkIsRefused() throws IOException {
    Path elsewhere = Files.writeString(temp.resolve("elsewhere.yaml"), "version: 1\n");
    Files.createSymbolicLink(root.resolve(".sallyport.yaml"), elsewhere);
    refused("is a symbolic link");
  }

  @Test
  void linkToNowhereIsRefused() throws IOException {
    Files.createSymbolicLink(root.resolve(".sallyport.yaml"), Path.of("nowhere"));
    refused("is a symbolic link");
  }

  @Test
  void directoryIsRefused() throws IOException {
    Files.createDirectory(root.resolve(".sallyport.yaml"));
    refused("is a directory");
  }

  @Test
  void pipeIsRefusedAndNotWaitedFor() throws Exception {
    Process mkfifo =
        new ProcessBuilder("mkfifo", root.resolve(".sallyport.yaml").toString()).start();
    assumeTrue(mkfifo.waitFor() == 0, "not run: no mkfifo here");
    refused("is a FIFO, socket or device");
  }

  @Test
  void unreadableFileIsRefused() throws IOException {
    configure("");
    Path file = root.resolve(".sallyport.yaml");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(file), "not run: this user (root) may read everything");
    refused("may not be read by this user");
  }

  @Test
  void fileThatIsNoTextIsRefused() throws IOException {
    Files.write(root.resolve(".sallyport.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    refused("is not valid UTF-8");
  }

  @Test
  void fileThatIsTooLargeIsRefused() throws IOException {
    Files.write(root.resolve(".sallyport.yaml"), new byte[4_000_001]);
    refused("has more than 4000000 bytes");
  }

  @Test
  void namedConfigurationIsNamedWhenItIsMissing() {
    Outcome outcome = scan("--config", root.resolve("gone.yaml").toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--config: there is no file").doesNotContain("Exception");
  }
}

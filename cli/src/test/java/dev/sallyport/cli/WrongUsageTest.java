package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.cli.CommandLineTool.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a user reads who mistypes, or whose disk is full: what was wanted, what was got, what to
/// do.
@Timeout(20)
final class WrongUsageTest {
  @TempDir Path root;

  private static String refused(String... args) {
    Outcome outcome = CommandLineTool.run(args);
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith("sallyport: ").doesNotContain("Exception");
    return outcome.err().strip();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "scan -V", "audit -V", "audit verify --version", "rules -V"})
  void everyCommandTellsTheVersion(String arguments) {
    Outcome outcome = CommandLineTool.run(arguments.split(" ", -1));
    assertThat(outcome).isEqualTo(CommandLineTool.run("-V"));
    assertThat(outcome.out()).startsWith("sallyport ").hasLineCount(1);
    assertThat(outcome.code()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "scan --formt=json | 'scan' has no option '--formt'; did you mean '--format'?",
        "scan -x | 'scan' has no option '-x' ('sallyport scan --help' tells more)",
        "scan - --fix | --fix: standard input cannot be changed in place; '- --diff' prints",
        "scan --fix=maybe | --fix: expected safe or unsafe, or a PATH that exists, got 'maybe'",
        "scan --fix=unsfe | got 'unsfe'; did you mean 'unsafe'?",
        "scan --output= | --output: expected a file, got an empty text",
        "scan --zzzzzzz | 'scan' has no option '--zzzzzzz' ('sallyport scan --help' tells more)",
        "scna | there is no command 'scna'; did you mean 'scan'?",
        "--verion | 'sallyport' has no option '--verion'; did you mean '--version'?",
        "rules x | 'rules' has no use for 'x'",
        "scan --format | missing required parameter for option '--format'",
        "scan --fail-on hihg | got 'hihg'; did you mean 'high'?",
        "scan --fail-on hihg | expected one of info, low, medium, high, critical, never",
        "scan --persona pedant | got 'pedant'; did you mean 'pedantic'?",
        "scan --min-severity lwo | got 'lwo'; did you mean 'low'?",
        "scan --min-confidence lwo | got 'lwo'; did you mean 'low'?",
        "scan --format jsn | there is no format 'jsn'; there are github, gitlab, html, json",
        "scan --format jsn | did you mean 'json'?",
        "scan --color alway | got 'alway'; did you mean 'always'?",
        "scan --only unpined-action | did you mean 'unpinned-action'?",
        "scan --skip unpined-action | did you mean 'unpinned-action'?",
        "explain unpined-action | did you mean 'unpinned-action'?",
        "completion zhs | did you mean 'zsh'?",
        "scan --diff --format json | --diff writes no report",
        "scan --fix --format json | --fix writes no report",
        "scan --fix --output x | for a patch in a file: --diff --output FILE",
        "scan --fix=unsafe --write-baseline x | --fix writes no baseline",
        "scan --config a --config-from b | do not go together",
        "scan no-such-directory | cannot scan no-such-directory: it does not exist. Name a",
      })
  void isSaidInOneLine(String line, String expected) {
    String said = refused(line.split(" ", -1));
    assertThat(said).contains(expected);
    assertThat(said.lines().count()).isLessThanOrEqualTo(line.contains("unpined") ? 2 : 1);
  }

  @Test
  void anExistingPathIsTakenForAScan() {
    assertThat(refused(root.toString())).contains("did you mean 'sallyport scan " + root + "'?");
  }

  @Test
  void anEmptyPathIsNotTheCurrentDirectory() {
    assertThat(refused("scan", "")).contains("got an empty text; write . for");
  }

  @Test
  void trackedNeedsAnIndex() throws IOException {
    workflow();
    assertThat(refused("scan", root.toString(), "--tracked"))
        .contains("--tracked: there is no git index at", "leave the option out");
  }

  private void workflow() throws IOException {
    Path folder = Files.createDirectories(root.resolve(".github/workflows"));
    Files.writeString(
        folder.resolve("a.yml"),
        """
        on: issues
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
            - run: echo "${{ github.event.issue.title }}"
            - run: grep ${{ github.event.issue.title }} file
        """);
  }

  private Outcome scan(String... more) {
    List<String> args = new ArrayList<>(List.of("scan", root.toString(), "--no-cache"));
    args.addAll(List.of(more));
    return CommandLineTool.run(args.toArray(String[]::new));
  }

  private String unwritable(String... more) {
    Outcome outcome = scan(more);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).doesNotContain("Exception");
    return outcome.err();
  }

  @Test
  void whyAFileCannotBeWritten() throws IOException {
    workflow();
    String nowhere = root.resolve("none/x").toString();
    assertThat(unwritable("--output", nowhere))
        .contains("cannot write the report to " + nowhere, "there is no directory", "make it");
    assertThat(unwritable("--write-baseline", nowhere))
        .contains("cannot write the baseline to " + nowhere);
    assertThat(unwritable("--diff", "--output", nowhere))
        .contains("cannot write the patch to " + nowhere);
    assertThat(unwritable("--output", root.toString())).contains("it is a directory; name a file");
  }

  @Test
  void aFullDiskIsCalledSo() throws IOException {
    workflow();
    assumeTrue(Files.exists(Path.of("/dev/full")), "not run: no /dev/full here");
    assertThat(unwritable("--output", "/dev/full")).contains("the disk is full");
  }

  @Test
  void aPatchGoesWhereItIsAskedFor() throws IOException {
    workflow();
    Path patch = root.resolve("fix.patch");
    Outcome outcome = scan("--diff", "--output", patch.toString());
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(Files.readString(patch)).startsWith("--- a/.github/workflows/a.yml");
    assertThat(outcome.err()).contains("the fix may change behaviour; --fix=unsafe applies it");
  }

  @Test
  void quietFixesAreSilent() throws IOException {
    workflow();
    Outcome outcome = scan("--fix", "--quiet");
    assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
    assertThat(Files.readString(root.resolve(".github/workflows/a.yml")))
        .contains("echo \"${ISSUE_TITLE}\"", "grep ${{ github.event.issue.title }} file");
  }

  @Test
  void anEmptyTreeIsNoError() {
    Outcome outcome = scan();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("There is nothing to scan here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"terminal", "JSON", "sarif", "html", "markdown", "github", "gitlab", "junit"})
  void aPartWithNothingToScanIsCalledSoInEveryFormat(String format) throws IOException {
    workflow();
    Files.createDirectories(root.resolve(".git/refs"));
    Files.createDirectories(root.resolve(".git/objects"));
    Files.writeString(root.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Path sub = Files.createDirectories(root.resolve("src"));
    Outcome outcome = CommandLineTool.run("scan", sub.toString(), "--no-cache", "--format", format);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .containsIgnoringCase("there is nothing to scan here")
        .contains("root is " + root.getFileName());
  }

  @Test
  void helpBeginsWithWhatIsUsedMost() {
    String help = CommandLineTool.run("--help").out();
    assertThat(help.indexOf("  scan")).isPositive().isLessThan(help.indexOf("  rules"));
    assertThat(help.indexOf("  help")).isGreaterThan(help.indexOf("  completion"));
  }

  @Test
  void aBaselineIsWrittenWithOneLineAndSuccess() throws IOException {
    workflow();
    Outcome outcome = scan("--write-baseline", root.resolve("known").toString());
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out().lines()).singleElement().asString().contains(" listed in ", "known");
    Files.writeString(root.resolve(".github/workflows/broken.yml"), "on: [\n");
    outcome = scan("--write-baseline", root.resolve("known").toString());
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("broken.yml");
  }

  @Test
  void aBaselineListsWhatThePersonaSees() throws IOException {
    workflow();
    Path baseline = root.resolve("baseline");
    scan("--write-baseline", baseline.toString());
    String usual = Files.readString(baseline);
    assertThat(usual).contains("template-injection").doesNotContain("missing-timeout");
    scan("--persona=pedantic", "--write-baseline", baseline.toString());
    assertThat(Files.readString(baseline)).contains("template-injection", "missing-timeout");
  }
}

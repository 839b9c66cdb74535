package dev.sallyport.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files made to break a scanner. Each ends in a normal result or in a message that names it, never
/// in an exception, and never in the exit code of a clean tree when it was not looked into.
@Timeout(120) // generous: a busy machine must not fail it, a square or worse does
final class BadInputTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static final String HEAD =
      """
      name: test
      on: push
      permissions: {}
      jobs:
      """;

  private static final String BUILD =
      HEAD
          + """
            build:
              runs-on: ubuntu-24.04
              steps:
          """;

  @TempDir Path root;
  private Path workflows;

  /// @param code exit code
  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void makeTree() throws IOException {
    workflows = Files.createDirectories(root.resolve(".github/workflows"));
  }

  // ---- YAML

  @Test
  void aliasesThatMultiplyAreRefused() throws IOException {
    StringBuilder laughs = new StringBuilder("a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]\n");
    for (int i = 1; i < 40; i++) {
      laughs.append("a%d: &a%d [".formatted(i, i));
      laughs.append("*a%d, ".formatted(i - 1).repeat(8)).append("*a%d]\n".formatted(i - 1));
    }
    unread(laughs + BUILD + "    - run: echo *a39\n", "bad.yml");
  }

  @Test
  void aliasToItsOwnCollectionIsRefused() throws IOException {
    unread(HEAD + "  build: &b\n    runs-on: x\n    steps: [*b]\n", "bad.yml");
  }

  @Test
  void deepFlowNestingIsRefused() throws IOException {
    unread("on: " + "[".repeat(100_000) + "]".repeat(100_000) + "\n", "bad.yml");
  }

  @Test
  void deepBlockNestingIsRefused() throws IOException {
    StringBuilder deep = new StringBuilder(HEAD);
    for (int i = 1; i < 1_500; i++) {
      deep.append(" ".repeat(i)).append("a:\n");
    }
    unread(deep.toString(), "bad.yml");
  }

  @Test
  void duplicateKeysAreNotPassedOver() throws IOException {
    String twice = BUILD + "    - run: echo one\n    steps:\n    - run: echo two\n";
    Outcome outcome = scan(twice.getBytes(UTF_8));
    assertThat(outcome.out()).contains("bad.yml", "key 'steps' is given twice");
  }

  @Test
  void unfinishedQuoteIsNamedWithItsLine() throws IOException {
    unread(BUILD + "    - run: \"echo\n", "no valid YAML");
  }

  @Test
  void emptyFileIsNoCleanWorkflow() throws IOException {
    sound(scan(new byte[0]));
  }

  @Test
  void whatIsNoDefinitionIsSaidInPlainWords() throws IOException {
    unread("", "This is no definition: wanted keys such as 'on:' or 'runs:' at the top");
    unread("# later\n", "got nothing: the file is empty");
    unread("hello\n", "got a single text");
    unread("- a\n", "got a list");
    unread("on: push\njobs\n  a: b\n", "a quote missing?\"");
  }

  @Test
  void severalDocumentsAreNotHalfRead() throws IOException {
    String two = BUILD + "    - run: echo\n---\n" + BUILD + "    - run: echo\n";
    assertThat(scan(two.getBytes(UTF_8)).out()).contains("bad.yml", "a second document");
  }

  // ---- bytes

  @Test
  void invalidUtf8IsNotRead() throws IOException {
    unreadBytes((BUILD + "    - run: echo \u00e4\u00f6\n").getBytes(ISO_8859_1), "UTF-8");
  }

  @Test
  void nulByteIsNotRead() throws IOException {
    unreadBytes((BUILD + "    - run: echo \0\n").getBytes(UTF_8), "bad.yml");
  }

  @Test
  void byteOrderMarkChangesNothing() throws IOException {
    assertThat(scan(("\ufeff" + injection()).getBytes(UTF_8)).out()).contains("template-injection");
  }

  @Test
  void windowsLineEndsChangeNothing() throws IOException {
    Outcome outcome = scan(injection().replace("\n", "\r\n").getBytes(UTF_8));
    assertThat(outcome.out()).contains("template-injection");
  }

  @Test
  void tabsAsIndentationAreNotRead() throws IOException {
    unread(HEAD + "\tbuild:\n\t\truns-on: x\n", "no valid YAML");
  }

  @Test
  void fileOverTheLimitIsNotRead() throws IOException {
    try (RandomAccessFile sparse =
        new RandomAccessFile(workflows.resolve("bad.yml").toFile(), "rw")) {
      sparse.setLength(100L << 20);
    }
    incomplete(scan(), "104857600 bytes");
  }

  @Test
  void standardInputHasTheSameLimit() {
    // Not read at all: the stream is the process's own, which is empty here; the path is the point.
    assertThat(ScanInput.stdin(new java.io.ByteArrayInputStream(new byte[3 << 20])).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("more than"));
  }

  // ---- files

  @Test
  void linkOutOfTheTreeIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret.yml"), injection());
    Files.createSymbolicLink(workflows.resolve("bad.yml"), secret);
    Outcome outcome = scan();
    incomplete(outcome, "bad.yml");
    assertThat(outcome.out()).doesNotContain("template-injection");
  }

  @Test
  void linkToAFolderOutOfTheTreeIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    Files.delete(workflows);
    Files.writeString(elsewhere.resolve("secret.yml"), injection());
    Files.createSymbolicLink(workflows, elsewhere);
    Outcome outcome = scan();
    incomplete(outcome, ".github/workflows");
    assertThat(outcome.out()).doesNotContain("template-injection");
  }

  @Test
  void linkThatLeadsInCirclesEnds() throws IOException {
    Files.createSymbolicLink(workflows.resolve("bad.yml"), Path.of("bad.yml"));
    incomplete(scan(), "bad.yml");
  }

  @Test
  void pipeIsNotWaitedFor() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", workflows.resolve("bad.yml").toString()).start();
    assumeTrue(mkfifo.waitFor() == 0, "not run: no mkfifo here");
    incomplete(scan(), "bad.yml");
  }

  @Test
  void unreadableFileIsNamed() throws IOException {
    Path file = Files.writeString(workflows.resolve("bad.yml"), injection());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(file), "not run: this user (root) may read everything");
    incomplete(scan(), "bad.yml");
  }

  @Test
  void folderWithTheNameOfAWorkflowIsNoWorkflow() throws IOException {
    Files.createDirectory(workflows.resolve("bad.yml"));
    sound(scan());
  }

  @Test
  void nameWithControlCharactersDoesNotReachTheTerminal() throws IOException {
    Files.writeString(workflows.resolve("a\u001b[2Jb\nc.yml"), "on: [\n");
    Outcome outcome = run("scan", root.toString(), "--no-cache");
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.out() + outcome.err())
        .doesNotContain("\u001b[2J")
        .doesNotContain("b\nc.yml");
  }

  // ---- what refers to itself

  @Test
  void workflowThatCallsItselfEnds() throws IOException {
    String self =
        """
        on: [workflow_call, push]
        permissions: {}
        jobs:
          again:
            uses: ./.github/workflows/bad.yml
            secrets: inherit
        """;
    sound(scan(self.getBytes(UTF_8)));
  }

  @Test
  void actionThatUsesItselfEnds() throws IOException {
    Path action = Files.createDirectories(root.resolve(".github/actions/again"));
    Files.writeString(
        action.resolve("action.yml"),
        """
        name: again
        description: again
        runs:
          using: composite
          steps:
          - uses: ./.github/actions/again
        """);
    sound(scan((BUILD + "    - uses: ./.github/actions/again\n").getBytes(UTF_8)));
  }

  @Test
  void workflowsThatWaitForEachOtherEnd() throws IOException {
    for (int i = 0; i < 3; i++) {
      Files.writeString(
          workflows.resolve(i + ".yml"),
          """
          name: w%d
          on:
            workflow_run:
              workflows: [w%d, w%d]
              types: [completed]
          permissions: {}
          jobs:
            build:
              runs-on: ubuntu-24.04
              steps:
              - uses: actions/download-artifact@v4
              - run: ./build
          """
              .formatted(i, i, (i + 1) % 3));
    }
    sound(scan());
  }

  @Test
  void jobsThatNeedEachOtherEnd() throws IOException {
    StringBuilder ring = new StringBuilder(HEAD);
    for (int i = 0; i < 50; i++) {
      ring.append(
          """
            j%d:
              needs: [j%d, j%d]
              runs-on: ubuntu-24.04
              outputs:
                o: ${{ needs.j%d.outputs.o }}
              steps:
              - run: echo ${{ needs.j%d.outputs.o }}
          """
              .formatted(i, i, (i + 1) % 50, (i + 1) % 50, (i + 1) % 50));
    }
    sound(scan(ring.toString().getBytes(UTF_8)));
  }

  @Test
  void variablesThatHoldEachOtherEnd() throws IOException {
    String ring =
        BUILD
            + """
                - run: echo "$A"
                  env:
                    A: ${{ env.B }}
                    B: ${{ env.A }}${{ env.B }}
            """;
    sound(scan(ring.getBytes(UTF_8)));
  }

  // ---- size

  @Test
  void tenThousandJobs() throws IOException {
    StringBuilder many = new StringBuilder(HEAD);
    for (int i = 0; i < 10_000; i++) {
      many.append("  j%d:\n    runs-on: ubuntu-24.04\n    steps:\n    - run: make\n".formatted(i));
    }
    sound(scan(many.toString().getBytes(UTF_8)));
  }

  /// Of every shape far more than a person writes; most of them once took minutes.
  @ParameterizedTest
  @CsvSource({
    "needs-chain, 10000",
    "needs-two, 10000",
    "needs-halves, 10000",
    "needs-ring, 10000",
    "needs-outputs, 5000",
    "line-open, 50000",
    "line-secrets, 20000",
    "line-quoted, 20000",
    "lines-foreign, 10000",
    "inputs, 5000",
    "pipes, 250000",
    "github-env, 40000",
    "github-env-pwsh, 40000",
    "github-env-cmd, 40000",
    "checkouts, 10000",
    "foreign-checkouts, 5000",
    "step-outputs, 5000",
    "by-secrets, 10000",
    "by-env-jobs, 5000",
    "elif-assign, 20000",
    "by-called-script, 2000",
    "patches, 10000",
    "files-waiting, 2000",
  })
  void manyOfOneShape(String shape, int size) throws IOException {
    Shapes.write(Objects.requireNonNull(Shapes.ALL.get(shape)), size, root);
    sound(scan());
  }

  /// Ways through these multiply at each level: some are left out, and that is said.
  @ParameterizedTest
  @ValueSource(strings = {"files-diamonds-wide", "actions-diamonds-wide"})
  void callsThatMultiplyAreCut(String shape) throws IOException {
    Shapes.write(Objects.requireNonNull(Shapes.ALL.get(shape)), 20, root);
    incomplete(scan(), "in more ways than can be followed");
  }

  @Test
  void thousandStepsThatHandOnOutputs() throws IOException {
    StringBuilder many = new StringBuilder(BUILD);
    for (int i = 0; i < 1_000; i++) {
      many.append(
          "    - id: s%d\n      run: echo \"v=${{ steps.s%d.outputs.v }}\" >> \"$GITHUB_OUTPUT\"\n"
              .formatted(i, i - 1));
    }
    sound(scan(many.toString().getBytes(UTF_8)));
  }

  @Test
  void expressionOfTenThousandParentheses() throws IOException {
    String deep = "(".repeat(10_000) + "github.ref" + ")".repeat(10_000);
    sound(scan((BUILD + "    - run: echo ${{ " + deep + " }}\n").getBytes(UTF_8)));
    sound(scan((BUILD + "    - run: make\n      if: " + deep + "\n").getBytes(UTF_8)));
  }

  @Test
  void expressionOfTenThousandNegationsAndIndexes() throws IOException {
    String deep = "!".repeat(10_000) + "github" + "['a']".repeat(10_000);
    sound(scan((BUILD + "    - run: echo ${{ " + deep + " }}\n").getBytes(UTF_8)));
  }

  @Test
  void scriptOfAMillionQuotes() throws IOException {
    for (String unit :
        new String[] {"'", "\"", "`", "$(", "\\", "${", "\"$(", "<<E ", "((", "{ "}) {
      String script = unit.repeat(1_000_000 / unit.length());
      sound(scan((BUILD + "    - run: |\n        " + script + "\n").getBytes(UTF_8)));
    }
  }

  @Test
  void powerShellOfAMillionQuotes() throws IOException {
    for (String unit : new String[] {"'", "\"", "`", "$(", "@(", "@{", "{", "\"$(", "[("}) {
      String script = unit.repeat(1_000_000 / unit.length());
      sound(
          scan(
              (BUILD + "    - shell: pwsh\n      run: |\n        " + script + "\n")
                  .getBytes(UTF_8)));
    }
  }

  @Test
  void aThousandFilesInOneChainOfCalls() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      Files.writeString(
          workflows.resolve(i + ".yml"),
          """
          on: workflow_call
          permissions: {}
          jobs:
            next:
              uses: ./.github/workflows/%d.yml
          """
              .formatted((i + 1) % 1_000));
    }
    sound(scan());
  }

  // ----

  private static String injection() {
    return """
        on: issues
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
            - run: echo ${{ github.event.issue.title }}
        """;
  }

  private void unread(String text, String message) throws IOException {
    unreadBytes(text.getBytes(UTF_8), message);
  }

  private void unreadBytes(byte[] content, String message) throws IOException {
    incomplete(scan(content), message);
  }

  private static void incomplete(Outcome outcome, String message) {
    sound(outcome);
    assertThat(outcome.code()).as(outcome.out()).isEqualTo(3);
    assertThat(outcome.out()).contains("\"incomplete\"", message);
  }

  /// A result, complete or not, without a defect of the scanner and without giving up.
  private static void sound(Outcome outcome) {
    assertThat(outcome.code()).as(outcome.err()).isIn(0, 3);
    assertThat(outcome.out()).startsWith("{").doesNotContain("defect of the scanner", "Given up");
    assertThat(outcome.err()).doesNotContain("Exception", "Error");
  }

  private Outcome scan(byte[] content) throws IOException {
    Files.write(workflows.resolve("bad.yml"), content);
    return scan();
  }

  /// All rules, and nothing that fails: the exit code then only tells whether all was looked into.
  private Outcome scan() {
    return run(
        "scan",
        root.toString(),
        "--no-cache",
        "--quiet",
        "--persona=auditor",
        "--fail-on=never",
        "--format=json");
  }

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), CLOCK, args);
    // What the rules are is the same each time, and holds the words that are asked for.
    int rules = out.toString().indexOf("\n  \"rules\": [");
    String report = rules < 0 ? out.toString() : out.toString().substring(0, rules);
    return new Outcome(code, report, err.toString());
  }
}

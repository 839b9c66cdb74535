package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sallyport.cli.online.GitServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `--fix` and `--diff` on whole trees, what they say, and with which exit code.
@Timeout(60)
final class FixRunTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private static final String WORKFLOW = ".github/workflows/ci.yml";

  /// A high finding, which `--fix` mends.
  private static final String INJECTION =
      """
      on: issues # each new one
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-24.04
          steps:
            - run: echo "${{ github.event.issue.title }}" # the title
      """;

  /// A medium finding, which is mended only when asked to change what runs.
  private static final String CONTAINS =
      """
      on: push
      permissions: {}
      jobs:
        deploy:
          if: ${{ success() && contains('main,it''s-release', github.ref_name) }} # protected
          runs-on: ubuntu-24.04
          steps:
            - run: make deploy
      """;

  @TempDir Path temp;
  private Path root;
  private final Map<String, String> environment = new HashMap<>();

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void tree() throws IOException {
    root = Files.createDirectory(temp.resolve("tree"));
    environment.put("HOME", temp.toString());
  }

  // ---- what is written

  @Test
  void mendsInPlaceAndASecondTimeChangesNothing() throws IOException {
    write(WORKFLOW, INJECTION);

    Outcome first = scan(root, "--fix");
    String mended = read(WORKFLOW);
    Outcome second = scan(root, "--fix");

    assertThat(first.code()).as(first.err()).isEqualTo(0);
    assertThat(first.out()).contains("fixed " + WORKFLOW);
    assertThat(first.err()).contains("1 fix, 1 file changed");
    assertThat(mended)
        .contains("on: issues # each new one", "# the title", "${{ github.event.issue.title }}")
        .doesNotContain("echo \"${{");
    assertThat(second.err()).contains("0 fixes, 0 files changed");
    assertThat(read(WORKFLOW)).isEqualTo(mended);
    assertThat(scan(root).code()).isEqualTo(0);
  }

  @Test
  void keepsWindowsLineEnds() throws IOException {
    write(WORKFLOW, INJECTION.replace("\n", "\r\n"));
    scan(root, "--fix");
    assertThat(read(WORKFLOW).replace("\r\n", "")).doesNotContain("\n").contains("env:");
  }

  @Test
  void aPathAfterTheOptionIsAPath() throws IOException {
    write(WORKFLOW, INJECTION);
    Outcome outcome = run("scan", "--fix", root.toString());
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(0);
    assertThat(read(WORKFLOW)).doesNotContain("echo \"${{");
  }

  @Test
  void showsADifferenceAndChangesNothing() throws IOException {
    write(WORKFLOW, INJECTION);
    Outcome outcome = scan(root, "--diff");
    assertThat(outcome.code()).isEqualTo(0);
    assertThat(outcome.out()).contains("-      - run: echo \"${{ github.event.issue.title }}\"");
    assertThat(outcome.err()).contains("would change");
    assertThat(read(WORKFLOW)).isEqualTo(INJECTION);
  }

  @Test
  void changesWhatRunsOnlyWhenToldTo() throws IOException {
    write(WORKFLOW, CONTAINS);
    assertThat(scan(root, "--fix").err()).contains("0 fixes, 0 files changed");
    assertThat(read(WORKFLOW)).isEqualTo(CONTAINS);

    Outcome unsafe = scan(root, "--fix=unsafe");

    assertThat(unsafe.out()).contains("Compare with a list", "no longer passes");
    assertThat(read(WORKFLOW))
        .contains(
            "if: ${{ success() && contains(fromJSON('[\"main\", \"it''s-release\"]'),"
                + " github.ref_name) }} # protected");
    assertThat(scan(root, "--only=unsound-contains", "--format=json").out())
        .contains("\"findings\": []");
  }

  // ---- where

  @Test
  void mendsOnlyBelowThePathThatWasNamed() throws IOException {
    String other = ".github/workflows/other.yml";
    String action = ".github/actions/greet/action.yml";
    String composite =
        """
        name: greet
        description: greets
        runs:
          using: composite
          steps:
            - shell: bash
              run: echo "${{ github.event.issue.title }}"
        """;
    write(WORKFLOW, INJECTION.replace("- run:", "- uses: ./.github/actions/greet\n      - run:"));
    write(other, INJECTION);
    write(action, composite);

    scan(root.resolve(".github/actions"), "--fix");
    assertThat(read(other)).isEqualTo(INJECTION);
    assertThat(read(WORKFLOW)).contains("echo \"${{");
    assertThat(read(action)).doesNotContain("echo \"${{");

    scan(root.resolve(WORKFLOW), "--fix");
    assertThat(read(other)).isEqualTo(INJECTION);
    assertThat(read(WORKFLOW)).doesNotContain("echo \"${{");
  }

  @Test
  void doesNotWriteThroughALink() throws IOException {
    Path elsewhere = Files.writeString(temp.resolve("elsewhere.yml"), INJECTION);
    Files.createDirectories(root.resolve(".github/workflows"));
    Files.createSymbolicLink(root.resolve(WORKFLOW), elsewhere);

    Outcome outcome = scan(root, "--fix");

    assertThat(Files.readString(elsewhere)).isEqualTo(INJECTION);
    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains(WORKFLOW);
  }

  // ---- what is not mended

  /// Names come from the tree; on a terminal or in a CI system's log they could give orders.
  @Test
  void namesOfFilesGiveNoOrders() throws IOException {
    String hostile = ".github/workflows/a\u001b[2J\n::error::x.yml";
    write(hostile, INJECTION);
    write(".github/workflows/b\u001b[2J\n::error::x.yml", "on: [\n");
    Outcome outcome = scan(root, "--fix");
    assertThat(read(hostile)).doesNotContain("echo \"${{");
    assertThat(outcome.out() + outcome.err())
        .contains("fixed .github/workflows/a<U+001B>[2J", "workflows/b<U+001B>[2J")
        .doesNotContain("\u001b", "\n::error::");
  }

  @Test
  void whatCannotBeWrittenIsNotCounted() throws IOException {
    write(WORKFLOW, INJECTION);
    Path directory = root.resolve(WORKFLOW).getParent();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeFalse(Files.isWritable(directory), "the user may write everywhere");
      Outcome outcome = scan(root, "--fix");
      assertThat(outcome.code()).isEqualTo(3);
      assertThat(outcome.err())
          .contains(WORKFLOW + " is left as it was: permission denied", "0 fixes, 0 files changed")
          .doesNotContain("Exception", ".tmp");
      assertThat(read(WORKFLOW)).isEqualTo(INJECTION);
    } finally {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void whatCouldNotBeReadIsNamedAndTheRestMended() throws IOException {
    write(WORKFLOW, INJECTION);
    write(".github/workflows/broken.yml", "on: [\n");

    Outcome outcome = scan(root, "--fix");

    assertThat(outcome.code()).isEqualTo(3);
    assertThat(outcome.err()).contains("broken.yml", "no valid YAML");
    assertThat(read(WORKFLOW)).doesNotContain("echo \"${{");
    assertThat(read(".github/workflows/broken.yml")).isEqualTo("on: [\n");
  }

  @Test
  void doesNotPinWhatIsKnownToBeBad() throws IOException {
    String text =
        """
        on: push
        permissions: {}
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - uses: tj-actions/changed-files@v40.0.0
              - uses: softprops/action-gh-release@v2.0.8
        """;
    write(WORKFLOW, text);

    scan(root, "--fix");

    assertThat(read(WORKFLOW))
        .contains("tj-actions/changed-files@v40.0.0\n")
        .containsPattern("softprops/action-gh-release@[0-9a-f]{40} # v2\\.0\\.8");
  }

  @Test
  void pinsASharedWorkflowToWhereItsTagStandsToday() throws IOException {
    try (GitServer server = new GitServer(Files.createDirectory(temp.resolve("host")))) {
      environment.put("SALLYPORT_GITHUB_URL", server.base().toString());
      String old =
          server.commit("acme/shared", ".github/workflows/lint.yml", "on: workflow_call\n");
      String now =
          server.commit("acme/shared", ".github/workflows/lint.yml", "on: workflow_call\n#\n", old);
      server.git("acme/shared", "update-ref", "refs/heads/main", now);
      server.git("acme/shared", "update-ref", "refs/heads/v3.0.0", old);
      server.git("acme/shared", "tag", "v1.2.0", old);
      server.git("acme/shared", "tag", "v2", now);
      server.git("acme/shared", "tag", "v2.4.1", now);
      server.git("acme/shared", "tag", "released.today.1.2.3", old);
      server.git("acme/shared", "tag", "released.today.2.4.1", now);
      server.git("acme/shared", "tag", "v3.0.0", now);
      write(
          WORKFLOW,
          """
          on: push
          permissions: {}
          jobs:
            one:
              uses: acme/shared/.github/workflows/lint.yml@v1.2.0 # old on purpose
            two:
              uses: 'acme/shared/.github/workflows/lint.yml@v2'
            three:
              uses: acme/shared/.github/workflows/lint.yml@v3.0.0
          """);

      scan(root, "--fix");
      assertThat(read(WORKFLOW)).as("offline nothing is known").contains("@v1.2.0", "@v2'");
      scan(root, "--online", "--fix");
      assertThat(read(WORKFLOW))
          .contains("lint.yml@" + old + " # v1.2.0", "old on purpose", "@v2'", "@v3.0.0");
      scan(root, "--online", "--fix=unsafe");
      assertThat(read(WORKFLOW)).contains("lint.yml@" + now + "' # v2.4.1");
      assertThat(read(WORKFLOW)).as("both a branch and a tag").contains("lint.yml@v3.0.0");
      String done = read(WORKFLOW);
      scan(root, "--online", "--fix=unsafe");
      assertThat(read(WORKFLOW)).isEqualTo(done);
    }
  }

  // ---- exit codes

  @Test
  void whatIsNotShownDecidesTheExitCodeAllTheSame() throws IOException {
    write(WORKFLOW, INJECTION);

    Outcome hidden = scan(root, "--min-severity=critical", "--format=json");

    assertThat(hidden.out()).contains("\"findings\": []");
    assertThat(hidden.code()).isEqualTo(1);
    assertThat(scan(root, "--min-severity=critical").out()).contains("not shown");
    assertThat(scan(root, "--min-severity=high", "--fail-on=critical").code()).isEqualTo(0);
    assertThat(scan(root, "--fail-on=never").code()).isEqualTo(0);
  }

  @Test
  void gapsCountOnlyWhenTheyAreToCount() throws IOException {
    write(
        WORKFLOW,
        """
        on: push
        permissions: {}
        jobs:
          one:
            uses: acme/shared/.github/workflows/lint.yml@5e21ff4d9bc1a8b7c1d2a4f9e3b6c7d8e9f0a1b2
        """);
    assertThat(scan(root, "--fail-on=never").code()).isEqualTo(0);
    assertThat(scan(root, "--fail-on=never", "--strict").code()).isEqualTo(3);
    assertThat(scan(root, "--fix", "--strict").code()).as("--fix is no gate").isEqualTo(0);
  }

  @Test
  void wrongUsageIsToldFromFindings() throws IOException {
    write(WORKFLOW, INJECTION);
    assertThat(scan(root).code()).isEqualTo(1);
    assertThat(scan(root.resolve("nowhere"), "--fix").code()).isEqualTo(2);
    assertThat(scan(root, "--min-severity=terrible").code()).isEqualTo(2);
    assertThat(scan(root, "--only=no-such-rule", "--fix").code()).isEqualTo(2);
    assertThat(read(WORKFLOW)).isEqualTo(INJECTION);
  }

  // ----

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String read(String path) throws IOException {
    return Files.readString(root.resolve(path));
  }

  private Outcome scan(Path target, String... options) {
    List<String> args = new ArrayList<>(List.of("scan", target.toString()));
    args.addAll(List.of(options));
    return run(args.toArray(String[]::new));
  }

  private Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(new PrintWriter(out, true), new PrintWriter(err, true), CLOCK, environment, args);
    return new Outcome(code, out.toString(), err.toString());
  }
}

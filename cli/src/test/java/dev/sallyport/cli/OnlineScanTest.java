package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.online.GitServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Scans of a tree that calls definitions of other repositories, against a real git server.
@Timeout(120)
final class OnlineScanTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static final String SHARED = "acme/shared";
  private static final String TRIAGE = ".github/workflows/triage.yml";

  /// Pastes a title into a script, by itself and by an input.
  private static final String WEAK =
      """
      on:
        workflow_call:
          inputs:
            text:
              type: string
      permissions: {}
      jobs:
        triage:
          runs-on: ubuntu-24.04
          permissions:
            issues: write
          steps:
            - run: echo "${{ github.event.issue.body }}"
            - run: echo "${{ inputs.text }}"
      """;

  @TempDir Path temp;
  private Path root;
  private GitServer server;

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void start() throws IOException {
    server = new GitServer(Files.createDirectory(temp.resolve("host")));
    root = Files.createDirectory(temp.resolve("tree"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void followsTextIntoAPinnedWorkflowAndKnowsItOfflineLater() throws IOException {
    String commit = publish(SHARED, TRIAGE, WEAK);
    caller(SHARED + "/" + TRIAGE + "@" + commit);

    Outcome before = scan();
    Outcome online = scan("--online", "--only=cross-file-injection");
    int asked = server.requests.size();
    Outcome offline = scan("--only=cross-file-injection");
    Outcome again = scan("--only=cross-file-injection");

    assertThat(before.out()).contains("it was not fetched").doesNotContain("cross-file-injection");
    assertThat(online.code()).as(online.out() + online.err()).isEqualTo(1);
    assertThat(online.out())
        .contains("cross-file-injection", "github.event.issue.body", "github.event.issue.title")
        .contains("acme/shared@" + commit + ":" + TRIAGE)
        .doesNotContain("it was not fetched", "\"gap\"");
    assertThat(findings(online)).isNotEmpty().isEqualTo(findings(offline));
    assertThat(again.out()).isEqualTo(offline.out());
    assertThat(server.requests).hasSize(asked);
    assertThat(offline.out()).doesNotContain("it was not fetched");
  }

  @Test
  void anotherContentAtTheSamePlaceIsNotTakenFromTheResultCache() throws IOException {
    String weak = publish(SHARED, TRIAGE, WEAK);
    String sound =
        publish(SHARED, TRIAGE, WEAK.replaceAll("(?m)^ *- run:.*$", "      - run: true"));
    caller(SHARED + "/" + TRIAGE + "@" + sound);
    assertThat(scan().out()).contains("it was not fetched");
    assertThat(scan().out()).contains("it was not fetched");
    scan("--online");
    assertThat(scan().out()).doesNotContain("it was not fetched", "cross-file-injection");
    caller(SHARED + "/" + TRIAGE + "@" + weak);
    assertThat(scan().out()).contains("it was not fetched");
    scan("--online");
    assertThat(scan().out()).contains("cross-file-injection");
  }

  @Test
  void aTagIsAskedForEachTimeAndStandsForNothingOffline() throws IOException {
    String commit = publish(SHARED, TRIAGE, WEAK);
    server.git(SHARED, "tag", "v1", commit);
    caller(SHARED + "/" + TRIAGE + "@v1");

    assertThat(scan("--online").out()).contains("acme/shared@" + commit + ":" + TRIAGE);
    assertThat(scan().out()).contains("it was not fetched").doesNotContain("cross-file-injection");
  }

  @Test
  void looksIntoActionsWithinActionsAndSaysWhichIsMovable() throws IOException {
    server.git("helper/download", "rev-parse", "--git-dir");
    String inner = publish("acme/inner", "sub/action.yaml", composite("helper/download@v1"));
    String outer = publish("acme/setup", "action.yml", composite("acme/inner/sub@" + inner));
    step("acme/setup@" + outer);

    Outcome online = scan("--online", "--only", "transitive-risk");

    assertThat(online.out())
        .contains("transitive-risk", "acme/setup -> acme/inner/sub", "helper/download@v1")
        .contains("acme/inner@" + inner + ":sub/action.yaml");
    assertThat(online.out()).contains("\"gap\"", "helper/download@v1", "has no such file");
    assertThat(scan("--online", "--strict", "--fail-on=never").code()).isEqualTo(3);
    assertThat(scan("--online", "--fail-on=never").code()).isEqualTo(0);
    assertThat(findings(scan("--only", "transitive-risk"))).isEqualTo(findings(online));
  }

  @Test
  void callsOfEachOtherEnd() throws IOException {
    String one = publish("acme/one", "action.yml", composite("acme/two@main"));
    String two = publish("acme/two", "action.yml", composite("acme/one@main"));
    server.git("acme/one", "update-ref", "refs/heads/main", one);
    server.git("acme/two", "update-ref", "refs/heads/main", two);
    String self = WEAK.replace("steps:", "steps:\n      - uses: acme/one@main");
    publish(SHARED, TRIAGE, self + "  again:\n    uses: ./" + TRIAGE + "\n");
    caller(SHARED + "/" + TRIAGE + "@main");

    Outcome online = scan("--online", "--fail-on=never");

    assertThat(online.code()).as(online.out() + online.err()).isEqualTo(3);
    assertThat(online.out())
        .contains("acme/shared@", "cross-file-injection", "Actions call each other more than 10");
  }

  @Test
  void whatAHostileRepositoryAnswersEndsAsAGap() throws IOException {
    String huge = publish("evil/huge", "action.yml", "name: x\n#" + "x".repeat(600 << 10) + "\n");
    String link = symbolicLink("evil/link", "action.yml", "/etc/passwd");
    String bytes = publish("evil/bytes", "action.yml", "name: \u0000\u0001\n");
    String broken = publish("evil/broken", "action.yml", "runs: [\n");
    publish("evil/away", "action.yml", "name: away\n");
    server.redirections.put("/evil/away.git/info/refs", "http://127.0.0.2:1/x.git/info/refs");
    List<String> uses =
        List.of(
            "evil/huge@" + huge,
            "evil/link@" + link,
            "evil/bytes@" + bytes,
            "evil/broken@" + broken,
            "evil/missing@" + "1".repeat(40),
            "evil/away@" + "2".repeat(40),
            "evil/up/../../x@" + "3".repeat(40),
            "evil/colon@a:b",
            "evil/${{ x }}@v1");
    step(uses.toArray(String[]::new));

    Outcome online = scan("--online", "--fail-on=never");

    assertThat(online.err()).doesNotContain("Exception");
    assertThat(online.code()).as(online.out() + online.err()).isEqualTo(0);
    for (String use : uses) {
      assertThat(online.out()).as(use).contains(use);
    }
    assertThat(online.out()).doesNotContain("root:x:0").contains("which is not followed");
    assertThat(scan("--online", "--fail-on=never", "--strict").code()).isEqualTo(3);
  }

  // ----

  private String publish(String repository, String path, String text) {
    String commit = server.commit(repository, path, text);
    server.git(repository, "update-ref", "refs/heads/main", commit);
    return commit;
  }

  private String symbolicLink(String repository, String path, String to) throws IOException {
    Path content = Files.writeString(temp.resolve("link"), to);
    server.git(repository, "rev-parse", "--git-dir");
    String blob = server.git(repository, "hash-object", "-w", content.toString());
    Path list = Files.writeString(temp.resolve("list"), "120000 blob " + blob + "\t" + path + "\n");
    String tree = server.git(repository, "-c", "alias.mk=!git mktree < " + list, "mk");
    String commit = server.git(repository, "commit-tree", tree, "-m", "link");
    server.git(repository, "update-ref", "refs/heads/main", commit);
    return commit;
  }

  private static String composite(String uses) {
    return """
        name: sample
        description: sample
        runs:
          using: composite
          steps:
            - uses: %s
        """
        .formatted(uses);
  }

  private void caller(String uses) throws IOException {
    workflow(
        """
        on: issues
        permissions: {}
        jobs:
          triage:
            permissions:
              issues: write
            uses: %s
            with:
              text: ${{ github.event.issue.title }}
        """
            .formatted(uses));
  }

  private void step(String... uses) throws IOException {
    StringBuilder text =
        new StringBuilder(
            """
            on: push
            permissions: {}
            jobs:
              build:
                runs-on: ubuntu-24.04
                steps:
            """);
    for (String each : uses) {
      text.append("      - uses: ").append(each).append('\n');
    }
    workflow(text.toString());
  }

  private void workflow(String text) throws IOException {
    Files.createDirectories(root.resolve(".github/workflows"));
    Files.writeString(root.resolve(".github/workflows/ci.yml"), text);
  }

  @Test
  void withoutANetworkItSaysInPlainWordsWhatDidNotRun() throws IOException {
    step("acme/tool@v1");
    StringWriter out = new StringWriter();
    PrintWriter screen = new PrintWriter(out, true);
    Map<String, String> environment =
        Map.of("HOME", temp.toString(), "SALLYPORT_GITHUB_URL", "http://127.0.0.1:1/");
    Main.run(screen, screen, CLOCK, environment, "scan", root.toString(), "--online");
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains(
            "no answer: there is no connection to it; is there a network?",
            "impostor-commit and ref-confusion did not run for 1 repository")
        .doesNotContain("Exception", "network?.");
  }

  /// Rule, place and fingerprint lines of the report, which say whether two results are the same.
  private static List<String> findings(Outcome outcome) {
    int end = outcome.out().indexOf("\n  \"problems\"");
    return outcome
        .out()
        .substring(0, end < 0 ? outcome.out().length() : end)
        .lines()
        .filter(l -> l.contains("\"rule\":") || l.contains("\"fingerprint\":"))
        .toList();
  }

  private Outcome scan(String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("scan", root.toString(), "--quiet", "--format=json", "--persona=auditor"));
    args.addAll(List.of(options));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Map<String, String> environment =
        Map.of("HOME", temp.toString(), "SALLYPORT_GITHUB_URL", server.base().toString());
    int code =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            CLOCK,
            environment,
            args.toArray(String[]::new));
    int rules = out.toString().indexOf("\n  \"rules\": [");
    String report = rules < 0 ? out.toString() : out.toString().substring(0, rules);
    return new Outcome(code, report, err.toString());
  }
}

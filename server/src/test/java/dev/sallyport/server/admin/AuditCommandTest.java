package dev.sallyport.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.json.JsonReader;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.control.audit.AuditLog;
import dev.sallyport.control.keys.Keys;
import dev.sallyport.control.keys.RootKey;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.server.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditCommandTest {

  private static final String DIGEST = "sha256:" + "ab".repeat(32);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T01:02:03.000000004Z"), ZoneOffset.UTC);

  private record Outcome(int code, String out, String err) {}

  @TempDir private Path folder;

  private Path state() {
    return folder;
  }

  private static Outcome run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine(
                CLOCK, Map.of("SALLYPORT_PASSPHRASE", "correct horse battery staple"), new Stop())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }

  private Outcome append(String actor, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "audit",
                "append",
                "--state=" + state(),
                "--verb=deploy.observed",
                "--environment=production",
                "--artifact=" + DIGEST,
                "--actor=" + actor));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  private Outcome verify() {
    return run("audit", "verify", "--state", state().toString());
  }

  private void tamper(String sql) throws SQLException {
    try (var directory = StateDirectory.open(state());
        var database = Database.embedded(directory);
        var connection = database.owner().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter table log_entry disable trigger all");
      statement.execute(sql);
    }
  }

  @Test
  void appendsPublishesAndNamesAnEditedRow() throws Exception {
    Outcome first = append("ada", "--from=build-7", "--reason=as asked");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .matches("index   0\norigin  sallyport/[0-9a-f-]{36}\nleaf    [0-9a-f]{64}\nsize    1\n");
    assertThat(first.err())
        .startsWith("warning: there was no installation in %s: a new one".formatted(state()))
        .contains("A new log was begun", "+");
    Outcome second = append("bob");
    assertThat(second.out()).contains("index   1\n", "size    2\n");
    assertThat(second.err()).isEmpty();
    assertThat(state().resolve("log/checkpoint")).isRegularFile();

    Outcome clean = verify();
    assertThat(clean.code()).isZero();
    assertThat(clean.out())
        .contains("2 entries in the database, 2 published: rows, head and files agree");

    assertThat(run("audit", "reindex", "--state", state().toString()))
        .isEqualTo(new Outcome(0, "2 entries can be searched\n", ""));

    tamper(
        """
        update log_entry
        set leaf = convert_to(replace(convert_from(leaf, 'UTF8'), 'production', 'staging'), 'UTF8')
        where index = 1
        """);
    Outcome edited = verify();
    assertThat(edited.code()).isEqualTo(1);
    assertThat(edited.out())
        .contains("entry 1: the row in the database is not what was published", "NOT one log")
        .doesNotContain("entry 0");
    // The tree grows from the edge that was signed, not from that row: the log goes on, and whoever
    // edited it stays found out.
    assertThat(append("eve").code()).isZero();
    assertThat(verify().code()).isEqualTo(1);
  }

  @Test
  void flippedByteOfFileIsNamed() throws Exception {
    append("ada");
    Path bundle = state().resolve("log/tile/entries/000.p/1");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[40] ^= 1;
    Files.write(bundle, bytes);
    Outcome outcome = verify();
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out())
        .contains("file tile/entries/000.p/1: byte 0: entry 0: ")
        .doesNotContain("the row");
    assertThat(append("bob").code()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void everyCommandTellsTheVersionAndHelpFits() {
    for (String command : List.of("serve", "audit append", "audit verify")) {
      var arguments = new ArrayList<>(List.of(command.split(" ", -1)));
      arguments.add("-V");
      assertThat(run(arguments.toArray(String[]::new)).out()).startsWith("sallyport ");
    }
    assertThat(run("serve", "--help").out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run("audit", "append", "--help").out()).contains("/var/lib/sallyport");
  }

  @Test
  void wrongUsageIsRefusedBeforeAnythingIsMade() {
    for (List<String> wrong :
        List.of(
            List.of("--verb=credential.issued"),
            List.of("--verb=deploy.observes"),
            List.of("--artifact=latest"),
            List.of("--actor="))) {
      var arguments =
          new ArrayList<>(
              List.of("audit", "append", "--state=" + state(), "--environment=production"));
      for (String option : List.of("--verb=deploy.observed", "--artifact=" + DIGEST, "--actor=a")) {
        String name = option.substring(0, option.indexOf('=') + 1);
        arguments.add(wrong.getFirst().startsWith(name) ? wrong.getFirst() : option);
      }
      assertThat(run(arguments.toArray(String[]::new)).code()).as(wrong.toString()).isEqualTo(2);
    }
    assertThat(state()).isEmptyDirectory();
  }

  @Test
  void wrongUsageIsOneLineWithTheNearestWord() {
    assertThat(append("ada", "--verbs=x").err())
        .isEqualTo(
            "sallyport: 'append' has no option '--verbs'; did you mean '--verb'?"
                + " ('sallyport audit append --help' tells more)\n");
    assertThat(search("--verb=deploy.observes").err().lines()).hasSize(1);
    assertThat(run("serve", "--listn=x").err().lines()).hasSize(1);
    assertThat(run("audit", "erase", "--reason=x").err().lines()).hasSize(1);
    assertThat(
            run(
                    "audit",
                    "append",
                    "--verb=deploy.observes",
                    "--environment=e",
                    "--artifact=" + DIGEST,
                    "--actor=a")
                .err())
        .contains("there is no 'deploy.observes'; did you mean 'deploy.observed'?");
  }

  @Test
  void nothingThereIsNotClean() {
    Outcome outcome = verify();
    assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains("there is no installation in");
    assertThat(state()).isEmptyDirectory();
  }

  @Test
  void entryGoesInBesideARunningProcess() {
    append("ada");
    try (var directory = StateDirectory.open(state());
        var database = Database.embedded(directory);
        var keys =
            Keys.open(directory, RootKey.passphrase("correct horse battery staple".toCharArray()));
        var log =
            AuditLog.open(
                database, directory, keys.logSigner(Keys.logKey(directory).orElseThrow().name()))) {
      var publisher =
          Thread.ofVirtual()
              .start(
                  () -> {
                    long size = 1;
                    while (size < 2 && !Thread.interrupted()) {
                      size = log.publish().orElseThrow().size();
                    }
                  });
      Outcome outcome = append("bob");
      publisher.interrupt();
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.code()).isZero();
      assertThat(outcome.out()).contains("index   1\n", "size    2\n");
    }
    assertThat(verify().code()).isZero();
  }

  @Test
  void controlsInANameAreRefusedBeforeAnythingIsMade() {
    for (String name : List.of("prod\u001b[2J", "a\nb", "a\u0085b", "", "x".repeat(5000))) {
      Outcome wrong =
          run(
              "audit",
              "append",
              "--state=" + state(),
              "--verb=deploy.observed",
              "--environment=" + name,
              "--artifact=" + DIGEST,
              "--actor=ada");
      assertThat(wrong.code()).as(wrong.err()).isEqualTo(2);
      assertThat(wrong.err()).contains("--environment: wanted ", ", got ");
      assertThat(wrong.err().lines().findFirst().orElseThrow()).matches("[ -~…]{1,300}");
    }
    assertThat(state()).isEmptyDirectory();
  }

  @Test
  void searchShowsNothingThatATerminalObeys() {
    assertThat(append("ada\u009b2J\u202e\udb40\udc41eva", "--from=\u001b[1m").code()).isZero();
    String json = search("--verb=deploy.observed", "--format=json").out();
    assertThat(json)
        .contains("\"who.subject\":\"ada\\u009b2J\\u202e\\udb40\\udc41eva\"")
        .contains("\"from.address\":\"\\u001b[1m\"")
        .matches("[ -~]+\n");
    assertThat(JsonReader.read(json.strip().getBytes(UTF_8), Leaf.MAX_BYTES)).isNotNull();
    assertThat(search("--verb=deploy.observed").out())
        .contains("ada\\u{9b}2J\\u{202e}", "\\u{1b}[1m")
        .matches("[ -~\n…]+");
  }

  private Outcome search(String... more) {
    var arguments = new ArrayList<>(List.of("audit", "search", "--state=" + state()));
    arguments.addAll(List.of(more));
    return run(arguments.toArray(String[]::new));
  }

  @Test
  void searchFindsByEachConditionAndIsAnEntryItself() {
    append("ada", "--from=build-7", "--reason=as asked");
    append("bob");
    // All over one database: to start one for each would take most of the time.
    try (var directory = StateDirectory.open(state());
        var _ = Database.embedded(directory)) {
      Outcome ada = search("--actor=ada");
      assertThat(ada.code()).as(ada.err()).isZero();
      assertThat(ada.out())
          .isEqualTo(
              """
              INDEX  WHEN (UTC)           VERB             ENVIRONMENT  ARTIFACT             WHO  FROM
              0      2026-11-24 01:02:03  deploy.observed  production   sha256:abababababab  ada  build-7
              """);
      assertThat(search("--artifact=" + DIGEST, "--limit=1").out()).contains("bob");
      Outcome next = search("--environment=production", "--after=1");
      assertThat(next.out()).contains("ada").doesNotContain("bob");
      assertThat(search("--environment=staging").err()).contains("no entry was found");
      assertThat(search("--until=2026-11-24", "--verb=deploy.observed").out()).isEmpty();
      assertThat(search("--since=1h", "--verb=deploy.observed").out()).contains("ada", "bob");
      Outcome reads = search("--verb=audit.read", "--format=json");
      assertThat(reads.out().lines()).hasSize(7).allMatch(line -> line.contains("\"audit.read\""));
      assertThat(reads.out()).contains("\"who.subject\":\"" + System.getProperty("user.name"));
    }
    assertThat(verify().code()).isZero();
  }

  @Test
  void searchGoesOnWhereThePageEnded() {
    append("ada");
    append("bob");
    try (var directory = StateDirectory.open(state());
        var _ = Database.embedded(directory)) {
      Outcome first = search("--verb=deploy.observed", "--limit=1");
      assertThat(first.out()).contains("bob").doesNotContain("ada");
      assertThat(first.err()).contains("there are more: --after 1");
      Outcome second = search("--verb=deploy.observed", "--limit=1", "--after=1");
      assertThat(second.out()).contains("ada").doesNotContain("bob");
      assertThat(second.err()).isEmpty();
    }
  }

  @Test
  void searchSaysWhatIsWrongWithAQuestion() {
    assertThat(search().err()).contains("there is no installation in");
    assertThat(search().code()).isEqualTo(ExitCode.FAILED);
    assertThat(search("--verb=deploy.observes").err()).contains("did you mean 'deploy.observed'?");
    assertThat(search("--artifact=latest").err()).contains("64 lower-case hexadecimal digits");
    assertThat(search("--since=yesterday").err()).contains("--since: wanted a time like");
    assertThat(search("--limit=201").err()).contains("--limit: wanted 1 to 200, got 201");
    assertThat(search("--after=-1").code()).isEqualTo(2);
    assertThat(state()).isEmptyDirectory();
  }

  @Test
  void whatWasErasedIsGoneAndTheTreeStaysValid() throws Exception {
    append("ada", "--from=build-7", "--reason=as asked");
    append("bob", "--from=build-8");
    byte[] bundle = Files.readAllBytes(state().resolve("log/tile/entries/000.p/2"));
    Outcome erased =
        run("audit", "erase", "--state=" + state(), "--actor=ada", "--reason=request 17");
    assertThat(erased.code()).as(erased.err()).isZero();
    assertThat(erased.out()).contains("index   2\n", "size    3\n", "erased  3 values\n");
    assertThat(Files.readAllBytes(state().resolve("log/tile/entries/000.p/2"))).isEqualTo(bundle);
    assertThat(verify().code()).isZero();
    assertThat(search("--actor=ada").err()).contains("no entry was found");
    assertThat(search("--verb=deploy.observed").out())
        .containsPattern("0 .* erased +erased\n")
        .containsPattern("1 .* bob +build-8\n");
    assertThat(search("--verb=deploy.observed", "--format=json").out())
        .contains("\"erased\":[\"from.address\",\"reason\",\"who.subject\"]")
        .contains("\"personal\":{\"from.address\":\"build-8\",\"who.subject\":\"bob\"}");
    assertThat(search("--verb=personal.erased", "--format=json").out())
        .contains("\"reason\":\"request 17\"");
    assertThat(run("audit", "erase", "--state=" + state(), "--actor=ada", "--reason=again").out())
        .isEqualTo("nothing is kept\n");
    assertThat(run("audit", "erase", "--state=" + state(), "--entry=1", "--reason=x").out())
        .contains("erased  2 values\n");
    assertThat(verify().code()).isZero();
    assertThat(run("audit", "erase", "--state=" + state(), "--reason=x").code()).isEqualTo(2);
  }

  @Test
  void valueThatWasReplacedBesideTheLogIsNotShown() throws Exception {
    append("ada");
    tamper(
        """
        alter table log_personal disable trigger all;
        update log_personal set value = 'eve';
        alter table log_personal enable trigger all
        """);
    assertThat(search("--verb=deploy.observed").out()).contains("erased").doesNotContain("eve");
    assertThat(verify().out())
        .contains("entry 0: a value about a person is not what it commits to");
  }

  @Test
  void searchBesideARunningProcess() {
    append("ada");
    try (var directory = StateDirectory.open(state());
        var database = Database.embedded(directory)) {
      Outcome outcome = search("--actor=ada");
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.out()).contains("ada");
      assertThat(database.installation()).isNotNull();
    }
    assertThat(verify().out()).contains("2 entries in the database, 1 published: rows, head and");
  }

  @Test
  void witnessThatIsDownIsSaidAndKeepsBackOnlyWhereItIsRequired() throws Exception {
    Path policy = state().resolveSibling(state().getFileName() + ".policy");
    // Nobody listens on port 1 of this host.
    Files.writeString(
        policy,
        """
        witness one witness.example/one+bc299d6b+BN9eMX/cBDSD73eliaRGA1aHEYFz5rRg+y0+enEJbaBP \
        http://127.0.0.1:1/
        quorum one
        """);
    try {
      Outcome kept = append("ada", "--witness-policy=" + policy, "--witness-mode=required");
      assertThat(kept.code()).as(kept.err()).isEqualTo(ExitCode.UNPUBLISHED);
      assertThat(kept.err())
          .contains("warning: witness one: could not be asked")
          .contains("logged, but not published yet: the quorum one is not met");
      assertThat(state().resolve("log/checkpoint")).doesNotExist();
      Outcome published = append("bob", "--witness-policy=" + policy);
      assertThat(published.code()).isZero();
      assertThat(published.out()).contains("size    2");
      assertThat(published.err()).contains("warning: published, but the quorum one is not met");
      assertThat(verify().code()).isZero();
    } finally {
      Files.delete(policy);
    }
  }
}

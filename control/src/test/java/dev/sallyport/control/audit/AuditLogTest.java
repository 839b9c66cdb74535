package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Leaf;
import dev.sallyport.base.model.event.Personal;
import dev.sallyport.control.store.Database;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.DirectorySource;
import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.LogVerifier;
import dev.sallyport.trust.log.NoteSigner;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import dev.sallyport.trust.log.WitnessPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuditLogTest {

  @RegisterExtension static final TestLog LOG = new TestLog();
  private static final NoteSigner SIGNER = signer();

  @TempDir private Path host;

  private static NoteSigner signer() {
    try {
      return new Ed25519Signer(
          "log.example/test", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void emptyLog() throws IOException {
    LOG.clear();
    Files.createDirectory(host.resolve("log"));
  }

  private AuditLog open() {
    return AuditLog.open(LOG.database(), host, SIGNER, Step.Hook.NONE);
  }

  private void append(AuditLog log, int count) {
    for (int i = 0; i < count; i++) {
      log.append(Unit.of(Samples.TENANT, Samples.deployedBy("person " + i)));
    }
  }

  private Optional<Long> verifiedSize() {
    var report =
        new LogVerifier(new DirectorySource(host.resolve("log")), WitnessPolicy.of(SIGNER.key()))
            .verify(Optional.empty(), (_, _) -> {});
    assertThat(report.problems()).isEmpty();
    return report.checkpoint().map(VerifiedCheckpoint::checkpoint).map(Checkpoint::size);
  }

  private StateCheck.Report check() {
    return StateCheck.run(LOG.database(), host.resolve("log"), SIGNER.key());
  }

  @Test
  void publishesWhatIsCommitted() {
    try (var log = open()) {
      append(log, 3);
      assertThat(log.publish().orElseThrow().size()).isEqualTo(3);
      append(log, 300);
      assertThat(log.publish().orElseThrow().size()).isEqualTo(303);
      assertThat(verifiedSize()).contains(303L);
    }
    assertThat(check().problems()).isEmpty();
    assertThat(check().entries()).isEqualTo(303);
  }

  @Test
  void unchangedSizeGetsNoNewCheckpoint() {
    try (var log = open()) {
      append(log, 1);
      log.publish();
      long signed = LOG.count("log_checkpoint");
      log.publish();
      assertThat(LOG.count("log_checkpoint")).isEqualTo(signed);
    }
  }

  @Test
  void startPublishesWhatAStoppedProcessDidNot() {
    try (var batcher =
        new Batcher(
            SIGNER.key().name(), LOG.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {})) {
      batcher.append(Unit.of(Samples.TENANT, Samples.deployed("production")));
    }
    try (var log = open()) {
      assertThat(log.published().orElseThrow().size()).isEqualTo(1);
    }
    assertThat(verifiedSize()).contains(1L);
  }

  @Test
  void secondHostPublishesTheSameCheckpoint(@TempDir Path other) throws IOException {
    Files.createDirectory(other.resolve("log"));
    try (var log = open()) {
      append(log, 5);
      log.publish();
    }
    try (var log = AuditLog.open(LOG.database(), other, SIGNER, Step.Hook.NONE)) {
      assertThat(log.published().orElseThrow().size()).isEqualTo(5);
    }
    assertThat(other.resolve("log/checkpoint"))
        .hasBinaryContent(Files.readAllBytes(host.resolve("log/checkpoint")));
  }

  /// As a new state directory beside the database of an old one, with a fresh key.
  @Test
  void secondKeyUnderTheSameNameSignsNothing(@TempDir Path other) throws IOException {
    Files.createDirectory(other.resolve("log"));
    try (var log = open()) {
      append(log, 3);
      log.publish();
    }
    try (var batcher =
        new Batcher(
            SIGNER.key().name(), LOG.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {})) {
      batcher.append(Unit.of(Samples.TENANT, Samples.deployed("production")));
    }
    assertThatThrownBy(() -> AuditLog.open(LOG.database(), other, signer(), Step.Hook.NONE).close())
        .isInstanceOf(LogConflict.class)
        .hasMessageContaining("of size 3, was signed with another key than log.example/test+");
    assertThat(LOG.count("log_checkpoint where size > 3")).isZero();
    assertThat(other.resolve("log/checkpoint")).doesNotExist();
    open().close();
    assertThat(verifiedSize()).contains(4L);
  }

  @Test
  void newestRowOtherThanItsNoteIsNotBuiltOn() {
    try (var log = open()) {
      append(log, 3);
      log.publish();
    }
    LOG.tamper("update log_checkpoint set size = 2, root = sha256('x') where size = 3");
    assertThatThrownBy(this::open)
        .isInstanceOf(LogConflict.class)
        .hasMessageContaining("the row of the newest checkpoint says size 2");
  }

  @Test
  void editedRowIsNotSignedAndIsNamed() {
    try (var log = open()) {
      append(log, 3);
      log.publish();
      append(log, 3);
      LOG.tamper("update log_entry set leaf = leaf || ' ' where index = 4");
      assertThatThrownBy(log::publish)
          .isInstanceOf(LogConflict.class)
          .hasMessageContaining("the entries lead to size 6");
      var unit = Unit.of(Samples.TENANT, Samples.deployed("production"));
      assertThatThrownBy(() -> log.append(unit)).isInstanceOf(LogUnavailable.class);
    }
    assertThat(verifiedSize()).contains(3L);
    assertThat(check().problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .isEqualTo("entry 4: leaf and hash in the database do not belong together"));
    assertThatThrownBy(this::open).isInstanceOf(LogConflict.class);
  }

  @Test
  void editedPublishedRowIsNamedEvenWhenItsHashWasChangedToo() {
    try (var log = open()) {
      append(log, 300);
      log.publish();
    }
    LOG.tamper(
        """
        update log_entry set leaf = convert_to('{}', 'UTF8'),
          hash = sha256('\\x00'::bytea || convert_to('{}', 'UTF8')) where index = 257
        """);
    assertThat(check().problems())
        .contains("entry 257: the row in the database is not what was published")
        .anyMatch(problem -> problem.startsWith("head: the entries lead to root "));
  }

  @Test
  void removedRowIsNamed() {
    try (var log = open()) {
      append(log, 4);
      log.publish();
    }
    LOG.tamper("delete from log_entry where index = 2");
    assertThat(check().problems()).contains("entry 2: not in the database");
  }

  @Test
  void editedPersonalValueIsNamed() {
    try (var log = open()) {
      append(log, 2);
      log.publish();
    }
    LOG.tamper(
        "update log_personal set value = 'somebody else' where entry = 1 and field = 'who.subject'");
    assertThat(check().problems())
        .containsExactly("entry 1: a value about a person is not what it commits to");
  }

  /// What the tables say beside the entries: each is compared with the rest.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update log_head set size = 5 | head: the head says size 5 beside an edge of size 4",
        "update log_head set edge = '\\x00' | head: ",
        "update log_head set edge = set_byte(edge, 20, 255 - get_byte(edge, 20))"
            + " | head: the entries lead to root ",
        "delete from log_head | head: the database has no head of the log",
        "update log_checkpoint set root = sha256('x') where size = 2"
            + " | checkpoint of size 2: the row in the database is not what was signed",
        "update log_checkpoint set note = set_byte(note, 40, 255 - get_byte(note, 40))"
            + " where size = 2"
            + " | checkpoint of size 2: the row in the database is not what was signed",
        "delete from log_checkpoint where size = 4"
            + " | checkpoint of size 4: it is published, but not in the database",
        "update log_entry set hash = sha256('x') where index = 3"
            + " | entry 3: leaf and hash in the database do not belong together",
        "update log_entry set index = 9 where index = 3 | entries 3 to 8: not in the database",
        "update log_personal set entry = 0 where entry = 3"
            + " | entry 0: a value about a person is not what it commits to",
        "update log_personal set salt = sha256('x') where entry = 3"
            + " | entry 3: a value about a person is not what it commits to",
        "update log_personal set field = 'reason' where entry = 3 and field = 'who.subject'"
            + " | entry 3: a value about a person is not what it commits to"
      })
  void editedRowOfAnyTableIsNamed(String sql, String problem) {
    try (var log = open()) {
      append(log, 2);
      log.publish();
      append(log, 2);
      log.publish();
    }
    assertThat(check().problems()).isEmpty();
    LOG.tamper(sql);
    assertThat(check().problems()).anyMatch(found -> found.startsWith(problem));
  }

  /// The clock of the machine is stepped both ways: the order is that of the indices.
  @Test
  void steppedClockDoesNotTouchTheOrder() throws SQLException {
    var times =
        List.of(
            Samples.NOON,
            Samples.NOON.plus(Duration.ofDays(400)),
            Samples.NOON.minus(Duration.ofDays(400)),
            Samples.NOON.plusSeconds(1));
    try (var log = open()) {
      for (int i = 0; i < times.size(); i++) {
        var event = new Event.DeployObserved(Samples.facts("production", times.get(i)), null);
        log.append(Unit.of(Samples.TENANT, event));
        assertThat(log.publish().orElseThrow().size()).isEqualTo(i + 1);
        // The database's clock is stepped too.
        LOG.tamper(
            "update log_checkpoint set at = at + interval '%d days'"
                .formatted(i % 2 == 0 ? 9 : -99));
      }
    }
    assertThat(LOG.checkedEntries())
        .extracting(entry -> Leaf.parse(entry.leaf()).facts().when())
        .isEqualTo(times);
    assertThat(verifiedSize()).contains((long) times.size());
    assertThat(check().problems()).isEmpty();
  }

  @Test
  void olderDatabaseBesideNewerFilesIsNotSigned() {
    try (var log = open()) {
      append(log, 4);
      log.publish();
    }
    // An old dump: everything of it is consistent in itself.
    LOG.clear();
    assertThatThrownBy(this::open)
        .isInstanceOf(LogConflict.class)
        .hasMessageContaining("the database has 0 entries, the published files have 4");
    assertThat(check().problems())
        .anyMatch(problem -> problem.contains("4 entries were published"));
  }

  private Batcher other() {
    return new Batcher(
        SIGNER.key().name(), LOG.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {});
  }

  /// A standby that had got two of five entries is promoted under a running process. What this
  /// process has committed itself is there; what it has signed for another one is not.
  @Test
  void databaseBehindWhatWasSignedTakesNothing() throws SQLException {
    var unit = Unit.of(Samples.TENANT, Samples.deployed("fork"));
    try (var log = open();
        var other = other()) {
      append(log, 2);
      String edge = headEdge();
      for (int i = 0; i < 3; i++) {
        other.append(Unit.of(Samples.TENANT, Samples.deployed("other " + i)));
      }
      assertThat(log.publish().orElseThrow().size()).isEqualTo(5);
      LOG.tamper(
          """
          delete from log_entry where index >= 2;
          delete from log_batch where first >= 2;
          delete from log_checkpoint;
          update log_head set size = 2, edge = '\\x%s'
          """
              .formatted(edge));
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> log.append(unit))
            .isInstanceOf(LogUnavailable.class)
            .hasMessageContaining("has 2 entries and is not what was signed at size 5");
      }
    }
    assertThat(LOG.checkedEntries()).hasSize(2);
  }

  private String headEdge() throws SQLException {
    try (var connection = LOG.database().owner().getConnection()) {
      connection.setAutoCommit(false);
      String edge = HexFormat.of().formatHex(new Rows(connection).head().bytes());
      connection.rollback();
      return edge;
    }
  }

  @Test
  void joinedLogTakesNothingIntoADatabaseBehindWhatWasSigned() {
    var unit = Unit.of(Samples.TENANT, Samples.deployed("fork"));
    try (var log = open()) {
      append(log, 3);
      log.publish();
      try (var joined = JoinedLog.of(LOG.database(), host, SIGNER.key().name())) {
        LOG.clear();
        assertThatThrownBy(() -> joined.append(unit))
            .isInstanceOf(LogUnavailable.class)
            .hasMessageContaining("has 0 entries and is not what was signed at size 3");
      }
    }
    assertThat(LOG.count("log_entry")).isZero();
  }

  @Test
  void databaseThatWentOnWithAnotherHistoryTakesNothing() {
    var unit = Unit.of(Samples.TENANT, Samples.deployed("fork"));
    try (var own = other();
        var other = other()) {
      own.append(unit);
      own.append(unit);
      LOG.clear();
      for (int i = 0; i < 3; i++) {
        other.append(Unit.of(Samples.TENANT, Samples.deployed("another past " + i)));
      }
      assertThatThrownBy(() -> own.append(unit))
          .isInstanceOf(LogUnavailable.class)
          .hasMessageContaining("entry 1 is not the one that was acknowledged");
    }
    assertThat(LOG.count("log_entry")).isEqualTo(3);
  }

  @Test
  void otherHistoryOfTheSameSizeIsNotSigned() {
    try (var log = open()) {
      append(log, 4);
      log.publish();
    }
    LOG.clear();
    try (var batcher =
        new Batcher(
            SIGNER.key().name(), LOG.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {})) {
      for (int i = 0; i < 5; i++) {
        batcher.append(Unit.of(Samples.TENANT, Samples.deployed("other")));
      }
    }
    assertThatThrownBy(this::open).isInstanceOf(LogConflict.class);
  }

  @Test
  void otherDatabaseIsRefused() throws IOException {
    open().close();
    Database database = LOG.database();
    Path known = host.resolve("log-database");
    assertThat(known)
        .hasContent(
            "sallyport log database 1\nsystem %d\ntimeline %d\n"
                .formatted(database.systemIdentifier(), database.timeline()));
    Files.writeString(known, "sallyport log database 1\nsystem 77\ntimeline 1\n");
    assertThatThrownBy(this::open)
        .isInstanceOf(LogConflict.class)
        .hasMessageContaining("this host's log is in 77");
  }

  @Test
  void otherTimelineIsRefused() throws IOException {
    Files.writeString(
        host.resolve("log-database"),
        "sallyport log database 1\nsystem %d\ntimeline 9\n"
            .formatted(LOG.database().systemIdentifier()));
    assertThatThrownBy(this::open)
        .isInstanceOf(LogConflict.class)
        .hasMessageContaining("known is 9");
  }

  @Test
  void checkpointsInTheDatabaseOnlyGrow() {
    try (var log = open()) {
      append(log, 2);
      log.publish();
    }
    assertThatThrownBy(
            () ->
                LOG.owner(
                    "insert into log_checkpoint (size, root, note)"
                        + " values (1, sha256(''::bytea), ''::bytea)"))
        .hasMessageContaining("not larger");
  }

  @Test
  void emptyLogIsCleanAndPublishesNothing() {
    try (var log = open()) {
      assertThat(log.publish()).isEmpty();
    }
    assertThat(check().isClean()).isTrue();
  }

  @Test
  void eventKeepsNoPersonalValueInTheLog() throws IOException {
    try (var log = open()) {
      Event.DeployObserved event = Samples.deployedBy("Ada Lovelace");
      log.append(Unit.of(Samples.TENANT, event));
      log.publish();
    }
    assertThat(
            Files.readString(
                host.resolve("log/tile/entries/000.p/1"),
                java.nio.charset.StandardCharsets.ISO_8859_1))
        .contains("deploy.observed")
        .doesNotContain("Ada");
    assertThat(LOG.count("log_personal where value = 'Ada Lovelace'")).isEqualTo(1);
  }

  @Test
  void erasureTakesTheValueAndLeavesTheTree() throws SQLException {
    try (var log = open()) {
      Event.DeployObserved ada = Samples.deployedBy("Ada Lovelace");
      log.append(Unit.of(Samples.TENANT, ada));
      log.append(Unit.of(Samples.TENANT, Samples.deployedBy("Bob")));
      log.publish();
      List<String> commitments =
          Leaf.of(ada).personal().stream().map(Personal.Known::commitment).toList();
      assertThat(commitments).hasSize(3);
      assertThat(LOG.count("log_personal")).isEqualTo(6);
      var erased = new Event.PersonalErased(Samples.facts("production"), commitments);
      log.append(Unit.of(Samples.TENANT + 1, erased));
      assertThat(LOG.count("log_personal")).as("those of another tenant").isEqualTo(6);
      log.append(Unit.of(Samples.TENANT, erased));
      log.publish();
      assertThat(LOG.count("log_personal")).isEqualTo(3);
      assertThat(LOG.count("log_personal where value like '%Ada%'")).isZero();
      // The entry itself still says all but who.
      var entry = (Event.DeployObserved) Leaf.parse(LOG.checkedEntries().getFirst().leaf());
      assertThat(entry.facts().on()).isEqualTo(ada.facts().on());
      assertThat(entry.reason()).isInstanceOf(Personal.Committed.class);
    }
    assertThat(verifiedSize()).contains(4L);
    assertThat(check().problems()).isEmpty();
  }

  @Test
  void tenantBesideAnEntryIsComparedWithTheOneItNames() {
    try (var log = open()) {
      append(log, 2);
      log.append(Unit.of(2, Samples.deployedBy("Ada")));
      log.publish();
    }
    assertThat(check().problems()).isEmpty();
    LOG.tamper("update log_entry set tenant = 2 where index = 1");
    assertThat(check().problems())
        .contains("entry 1: the tenant beside it is not the one that it names");
    LOG.tamper("update log_entry set tenant = 1");
    assertThat(check().problems())
        .contains("entry 2: the tenant beside it is not the one that it names")
        .noneMatch(problem -> problem.startsWith("entry 1:"));
  }
}

package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.DirectorySource;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.MerkleTree;
import dev.sallyport.trust.log.Proofs;
import dev.sallyport.trust.log.SignedNote;
import dev.sallyport.trust.log.TileReader;
import dev.sallyport.trust.log.TreeEdge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our process and those of its database are killed under load, at every named place and at random
/// times. After each: what was acknowledged is there, once, where it was said to be; what was
/// refused is not; nothing that was ever signed or published is contradicted.
final class KilledProcessTest {

  private static final long SEED = 20_261_124;
  private static final int AT_EACH_PLACE = 3;
  private static final int AT_RANDOM = 30;
  private static final int OF_DATABASE = 110;
  private static final int OF_DATABASE_IN_ONE_LIFE = 11;
  private static final int CALLERS = 6;
  private static final long LONG_ENOUGH = 180_000_000;

  @TempDir private Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Map<String, String> acknowledged = new HashMap<>();
  private final HashSet<String> refused = new HashSet<>();
  private final TreeMap<Long, Hash> checkpoints = new TreeMap<>();
  private int lives;
  private int kills;
  private int checks;

  @BeforeEach
  void makeState() throws SQLException {
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state);
        var connection = database.owner().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "create table beside (name text not null); grant select, insert on beside to sallyport_app");
    }
  }

  private static List<String> places() {
    return Stream.concat(
            Stream.of(Step.values()).map(Enum::name),
            Stream.of(KillingLayer.Point.values()).map(Enum::name))
        .toList();
  }

  @Test
  void nothingAcknowledgedIsLostAtSomePlaces() throws Exception {
    for (String place : List.of("COMMITTED", "CHECKPOINT_INSERTED")) {
      dieAt(place);
      check();
    }
    killAtRandomTime();
    check();
  }

  @Tag("slow")
  @Test
  void nothingAcknowledgedIsLostIn200Kills() throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < AT_EACH_PLACE; i++) {
      for (String place : places()) {
        dieAt(place);
        // Now and then the next life is the one that meets what was left.
        if (random.nextInt(4) > 0) {
          check();
        }
      }
    }
    for (int i = 0; i < AT_RANDOM; i++) {
      killAtRandomTime();
      check();
    }
    for (int i = 0; i < OF_DATABASE; i += OF_DATABASE_IN_ONE_LIFE) {
      killDatabase();
      check();
    }
    assertThat(kills).isGreaterThanOrEqualTo(200);
    System.out.printf(
        "%d kills in %d lives, %d checks, %d entries acknowledged, %d checkpoints kept, %d s%n",
        kills,
        lives,
        checks,
        acknowledged.size(),
        checkpoints.size(),
        (System.nanoTime() - start) / 1_000_000_000);
  }

  private Life live(String place, int passes, long micros) throws Exception {
    return Life.start(
        folder,
        List.of(
            "own",
            "life-" + lives++,
            place,
            Integer.toString(passes),
            Long.toString(micros),
            Integer.toString(CALLERS)));
  }

  private void dieAt(String place) throws Exception {
    // After it was told to commit, it lives on for a moment: so it dies before, during or after.
    long micros = place.equals("COMMIT_SENT_NEXT") ? random.nextLong(3000) : 0;
    try (Life life = live(place, 1 + random.nextInt(12), micros)) {
      assertThat(life.endsWithin(LONG_ENOUGH)).as("still lives after " + place).isFalse();
      kills++;
      note(life);
    }
  }

  private void killAtRandomTime() throws Exception {
    try (Life life = live("-", 1, 0)) {
      life.awaitReady();
      assertThat(life.endsWithin(random.nextLong(300_000))).isTrue();
      kills++;
      note(life);
    }
  }

  private void killDatabase() throws Exception {
    try (Life life = live("-", 1, 0)) {
      life.awaitReady();
      for (int i = 0; i < OF_DATABASE_IN_ONE_LIFE; i++) {
        life.awaitDone(1 + random.nextInt(300));
        ProcessHandle server = ProcessHandle.of(Servers.pid(folder)).orElseThrow();
        List<ProcessHandle> parts = server.children().toList();
        // The server itself, one of its sessions, or one of its helpers.
        boolean whole = parts.isEmpty() || random.nextBoolean();
        (whole ? server : parts.get(random.nextInt(parts.size()))).destroyForcibly();
        kills++;
        if (whole) {
          Servers.awaitOther(folder, server.pid());
        }
      }
      life.awaitDone(50);
      life.kill();
      kills++;
      note(life);
    }
  }

  private void note(Life life) throws IOException {
    for (String line : life.lines()) {
      String[] words = line.split(" ", 4);
      switch (words[0]) {
        case "done" -> acknowledged.put(words[3], words[1] + " " + words[2]);
        case "refused" -> refused.add(words[1]);
        case "wrong" -> throw new AssertionError(line);
        default -> assertThat(line).matches("ready|unknown .*");
      }
    }
    keepPublished();
  }

  private void keepPublished() throws IOException {
    Path file = folder.resolve("log/checkpoint");
    if (Files.exists(file)) {
      keep(Checkpoint.parse(SignedNote.parse(Files.readAllBytes(file)).text()));
    }
  }

  private void keep(Checkpoint checkpoint) {
    Hash before = checkpoints.put(checkpoint.size(), checkpoint.root());
    assertThat(before == null || before.equals(checkpoint.root())).isTrue();
  }

  private void check() throws Exception {
    checks++;
    try (var state = StateDirectory.open(folder);
        var database = Database.embedded(state)) {
      var signer = LogHarness.signer(state);
      try (var log =
          AuditLog.open(database, signer, AuditLog.Seams.of(state.root(), Step.Hook.NONE))) {
        checkRows(database);
        keepPublished();
        checkPublished(log.published().map(Checkpoint::size).orElse(0L));
      }
      assertThat(StateCheck.run(database, state.log(), signer.key()).problems()).isEmpty();
    }
  }

  private void checkRows(Database database) throws SQLException {
    var found = new HashMap<String, String>();
    TreeEdge[] edge = {TreeEdge.EMPTY};
    var sizes = new HashMap<>(checkpoints);
    try (var connection = database.owner().getConnection()) {
      connection.setAutoCommit(false);
      var rows = new Rows(connection);
      for (Rows.Signed signed : rows.checkpoints()) {
        Hash before = sizes.put(signed.size(), signed.root());
        assertThat(before == null || before.equals(signed.root())).isTrue();
      }
      rows.entries(
          0,
          Long.MAX_VALUE,
          entry -> {
            assertThat(entry.index()).isEqualTo(edge[0].size());
            edge[0] = edge[0].append(MerkleTree.leafHash(entry.leaf()));
            Hash root = sizes.remove(edge[0].size());
            assertThat(root == null || root.equals(edge[0].root())).isTrue();
            String before =
                found.put(name(entry.leaf()), "%d %s".formatted(entry.index(), entry.hash()));
            assertThat(before).as("one unit twice").isNull();
          });
      assertThat(sizes).as("signed, but not there any more").isEmpty();
      assertThat(rows.head()).isEqualTo(edge[0]);
      try (var statement = connection.createStatement();
          var beside = statement.executeQuery("select name from beside")) {
        var names = new ArrayList<String>();
        while (beside.next()) {
          names.add(beside.getString(1));
        }
        assertThat(names).hasSize(found.size());
        assertThat(found.keySet().containsAll(names)).isTrue();
      }
    }
    acknowledged.forEach((name, place) -> assertThat(found.get(name)).as(name).isEqualTo(place));
    assertThat(refused).noneMatch(found::containsKey);
  }

  private static String name(byte[] leaf) {
    String text = new String(leaf, UTF_8);
    String member = "\"environment\":\"";
    int start = text.indexOf(member) + member.length();
    return text.substring(start, text.indexOf('"', start));
  }

  /// From the published tiles alone: each checkpoint that was ever seen is a beginning of this one.
  private void checkPublished(long size) {
    var source = new DirectorySource(folder.resolve("log"));
    var reader = new TileReader(source, size).at(size);
    assertThat(checkpoints.lastKey()).isEqualTo(size);
    Hash root = checkpoints.lastEntry().getValue();
    checkpoints.forEach(
        (earlier, known) ->
            assertThat(
                    Proofs.verifyConsistency(
                            earlier, known, size, root, Proofs.consistency(reader, earlier, size))
                        .holds())
                .as("checkpoint of size %d", earlier)
                .isTrue());
  }
}

package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.trust.log.LogProblem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogVerifierTest {

  private static final LogVerifier.Listener SILENT = (_, _) -> {};

  @TempDir private Path folder;

  private LogFiles grow(int... sizes) {
    var files = LogFiles.open(new UnsyncedLayer(folder), Samples.POLICY);
    for (int size : sizes) {
      files.publish(Samples.signed(files.append(Samples.entries(files.edge().size(), size))));
    }
    return files;
  }

  private VerifyReport verify() {
    return verify(Optional.empty());
  }

  private VerifyReport verify(Optional<VerifierState> from) {
    return new LogVerifier(new DirectorySource(folder), Samples.POLICY).verify(from, SILENT);
  }

  private List<String> paths() throws IOException {
    try (var walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private void flip(String path, int offset) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(path));
    bytes[offset] ^= 0x10;
    Files.write(folder.resolve(path), bytes);
  }

  @Test
  void goodLogsAreClean() {
    for (int size : List.of(0, 1, 255, 256, 257, 1000)) {
      grow(size);
      var report = verify();
      assertThat(report.problems()).isEmpty();
      assertThat(report.remarks()).isEmpty();
      assertThat(report.isClean()).isTrue();
      assertThat(report.entries()).isEqualTo(size);
    }
  }

  /// Every file of a log with partial, superseded and not yet signed files; three places in each.
  @Test
  void oneFlippedByteInAnyFileIsNamedWithItsPlace() throws IOException {
    var files = grow(100, 200, 300, 66_000, 66_010);
    files.append(Samples.entries(66_010, 66_100));
    var random = new SplittableRandom(4);
    assertThat(verify().problems()).isEmpty();
    var samples = new ArrayList<String>();
    for (String path : paths()) {
      // Of the many full ones a few are enough.
      boolean ordinary =
          path.matches("tile/(0|entries)/\\d{3}") && !path.matches(".*(000|257|128)");
      if (!ordinary) {
        samples.add(path);
      }
    }
    assertThat(samples)
        .contains("checkpoint", "tile/0/257.p/218", "tile/1/001.p/1", "tile/entries/258.p/52")
        .hasSizeGreaterThan(12);
    for (String path : samples) {
      byte[] good = Files.readAllBytes(folder.resolve(path));
      for (int offset : new int[] {0, random.nextInt(good.length), good.length - 1}) {
        flip(path, offset);
        assertNamed(path, offset);
        Files.write(folder.resolve(path), good);
      }
    }
    assertThat(verify().problems()).isEmpty();
  }

  @Tag("slow")
  @Test
  void oneFlippedByteInEachOfAllFilesIsNamed() throws IOException {
    var files = grow(100, 200, 300, 66_000, 66_010);
    files.append(Samples.entries(66_010, 66_100));
    var random = new SplittableRandom(5);
    assertThat(paths()).hasSizeGreaterThan(500);
    for (String path : paths()) {
      int offset = random.nextInt((int) Files.size(folder.resolve(path)));
      flip(path, offset);
      assertNamed(path, offset);
      flip(path, offset);
    }
    assertThat(verify().problems()).isEmpty();
  }

  private void assertNamed(String path, int offset) {
    var problems = verify().problems();
    assertThat(problems).as("%s, byte %d", path, offset).isNotEmpty();
    assertThat(problems).extracting(LogProblem::path).contains(path);
    if (path.equals("checkpoint")) {
      return;
    }
    var problem = problems.stream().filter(p -> p.path().equals(path)).findFirst().orElseThrow();
    long at = problem.offset().orElseThrow();
    if (path.startsWith("tile/entries/")) {
      // A wrong length is found where the next one makes no sense.
      assertThat(problem.entry()).isPresent();
    } else {
      assertThat(at).isEqualTo(offset);
    }
  }

  @Test
  void theRightOneOfTwoDisagreeingFilesIsBlamed() throws IOException {
    grow(66_000);
    flip("tile/entries/100", 9);
    assertThat(verify().problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Kind.WRONG);
              assertThat(problem.path()).isEqualTo("tile/entries/100");
              assertThat(problem.entry()).hasValue(25_600);
              assertThat(problem.offset()).hasValue(0);
            });
    flip("tile/entries/100", 9);
    flip("tile/0/100", 70);
    assertThat(verify().problems())
        .extracting(Object::toString)
        .containsExactly(
            "tile/0/100: byte 70: entry 25602: hash 2 is not the one of what lies below");
    flip("tile/0/100", 70);
    flip("tile/1/000", 100 * 32);
    assertThat(verify().problems())
        .extracting(Object::toString)
        .containsExactly("tile/1/000: byte 3200: hash 100 is not the one of what lies below");
    flip("tile/1/000", 100 * 32);
    flip("tile/entries/257.p/208", 5);
    assertThat(verify().problems())
        .singleElement()
        .satisfies(p -> assertThat(p.entry()).hasValue(65_792));
  }

  @Test
  void entryForgedTogetherWithItsTileIsFoundByTheTilesAbove() throws IOException {
    grow(66_000);
    var path = TilePath.full(TilePath.ENTRIES, 7);
    var entries =
        new ArrayList<>(
            EntryBundle.parse(path, Files.readAllBytes(folder.resolve(path.path()))).entries());
    entries.set(3, Samples.utf8("entry 1796"));
    var forged = EntryBundle.of(entries);
    Files.write(folder.resolve("tile/entries/007"), forged.bytes());
    Files.write(folder.resolve("tile/0/007"), forged.leafHashes(new TreeHasher()));
    assertThat(verify().problems())
        .extracting(Object::toString)
        .containsExactly(
            "tile/0/007: this tile and what lies below it do not have hash 7 of tile/1/000, which"
                + " the signed root confirms");
  }

  @Test
  void severalWrongFilesAreAllNamed() throws IOException {
    grow(66_000);
    flip("tile/entries/003", 3);
    flip("tile/entries/200", 3);
    flip("tile/0/004", 3);
    flip("tile/1/001.p/1", 31);
    Files.delete(folder.resolve("tile/0/009"));
    Files.delete(folder.resolve("tile/entries/010"));
    assertThat(verify().problems())
        .extracting(LogProblem::path)
        .containsExactly(
            "tile/0/004",
            "tile/0/009",
            "tile/1/001.p/1",
            "tile/entries/003",
            "tile/entries/010",
            "tile/entries/200");
  }

  @Test
  void unknownFilesAndFilesBeyondTheCheckpointAreNamed() throws IOException {
    var files = grow(300);
    files.append(Samples.entries(300, 310));
    Files.writeString(folder.resolve("notes.txt"), "x");
    Files.writeString(folder.resolve("tile/0/0001"), "x");
    Files.writeString(folder.resolve("tile/0/999"), "x");
    Files.writeString(folder.resolve(".tmp-3"), "x");
    var report = verify();
    assertThat(report.problems())
        .extracting(p -> p.kind() + " " + p.path())
        .containsExactly("UNKNOWN_FILE notes.txt", "UNKNOWN_FILE tile/0/0001");
    assertThat(report.remarks())
        .extracting(p -> p.kind() + " " + p.path())
        .containsExactly("TEMPORARY .tmp-3", "AHEAD tile/0/999");
    assertThat(report.entries()).isEqualTo(310);
  }

  @Test
  void nothingReadableIsNoSuccess() throws IOException {
    assertThat(verify().problems())
        .extracting(Object::toString)
        .containsExactly("checkpoint: missing");
    grow(300);
    Files.delete(folder.resolve("tile/0/000"));
    Files.delete(folder.resolve("tile/entries/000"));
    assertThat(verify().problems())
        .extracting(p -> p.kind() + " " + p.path())
        .containsExactly("ROOT checkpoint", "MISSING tile/0/000", "MISSING tile/entries/000");
    assertThat(verify().isClean()).isFalse();
  }

  @Test
  void signedRootOfOtherEntriesIsFound() {
    var files = grow(300);
    var edge = TreeEdge.EMPTY.appendAll(Samples.leaves(299)).append(MerkleTree.EMPTY_ROOT);
    new UnsyncedLayer(folder).write("checkpoint", Samples.signed(edge).bytes());
    assertThat(files.edge().root()).isNotEqualTo(edge.root());
    assertThat(verify().problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.kind()).isEqualTo(Kind.ROOT));
  }

  @Test
  void goesOnWhereItStood() {
    var files = grow(300);
    var state = VerifierState.parse(verify().state().orElseThrow().bytes());
    assertThat(state.position()).isEqualTo(256);
    for (int size : List.of(300, 512, 513, 66_000)) {
      if (size > files.edge().size()) {
        files.publish(Samples.signed(files.append(Samples.entries(files.edge().size(), size))));
      }
      var report = verify(Optional.of(state));
      assertThat(report.problems()).isEmpty();
      assertThat(report.entries()).isEqualTo(size - state.position());
      state = VerifierState.parse(report.state().orElseThrow().bytes());
      assertThat(state.last().orElseThrow().size()).isEqualTo(size);
    }
  }

  @Test
  void resumesInTheMiddleOfAFirstRun() {
    grow(140_000);
    var states = new ArrayList<VerifierState>();
    var progress = new ArrayList<Long>();
    var listener =
        new LogVerifier.Listener() {
          @Override
          public void progress(long entries, long size) {
            assertThat(size).isEqualTo(140_000);
            progress.add(entries);
          }

          @Override
          public void state(VerifierState state) {
            states.add(state);
          }
        };
    new LogVerifier(new DirectorySource(folder), Samples.POLICY).verify(Optional.empty(), listener);
    assertThat(progress).isSorted().hasSize(18).startsWith(8_192L).endsWith(140_000L);
    assertThat(states)
        .extracting(VerifierState::position)
        .isEqualTo(progress.subList(0, progress.size() - 1));
    for (VerifierState state : List.of(states.getFirst(), states.get(7), states.getLast())) {
      var report = verify(Optional.of(VerifierState.parse(state.bytes())));
      assertThat(report.problems()).isEmpty();
      assertThat(report.entries()).isEqualTo(140_000 - state.position());
    }
  }

  @Test
  void rewrittenAndShortenedHistoriesAreFound() throws IOException {
    grow(300);
    var state = verify().state();
    wipe();
    grow(200);
    assertThat(verify(state).problems())
        .extracting(Object::toString)
        .containsExactly("checkpoint: size 200, but 300 entries were there before");
    wipe();
    var files = LogFiles.open(new UnsyncedLayer(folder), Samples.POLICY);
    var other = Samples.entries(0, 400);
    other.set(280, Samples.utf8("another past"));
    files.publish(Samples.signed(files.append(other)));
    assertThat(verify().problems()).isEmpty();
    assertThat(verify(state).problems()).extracting(LogProblem::kind).contains(Kind.HISTORY);
  }

  @Test
  void damagedStateIsRefused() {
    grow(700);
    byte[] state = verify().state().orElseThrow().bytes();
    for (int i = 0; i < state.length; i++) {
      byte[] bad = state.clone();
      bad[i] ^= 1;
      assertThatThrownBy(() -> VerifierState.parse(bad)).isInstanceOf(MalformedLog.class);
    }
  }

  private void wipe() throws IOException {
    for (String path : paths()) {
      Files.delete(folder.resolve(path));
    }
  }
}

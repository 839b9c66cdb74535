package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LogFilesTest {

  private static final LogVerifier.Listener SILENT = (_, _) -> {};

  /// Sizes at which something happens: the first file, a full bundle, one beyond, several at once.
  private static final List<Integer> SIZES = List.of(1, 255, 257, 512, 600);

  @Test
  void writesTheLayoutOfTheSpecification(@TempDir Path folder) throws IOException {
    var files = LogFiles.open(new DiskLayer(folder), Samples.POLICY);
    // The example of C2SP tlog-tiles, "Partial Tiles".
    files.publish(Samples.signed(files.append(Samples.entries(0, 70_000))));
    try (var walk = Files.walk(folder.resolve("tile"))) {
      var names =
          walk.filter(Files::isRegularFile).map(p -> folder.relativize(p).toString()).toList();
      assertThat(names).filteredOn(name -> name.matches("tile/0/\\d{3}")).hasSize(273);
      assertThat(names).filteredOn(name -> name.matches("tile/entries/\\d{3}")).hasSize(273);
      assertThat(names)
          .filteredOn(name -> !name.matches("tile/(0|entries)/\\d{3}"))
          .containsExactlyInAnyOrder(
              "tile/0/273.p/112",
              "tile/entries/273.p/112",
              "tile/1/000",
              "tile/1/001.p/17",
              "tile/2/000.p/1");
    }
    assertThat(Files.size(folder.resolve("tile/1/000"))).isEqualTo(8192);
  }

  @Test
  void everySizeLeavesAVerifiableLogAndNoPartialBehindAFullTile() {
    var layer = new LosingLayer();
    var files = LogFiles.open(layer, Samples.POLICY);
    int size = 0;
    for (int next : SIZES) {
      files.publish(Samples.signed(files.append(Samples.entries(size, next))));
      size = next;
      assertClean(layer, size);
      if (size % 256 == 0) {
        assertThat(layer.list("tile/0")).noneMatch(name -> name.endsWith(".p/"));
        assertThat(layer.list("tile/entries")).noneMatch(name -> name.endsWith(".p/"));
      }
      files = LogFiles.open(layer, Samples.POLICY);
      assertThat(files.edge()).isEqualTo(TreeEdge.EMPTY.appendAll(Samples.leaves(size)));
    }
  }

  @Test
  void appendedEntriesAreNotPublicBeforeTheirCheckpoint() {
    var layer = new LosingLayer();
    var files = LogFiles.open(layer, Samples.POLICY);
    files.publish(Samples.signed(files.append(Samples.entries(0, 5))));
    files.append(Samples.entries(5, 9));
    assertThat(LogFiles.open(layer, Samples.POLICY).edge().size()).isEqualTo(5);
  }

  @Test
  void otherBytesInAFileThatIsThereAreAnAlarm() {
    var layer = new LosingLayer();
    LogFiles.open(layer, Samples.POLICY).append(Samples.entries(0, 5));
    var files = LogFiles.open(layer, Samples.POLICY);
    assertThatThrownBy(() -> files.append(Samples.entries(1, 6)))
        .isInstanceOf(LogConflict.class)
        .hasMessage("tile/entries/000.p/5: byte 8 is not what would be written");
    // The same entries are welcome: this is how a writer goes on after a crash.
    var again = LogFiles.open(layer, Samples.POLICY);
    again.publish(Samples.signed(again.append(Samples.entries(0, 5))));
    assertClean(layer, 5);
  }

  @Test
  void checkpointNeverShrinksNorChangesItsRoot() {
    var layer = new LosingLayer();
    var files = LogFiles.open(layer, Samples.POLICY);
    var three = files.append(Samples.entries(0, 3));
    files.publish(Samples.signed(three));
    var five = files.append(Samples.entries(3, 5));
    files.publish(Samples.signed(five));
    assertThatThrownBy(() -> files.publish(Samples.signed(three)))
        .isInstanceOf(LogConflict.class)
        .hasMessageContaining("cannot follow");
    var forged = new Checkpoint(Samples.ORIGIN, 5, three.root());
    assertThatThrownBy(() -> files.publish(SignedNote.sign(forged.text(), Samples.LOG)))
        .isInstanceOf(LogConflict.class);
    var foreign = new Ed25519Signer(Samples.ORIGIN, Samples.keys(1));
    var unsigned = new Checkpoint(Samples.ORIGIN, 5, five.root());
    assertThatThrownBy(() -> files.publish(SignedNote.sign(unsigned.text(), foreign)))
        .isInstanceOf(LogConflict.class)
        .hasMessage("no signature is by a known key");
    assertClean(layer, 5);
    // Again the same size, now with a witness.
    files.publish(Samples.signed(five).cosign(Samples.witness(1)));
    assertThat(files.published().orElseThrow().note().signatures()).hasSize(2);
  }

  @Test
  void damagedRightEdgeIsNotOpened(@TempDir Path folder) throws IOException {
    var layer = new DiskLayer(folder);
    var files = LogFiles.open(layer, Samples.POLICY);
    files.publish(Samples.signed(files.append(Samples.entries(0, 300))));
    for (String path : List.of("tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1")) {
      Path file = folder.resolve(path);
      byte[] good = Files.readAllBytes(file);
      byte[] bad = good.clone();
      bad[20] ^= 1;
      Files.write(file, bad);
      assertThatThrownBy(() -> LogFiles.open(layer, Samples.POLICY))
          .isInstanceOf(MalformedLog.class);
      Files.write(file, good);
    }
    assertThat(LogFiles.open(layer, Samples.POLICY).edge().size()).isEqualTo(300);
  }

  @Test
  void tooLongAnEntryIsRefusedAndChangesNothing() {
    var files = LogFiles.open(new LosingLayer(), Samples.POLICY);
    assertThatThrownBy(() -> files.append(List.of(new byte[1], new byte[65_536])))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(files.append(List.of(new byte[65_535])).size()).isEqualTo(1);
  }

  /// The power fails before every single operation in turn. Whatever of the unsynced state
  /// survives: what was acknowledged is there, what is there is one consistent log, and the writer
  /// can go on.
  @ParameterizedTest
  @EnumSource
  void noAcknowledgedEntryIsLostAtAnyCrashPoint(LosingLayer.Names unsynced) {
    var random = new SplittableRandom(20_261_123);
    long all = run(new LosingLayer(), Long.MAX_VALUE).operations;
    assertThat(all).isGreaterThan(100);
    for (long point = 0; point < all; point++) {
      var layer = new LosingLayer();
      int acknowledged = run(layer, point).acknowledged;
      var after = layer.afterPowerLoss(unsynced, random);
      int size = (int) LogFiles.open(after, Samples.POLICY).edge().size();
      assertThat(size).as("crash at operation %d", point).isGreaterThanOrEqualTo(acknowledged);
      assertThat(size == 0 || SIZES.contains(size)).isTrue();
      if (size > 0) {
        assertClean(after, size);
      }
      run(after, Long.MAX_VALUE);
      assertClean(after, SIZES.getLast());
    }
  }

  private record Run(long operations, int acknowledged) {}

  /// Appends up to each size in turn, from where the log stands.
  private static Run run(LosingLayer layer, long failsAt) {
    layer.failAt(failsAt);
    int acknowledged = 0;
    try {
      var files = LogFiles.open(layer, Samples.POLICY);
      acknowledged = (int) files.edge().size();
      for (int size : SIZES) {
        if (size > acknowledged) {
          files.publish(Samples.signed(files.append(Samples.entries(acknowledged, size))));
          acknowledged = size;
        }
      }
    } catch (UncheckedIOException _) {
      // the power failed
    }
    return new Run(layer.operations(), acknowledged);
  }

  @Test
  void nothingIsWrittenAfterAFailure() {
    var layer = new LosingLayer();
    var files = LogFiles.open(layer, Samples.POLICY);
    layer.failAt(3);
    assertThatThrownBy(() -> files.append(Samples.entries(0, 5)))
        .isInstanceOf(UncheckedIOException.class);
    layer.failAt(Long.MAX_VALUE);
    assertThatThrownBy(() -> files.append(Samples.entries(0, 5)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void proofsComeFromTheTiles() {
    var layer = new LosingLayer();
    var files = LogFiles.open(layer, Samples.POLICY);
    var sizes = new ArrayList<>(List.of(1, 2, 255, 256, 257, 70_000));
    int size = 0;
    var roots = new ArrayList<Hash>();
    for (int next : sizes) {
      var edge = files.append(Samples.entries(size, next));
      files.publish(Samples.signed(edge));
      roots.add(edge.root());
      size = next;
    }
    var reader = new TileReader(files.source(), 257).at(size);
    for (long index : List.of(0L, 1L, 255L, 256L, 65_535L, 65_536L, 69_887L, 69_888L, 69_999L)) {
      var path = Proofs.inclusion(reader, index, size);
      assertThat(
              Proofs.verifyInclusion(
                      MerkleTree.leafHash(Samples.entry(index)), index, size, path, roots.getLast())
                  .holds())
          .isTrue();
    }
    for (int i = 0; i < sizes.size(); i++) {
      var proof = Proofs.consistency(reader, sizes.get(i), size);
      assertThat(
              Proofs.verifyConsistency(sizes.get(i), roots.get(i), size, roots.getLast(), proof)
                  .holds())
          .isTrue();
    }
  }

  private static void assertClean(LosingLayer layer, int size) {
    var report = new LogVerifier(layer, Samples.POLICY).verify(Optional.empty(), SILENT);
    assertThat(report.problems()).isEmpty();
    assertThat(report.checkpoint().orElseThrow().checkpoint().size()).isEqualTo(size);
  }
}

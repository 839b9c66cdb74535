package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.FileLayer;
import dev.sallyport.trust.log.LogVerifier;
import dev.sallyport.trust.log.LosingLayer;
import dev.sallyport.trust.log.NoteSigner;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import dev.sallyport.trust.log.WitnessPolicy;
import java.io.UncheckedIOException;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The power fails before an operation on the host's files, with a real database that keeps what it
/// has committed. What was public stays public, the start goes on from there, and what is signed is
/// one history.
final class PublishingPowerLossTest {

  /// Sizes at which something happens: the first file, a full bundle, one beyond.
  private static final List<Integer> SIZES = List.of(1, 255, 257, 300);

  @RegisterExtension static final TestLog LOG = new TestLog();

  private final NoteSigner signer;

  PublishingPowerLossTest() throws Exception {
    signer =
        new Ed25519Signer("log.example", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
  }

  @Test
  void someCrashPoints() throws Exception {
    for (long point : List.of(0L, 3L, 9L, 31L)) {
      crashAt(point, LosingLayer.Names.SOME);
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void everyCrashPoint(LosingLayer.Names unsynced) throws Exception {
    LOG.clear();
    var whole = fresh();
    run(whole, 0);
    long all = whole.operations();
    assertThat(all).isGreaterThan(60);
    for (long point = 0; point < all; point++) {
      crashAt(point, unsynced);
    }
    System.out.printf("%d crash points, unsynced names %s%n", all, unsynced);
  }

  private void crashAt(long point, LosingLayer.Names unsynced) throws Exception {
    LOG.clear();
    var layer = fresh();
    layer.failAt(layer.operations() + point);
    long known = run(layer, 0);
    var after = layer.afterPowerLoss(unsynced, new SplittableRandom(point));
    // The start, as AuditLog does it.
    long now = start(after);
    assertThat(now)
        .as("public before the crash at operation %d", point)
        .isGreaterThanOrEqualTo(known);
    assertThat(run(after, (int) now)).isEqualTo(SIZES.getLast().longValue());
    var report =
        new LogVerifier(files(after), WitnessPolicy.of(signer.key()))
            .verify(Optional.empty(), (_, _) -> {});
    assertThat(report.problems()).isEmpty();
    assertThat(report.checkpoint().map(VerifiedCheckpoint::checkpoint).map(Checkpoint::size))
        .contains(SIZES.getLast().longValue());
  }

  /// The state directory; its folders are made before.
  private static LosingLayer fresh() {
    var layer = new LosingLayer();
    layer.makeFolder("log");
    layer.syncFolder("");
    return layer;
  }

  private static FileLayer files(FileLayer host) {
    return new FolderLayer(host, "log/");
  }

  /// @return what is published then
  private long start(LosingLayer host) throws SQLException {
    KnownDatabase.of(LOG.database()).check(host, false);
    return publish(new Publisher(LOG.source(), files(host), signer, Step.Hook.NONE));
  }

  private static long publish(Publisher publisher) throws SQLException {
    return publisher.publish().map(Checkpoint::size).orElse(0L);
  }

  /// Appends up to each size in turn and publishes it, until the power fails.
  ///
  /// @return what was public last
  private long run(LosingLayer host, int size) throws SQLException {
    long known = 0;
    try (var batcher =
        new Batcher(
            "log.example", LOG.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {})) {
      KnownDatabase.of(LOG.database()).check(host, false);
      var publisher = new Publisher(LOG.source(), files(host), signer, Step.Hook.NONE);
      known = publish(publisher);
      int have = size;
      for (int next : SIZES) {
        if (next > have) {
          batcher.append(entries(next - have));
          have = next;
        }
        known = publish(publisher);
      }
    } catch (UncheckedIOException _) {
      // the power failed
    }
    return known;
  }

  private static Unit<Event.DeployObserved> entries(int count) {
    var before = new ArrayList<Event>(Collections.nCopies(count - 1, Samples.deployed("before")));
    return Unit.of(Samples.TENANT, Samples.deployed("last")).after(before);
  }

  /// A folder of another layer.
  private record FolderLayer(FileLayer layer, String prefix) implements FileLayer {

    @Override
    public void write(String path, byte[] bytes) {
      layer.write(prefix + path, bytes);
    }

    @Override
    public void sync(String path) {
      layer.sync(prefix + path);
    }

    @Override
    public void rename(String from, String to) {
      layer.rename(prefix + from, prefix + to);
    }

    @Override
    public void makeFolder(String path) {
      layer.makeFolder(prefix + path);
    }

    @Override
    public void syncFolder(String path) {
      layer.syncFolder(path.isEmpty() ? prefix.substring(0, prefix.length() - 1) : prefix + path);
    }

    @Override
    public void delete(String path) {
      layer.delete(prefix + path);
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
      return layer.read(prefix + path, limit);
    }

    @Override
    public boolean lists() {
      return layer.lists();
    }

    @Override
    public List<String> list(String folder) {
      return layer.list(prefix + folder);
    }

    @Override
    public int parallelism() {
      return layer.parallelism();
    }
  }
}

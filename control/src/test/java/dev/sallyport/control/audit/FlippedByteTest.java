package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.trust.log.Ed25519Signer;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.NoteSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// One flipped byte in any file of a host, those included that nothing refers to.
final class FlippedByteTest {

  @RegisterExtension static final TestLog LOG = new TestLog();

  private static final int OFFSETS = 6;

  @TempDir private Path host;
  private final NoteSigner signer;

  FlippedByteTest() throws Exception {
    signer =
        new Ed25519Signer("log.example", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
  }

  /// A log that was published now and then, and whose process ended in the middle of it: partial
  /// files, superseded ones, and files that no checkpoint speaks of yet.
  @BeforeEach
  void makeLog() throws IOException {
    LOG.clear();
    Files.createDirectory(host.resolve("log"));
    try (var log = AuditLog.open(LOG.database(), host, signer, Step.Hook.NONE)) {
      for (int more : List.of(3, 200, 70, 1)) {
        append(log, more);
        log.publish();
      }
    }
    try (var batcher =
        new Batcher(
            "log.example", LOG.source(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {})) {
      append(batcher, 5);
    }
    assertThatThrownBy(
            () ->
                AuditLog.open(
                    LOG.database(),
                    host,
                    signer,
                    step -> {
                      if (step == Step.FILES_WRITTEN) {
                        throw new IllegalStateException("ended here");
                      }
                    }))
        .hasMessage("ended here");
  }

  private static void append(Appender log, int count) {
    log.append(
        Unit.of(Samples.TENANT, Samples.deployed("last"))
            .after(Collections.nCopies(count - 1, Samples.deployed("before"))));
  }

  private List<String> files() throws IOException {
    try (var walk = Files.walk(host.resolve("log"))) {
      return walk.filter(Files::isRegularFile)
          .map(file -> host.resolve("log").relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private List<String> problems() {
    return StateCheck.run(LOG.database(), host.resolve("log"), signer.key()).problems();
  }

  @Test
  void isNamedInEveryFile() throws IOException {
    assertThat(problems()).isEmpty();
    var random = new SplittableRandom(8);
    List<String> files = files();
    assertThat(files)
        .contains("checkpoint", "tile/0/000", "tile/entries/001.p/18", "tile/entries/001.p/23")
        .hasSizeGreaterThan(8);
    for (String name : files) {
      Path file = host.resolve("log").resolve(name);
      byte[] good = Files.readAllBytes(file);
      int[] offsets =
          IntStream.concat(
                  IntStream.of(0, good.length - 1),
                  IntStream.generate(() -> random.nextInt(good.length)).limit(OFFSETS))
              .toArray();
      for (int offset : offsets) {
        byte[] bad = good.clone();
        bad[offset] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bad);
        assertThat(problems())
            .as("%s, byte %d", name, offset)
            .anyMatch(problem -> problem.startsWith("file " + name + ":"));
      }
      Files.write(file, good);
    }
    assertThat(problems()).isEmpty();
  }

  /// Outside of the published log: which database it is in.
  @Test
  void isRefusedInTheNameOfTheDatabase() throws IOException {
    Path file = host.resolve("log-database");
    byte[] good = Files.readAllBytes(file);
    for (int offset = 0; offset < good.length; offset++) {
      byte[] bad = good.clone();
      bad[offset] ^= 1;
      Files.write(file, bad);
      assertThatThrownBy(() -> AuditLog.open(LOG.database(), host, signer, Step.Hook.NONE))
          .as("byte %d", offset)
          .isInstanceOf(LogConflict.class);
    }
    Files.write(file, good);
    AuditLog.open(LOG.database(), host, signer, Step.Hook.NONE).close();
    assertThat(problems()).isEmpty();
  }
}

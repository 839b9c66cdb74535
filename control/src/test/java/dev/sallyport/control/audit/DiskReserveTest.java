package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.Ed25519Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class DiskReserveTest {

  @RegisterExtension static final TestLog LOG = new TestLog();

  private static final Path FILES = Path.of("files");
  private static final Path DATA = Path.of("data");
  private static final Unit<Event.DeployObserved> WORK =
      Unit.of(Samples.TENANT, Samples.deployed("production"));
  private static final Unit<Event.IdentityRejected> REFUSAL =
      Unit.of(Samples.TENANT, Samples.replayed());

  private final Map<Path, Integer> percent = new HashMap<>(Map.of(FILES, 10, DATA, 10));
  private long nanos = Long.MAX_VALUE - 5; // it may wrap at any time
  private int measurings;

  private final DiskReserve reserve =
      new DiskReserve(List.of(FILES, DATA), this::measure, () -> nanos);

  private int measure(Path folder) throws IOException {
    measurings++;
    int value = percent.getOrDefault(folder, -1);
    if (value < 0) {
      throw new IOException("gone");
    }
    return value;
  }

  private Room later(Path folder, int value) {
    percent.put(folder, value);
    nanos += Duration.ofSeconds(1).toNanos();
    return reserve.room();
  }

  @Test
  void newWorkIsRefusedFrom90PercentUntilThereIsClearlyMoreRoom() {
    assertThat(later(DATA, 89)).isEqualTo(new Room("data", 89, false));
    assertThat(later(DATA, 90)).isEqualTo(new Room("data", 90, true));
    assertThatThrownBy(() -> reserve.check(WORK))
        .isInstanceOf(NoRoom.class)
        .hasMessage(
            "the disk of data is 90 % full: new work is refused from 90 % until it is below 85 %");
    assertThat(later(DATA, 85).refusesNewWork()).isTrue();
    assertThat(later(DATA, 84).refusesNewWork()).isFalse();
    assertThat(later(DATA, 89).refusesNewWork()).isFalse();
    assertThatCode(() -> reserve.check(WORK)).doesNotThrowAnyException();
  }

  @Test
  void fullestDiskCounts() {
    assertThat(later(FILES, 95)).isEqualTo(new Room("files", 95, true));
    percent.put(DATA, 97);
    assertThat(later(FILES, 20)).isEqualTo(new Room("data", 97, true));
  }

  @Test
  void refusalsAreTakenOutOfTheReserve() {
    later(DATA, 99);
    assertThatCode(() -> reserve.check(REFUSAL)).doesNotThrowAnyException();
  }

  @Test
  void diskThatCannotBeMeasuredTakesNoNewWork() {
    assertThat(later(FILES, -1)).isEqualTo(new Room("files", 100, true));
  }

  @Test
  void isMeasuredOnceASecond() {
    later(DATA, 20);
    int before = measurings;
    nanos += Duration.ofMillis(999).toNanos();
    percent.put(DATA, 95);
    assertThat(reserve.room().percent()).isEqualTo(20);
    nanos += Duration.ofMillis(1).toNanos();
    assertThat(reserve.room().percent()).isEqualTo(95);
    assertThat(measurings).isEqualTo(before + 2);
  }

  @Test
  void databaseElsewhereIsNotMeasured() {
    assertThat(DiskReserve.of(List.of()).room()).isEqualTo(new Room("", 0, false));
  }

  @Test
  void realDiskIsMeasured(@TempDir Path folder) {
    Room room = DiskReserve.of(List.of(folder)).room();
    assertThat(room.place()).isEqualTo(folder.toString());
    assertThat(room.percent()).isBetween(0, 100);
  }

  @Test
  void logTakesRefusalsAndNothingElse(@TempDir Path host) throws Exception {
    LOG.clear();
    Path files = Files.createDirectory(host.resolve("log"));
    var signer =
        new Ed25519Signer("log.example", KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    var seams =
        new AuditLog.Seams(new DiskLayer(host), new DiskLayer(files), reserve, Step.Hook.NONE);
    try (var log = AuditLog.open(LOG.database(), signer, seams)) {
      log.append(WORK);
      later(DATA, 91);
      assertThatThrownBy(() -> log.append(WORK)).isInstanceOf(NoRoom.class);
      assertThat(log.append(REFUSAL)).isInstanceOf(Appended.Done.class);
      assertThat(log.room()).isEqualTo(new Room("data", 91, true));
      later(DATA, 50);
      log.append(WORK);
      assertThat(log.publish().orElseThrow().size()).isEqualTo(3);
    }
  }
}

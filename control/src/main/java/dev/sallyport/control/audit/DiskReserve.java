package dev.sallyport.control.audit;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/// Keeps the last tenth of the disks free of new work, so that refusals can still be logged. Once
/// it refuses it goes on until there is clearly more room, lest it change its mind at every entry.
final class DiskReserve {

  static final int REFUSES_AT = 90;
  static final int TAKES_BELOW = 85;

  private static final Duration INTERVAL = Duration.ofSeconds(1);
  private static final int UNKNOWN = 100;

  /// How full the disk under a folder is, in percent.
  @FunctionalInterface
  interface Usage {
    int percent(Path folder) throws IOException;
  }

  private final List<Path> folders;
  private final Usage usage;
  private final LongSupplier nanos;
  private Room room = new Room("", 0, false);
  private long measured;
  private boolean never = true;

  /// @param folders on the disks that the log grows on; a tie is won by the first
  /// @param nanos a clock that nobody can step
  DiskReserve(List<Path> folders, Usage usage, LongSupplier nanos) {
    this.folders = List.copyOf(folders);
    this.usage = usage;
    this.nanos = nanos;
  }

  static DiskReserve of(List<Path> folders) {
    return new DiskReserve(folders, DiskReserve::used, System::nanoTime);
  }

  /// As `df` counts: what the system keeps for itself is neither used nor free.
  private static int used(Path folder) throws IOException {
    FileStore store = Files.getFileStore(folder);
    long used = store.getTotalSpace() - store.getUnallocatedSpace();
    long all = used + store.getUsableSpace();
    return all <= 0 ? UNKNOWN : (int) (100.0 * used / all);
  }

  /// Measured at most once a second.
  synchronized Room room() {
    long now = nanos.getAsLong();
    if (never || now - measured >= INTERVAL.toNanos()) {
      never = false;
      measured = now;
      room = measure();
    }
    return room;
  }

  /// @throws NoRoom for new work while the reserve is kept
  void check(Unit<?> unit) {
    if (Need.of(unit.event()) == Need.NEW_WORK) {
      Room found = room();
      if (found.refusesNewWork()) {
        throw new NoRoom(found);
      }
    }
  }

  private Room measure() {
    int worst = -1;
    Path place = Path.of("");
    for (Path folder : folders) {
      int percent = percent(folder);
      if (percent > worst) {
        worst = percent;
        place = folder;
      }
    }
    int limit = room.refusesNewWork() ? TAKES_BELOW : REFUSES_AT;
    return new Room(place.toString(), Math.max(worst, 0), worst >= limit);
  }

  /// A disk that cannot be measured is one that nothing new is begun on.
  private int percent(Path folder) {
    try {
      return usage.percent(folder);
    } catch (IOException _) {
      return UNKNOWN;
    }
  }
}

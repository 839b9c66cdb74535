package dev.sallyport.cli.audit;

import dev.sallyport.trust.log.LogSource;
import java.util.List;
import java.util.Optional;

/// A log at a place that people name. Where not even a checkpoint is, they named another place:
/// that is [NoLog], as long as nothing of a log is seen there.
///
/// @param place as it was named
record PlacedLog(LogSource source, String place) implements LogSource {
  private static final String CHECKPOINT = "checkpoint";
  private static final String TILES = "tile/";

  @Override
  public Optional<byte[]> read(String path, int limit) {
    Optional<byte[]> bytes = source.read(path, limit);
    if (bytes.isEmpty() && path.equals(CHECKPOINT) && !list("").contains(TILES)) {
      String nothing = lists() ? "neither a checkpoint nor tiles" : "no checkpoint";
      throw new NoLog(
          "there is no log here: %s has %s; name the %s that holds the file 'checkpoint'"
              .formatted(place, nothing, lists() ? "directory" : "URL"));
    }
    return bytes;
  }

  @Override
  public boolean lists() {
    return source.lists();
  }

  @Override
  public List<String> list(String folder) {
    return source.list(folder);
  }

  @Override
  public int parallelism() {
    return source.parallelism();
  }
}

package dev.sallyport.bench.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

/// Opening the log in a fresh process after the database is up, the median of some.
///
/// @param size of the log
/// @param log seconds
/// @param plain seconds that PostgreSQL takes for a connection, the head row and the newest
///     checkpoint
record Opening(long size, double log, double plain) {

  private static final int ROUNDS = 3;

  /// @param directory that nobody has open
  static Opening measure(Path directory, long size) throws IOException {
    var log = new ArrayList<Double>();
    var plain = new ArrayList<Double>();
    for (int round = 0; round < ROUNDS; round++) {
      try (var process = Child.start(OpeningProcess.class, directory.toString())) {
        log.add(process.number() / 1e9);
        plain.add(process.number() / 1e9);
      }
    }
    return new Opening(size, Speed.median(log), Speed.median(plain));
  }
}

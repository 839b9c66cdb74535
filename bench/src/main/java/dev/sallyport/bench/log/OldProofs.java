package dev.sallyport.bench.log;

import dev.sallyport.trust.log.DirectorySource;
import dev.sallyport.trust.log.LogReader;
import dev.sallyport.trust.log.LogSource;
import dev.sallyport.trust.log.Proofs;
import dev.sallyport.trust.log.TileReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// Inclusion proofs of entries all over the log, each by a reader that has read no tile before.
///
/// @param warm the tiles are in the system's file cache
/// @param cold they were dropped from it just before
/// @param whole cold too: the entry read, its proof made and verified, as `audit prove` does
/// @param plain PostgreSQL: as many hashes of entries by key, in one query
record OldProofs(Speed warm, Speed cold, Speed whole, Speed plain) {

  static OldProofs measure(OpenLog log, PlainPostgres plain, Plan plan) throws SQLException {
    var source = new Recording(log.source());
    var reader = LogReader.open(source, log.policy());
    long size = reader.head().checkpoint().size();
    var random = new Random(1);
    List<Long> indices = random.longs(plan.proofs(), 0, size).boxed().toList();
    var cache = new FileCache();
    var queries = new ArrayList<Long[]>();
    long[] warm = new long[indices.size()];
    long[] cold = new long[indices.size()];
    long[] whole = new long[indices.size()];
    for (int i = 0; i < indices.size(); i++) {
      long index = indices.get(i);
      int hashes = prove(source, index, size);
      queries.add(random.longs(hashes, 0, size).boxed().toArray(Long[]::new));
      warm[i] = time(() -> prove(source, index, size));
      source.forget(cache, log.folder());
      cold[i] = time(() -> prove(source, index, size));
      reader.prove(index, true);
      source.forget(cache, log.folder());
      whole[i] = time(() -> reader.prove(index, true));
    }
    plain.hashes(queries.subList(0, queries.size() / 10));
    return new OldProofs(Speed.of(warm), Speed.of(cold), Speed.of(whole), plain.hashes(queries));
  }

  private static int prove(LogSource source, long index, long size) {
    return Proofs.inclusion(new TileReader(source, size), index, size).size();
  }

  private static long time(Runnable work) {
    long from = System.nanoTime();
    work.run();
    return System.nanoTime() - from;
  }

  /// Remembers which files were read.
  private static final class Recording implements LogSource {

    private final DirectorySource source;
    private final Set<String> paths = new TreeSet<>();

    Recording(DirectorySource source) {
      this.source = source;
    }

    void forget(FileCache cache, Path folder) {
      paths.forEach(path -> cache.forget(folder.resolve(path)));
      paths.clear();
    }

    @Override
    public Optional<byte[]> read(String path, int limit) {
      var bytes = source.read(path, limit);
      if (bytes.isPresent()) {
        paths.add(path);
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
}

package dev.sallyport.scan.source;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Remembers results from one run to the next, on disk. A cache never changes a result: what cannot
/// be read, does not carry the right digest or cannot be written is as if it had never been there,
/// and no failure of it is anybody's business. A key names everything that a value depends on.
///
/// Safe for several threads and several processes at once. What was put is on disk after [#close];
/// if two processes close at the same moment, one of them may lose what it put.
///
/// Sixteen pack files rather than a file for each key, by measurement: 1,503 values of 2 KiB in a
/// fresh JVM took 30 ms of processor time to look up (half of it loading classes) against 63 ms,
/// and 24 ms to write against 400 ms and more. Sixteen rather than one, so that a run over a single
/// file reads a sixteenth.
public final class ContentCache implements AutoCloseable {
  private static final int SHARDS = 16;

  /// Two halves of 4 MiB in each shard: 128 MiB for a generation.
  private static final int HALF = 4 << 20;

  private static final int GENERATIONS = 4;

  private final Optional<CacheDirectory> directory;
  private final CacheShard[] shards;

  private ContentCache(Optional<CacheDirectory> directory, int half) {
    this.directory = directory;
    this.shards = new CacheShard[directory.isPresent() ? SHARDS : 0];
    for (int i = 0; i < shards.length; i++) {
      shards[i] = new CacheShard(directory.get().path(), Integer.toHexString(i), half);
    }
  }

  /// Remembers nothing.
  public static ContentCache none() {
    return new ContentCache(Optional.empty(), HALF);
  }

  /// Never fails: where there can be no cache, this one remembers nothing.
  ///
  /// @param directory made, for this user alone, when it does not exist; see [#directory]
  /// @param generation what makes all older values worthless when it changes, such as the program's
  ///     version and the digest of its rules; the four latest are kept
  public static ContentCache open(Path directory, String generation) {
    return open(directory, generation, HALF);
  }

  static ContentCache open(Path directory, String generation, int half) {
    return new ContentCache(CacheDirectory.open(directory, generation, GENERATIONS), half);
  }

  /// Where caches lie for this user: `$XDG_CACHE_HOME/sallyport`, else `~/.cache/sallyport` (XDG
  /// Base Directory Specification 0.8); empty when there is no home.
  public static Optional<Path> directory(Map<String, String> environment) {
    return absolute(environment.get("XDG_CACHE_HOME"))
        .or(() -> absolute(environment.get("HOME")).map(home -> home.resolve(".cache")))
        .map(cache -> cache.resolve("sallyport"));
  }

  /// Whether it may know or keep anything: making keys and values for one that may not is wasted.
  public boolean remembers() {
    return shards.length > 0;
  }

  public Optional<byte[]> get(String key) {
    return shards.length == 0 ? Optional.empty() : shard(key).get(key);
  }

  public void put(String key, byte[] value) {
    if (shards.length > 0) {
      shard(key).put(key, value);
    }
  }

  /// Writes what was put. May be called again; further puts are then lost until it is.
  @Override
  public void close() {
    boolean wrote = false;
    for (CacheShard shard : shards) {
      wrote |= shard.write();
    }
    if (wrote) {
      directory.ifPresent(CacheDirectory::prune);
    }
  }

  private CacheShard shard(String key) {
    // The hash of a string is fixed by its specification, so every version finds the same shard.
    return shards[key.hashCode() & (SHARDS - 1)];
  }

  private static Optional<Path> absolute(@Nullable String directory) {
    // A relative one is to be ignored (XDG Base Directory Specification 0.8).
    return Optional.ofNullable(directory).filter(d -> d.startsWith("/")).map(Path::of);
  }
}

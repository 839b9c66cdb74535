package dev.sallyport.scan.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One part of a cache: a file of records that is only ever appended to, and the one before it.
/// When the newer is full it takes the older's place; what is still in use by then is found in the
/// older and written again, so that nothing in use is lost and nothing else stays for ever.
final class CacheShard {
  private static final Set<OpenOption> HOW =
      Set.of(
          StandardOpenOption.CREATE,
          StandardOpenOption.READ,
          StandardOpenOption.WRITE,
          LinkOption.NOFOLLOW_LINKS);

  private final Path newer;
  private final Path older;
  private final int half;
  private final Map<String, byte[]> pending = new LinkedHashMap<>();
  private @Nullable CachePack first;
  private @Nullable CachePack second;

  CacheShard(Path directory, String name, int half) {
    this.newer = directory.resolve(name + ".pack");
    this.older = directory.resolve(name + ".old");
    this.half = half;
  }

  synchronized Optional<byte[]> get(String key) {
    byte[] fresh = pending.get(key);
    if (fresh != null) {
      return Optional.of(fresh.clone());
    }
    if (first == null) {
      first = load(newer);
      second = load(older);
    }
    Optional<byte[]> found = first.get(key);
    if (found.isEmpty() && second != null) {
      found = second.get(key);
      found.ifPresent(value -> pending.put(key, value));
    }
    return found;
  }

  synchronized void put(String key, byte[] value) {
    if (CachePack.size(key, value) <= half / 4) {
      pending.put(key, value.clone());
    }
  }

  /// Appends what was put, and tells whether that was done.
  synchronized boolean write() {
    if (pending.isEmpty()) {
      return false;
    }
    Map<String, byte[]> records = new LinkedHashMap<>(pending);
    pending.clear();
    first = null;
    second = null;
    try {
      rotate();
      try (FileChannel channel = FileChannel.open(newer, HOW, attributes());
          FileLock lock = channel.tryLock()) {
        return lock != null && append(channel, records);
      }
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  private void rotate() throws IOException {
    if (Files.exists(newer, LinkOption.NOFOLLOW_LINKS) && Files.size(newer) > half) {
      Files.move(newer, older, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Under the lock. A process that died while it wrote leaves half a record; what is appended
  /// behind it could never be found, so it is cut off first.
  private boolean append(FileChannel channel, Map<String, byte[]> records) throws IOException {
    long size = channel.size();
    if (size > 3L * half) {
      // Not written by this program, or not by this version of it.
      size = 0;
    }
    ByteBuffer known = ByteBuffer.allocate((int) size);
    while (known.hasRemaining() && channel.read(known, known.position()) > 0) {}
    int valid = CachePack.of(known.array()).end();
    if (valid < channel.size()) {
      channel.truncate(valid);
    }
    ByteBuffer out = CachePack.records(records, half);
    for (long at = valid; out.hasRemaining(); ) {
      at += channel.write(out, at);
    }
    return true;
  }

  private CachePack load(Path file) {
    return Bytes.read(file, 3 * half) instanceof Bytes.Read.Whole(byte[] bytes)
        ? CachePack.of(bytes)
        : CachePack.EMPTY;
  }

  private static FileAttribute<?>[] attributes() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}

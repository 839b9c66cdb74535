package dev.sallyport.scan.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Set;

/// Reads a regular file up to a bound, whatever its size said before: a file may grow while it is
/// read. Links are not followed and nothing else is opened: opening a FIFO waits for a writer.
final class Bytes {
  private Bytes() {}

  sealed interface Read {
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared or kept
    record Whole(byte[] bytes) implements Read {}

    record TooLarge(long size) implements Read {}

    record Refused(String why) implements Read {}
  }

  private static final Set<OpenOption> HOW =
      Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

  static Read read(Path file, int limit) {
    try {
      BasicFileAttributes seen =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!seen.isRegularFile()) {
        return new Read.Refused("is " + kind(seen) + ", which a scan does not open");
      }
      return seen.size() > limit ? new Read.TooLarge(seen.size()) : channel(file, limit);
    } catch (IOException e) {
      return new Read.Refused(why(e));
    }
  }

  private static Read channel(Path file, int limit) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file, HOW)) {
      // One more than the size tells the end of the file without growing the buffer.
      int expected = (int) Math.min(channel.size(), limit) + 1;
      ByteBuffer buffer = ByteBuffer.allocate(expected);
      while (channel.read(buffer) >= 0) {
        if (buffer.position() > limit) {
          return new Read.TooLarge(buffer.position());
        }
        if (!buffer.hasRemaining()) {
          int more = (int) Math.min(buffer.capacity() * 2L, limit + 1L);
          buffer = ByteBuffer.allocate(more).put(buffer.flip());
        }
      }
      return new Read.Whole(Arrays.copyOf(buffer.array(), buffer.position()));
    }
  }

  static String kind(BasicFileAttributes seen) {
    if (seen.isSymbolicLink()) {
      return "a symbolic link";
    }
    return seen.isDirectory() ? "a directory" : "a FIFO, socket or device";
  }

  /// What went wrong, without the path of this machine in it.
  static String why(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "vanished while the scan ran";
      case AccessDeniedException _ -> "may not be read by this user";
      case FileSystemException known when known.getReason() != null ->
          "could not be read: " + known.getReason();
      default -> "could not be read (" + e.getClass().getSimpleName() + ")";
    };
  }
}

package dev.sallyport.control.audit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file with one JSON object in each line: `{"id":…,"index":…,"origin":…,"event":…}`, the event
/// byte for byte the leaf. Synced before a delivery is acknowledged. A full file is renamed to
/// `<name>.<index of its first entry>` (`-1` and so on after it where that is taken) and never
/// written to again.
public final class JsonLinesSink implements Sink {

  private static final int BLOCK = 1 << 16;
  private static final String INDEX = "\"index\":";

  private final String name;
  private final Path file;
  private final long limit;
  private @Nullable FileChannel channel;
  private @Nullable Object identity;

  /// @param limit bytes after which the file is full
  public JsonLinesSink(String name, Path file, long limit) {
    this.name = SinkNames.check(name);
    this.file = file.toAbsolutePath();
    this.limit = limit;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void deliver(List<Delivery> entries) throws IOException {
    var lines = new ByteArrayOutputStream();
    entries.forEach(entry -> write(entry, lines));
    try {
      closeUnlessThere();
      FileChannel open = open();
      var buffer = ByteBuffer.wrap(lines.toByteArray());
      while (buffer.hasRemaining()) {
        open.write(buffer);
      }
      open.force(true);
      if (!isThere()) {
        throw new IOException(file + ": was removed or replaced while it was written to");
      }
      if (open.size() >= limit) {
        rotate();
      }
    } catch (IOException e) {
      // What the system lost of a failed write shows when the file is opened anew.
      close();
      throw e;
    }
  }

  private static void write(Delivery entry, ByteArrayOutputStream lines) {
    // An origin has neither quotes nor control characters: the name of a key has none.
    String head =
        "{\"id\":\"%s\",%s%d,\"origin\":\"%s\",\"event\":"
            .formatted(entry.id(), INDEX, entry.index(), entry.origin());
    lines.writeBytes(head.getBytes(UTF_8));
    lines.writeBytes(entry.leaf());
    lines.writeBytes("}\n".getBytes(UTF_8));
  }

  /// An open file goes on after its name is gone, and then swallows everything.
  private void closeUnlessThere() throws IOException {
    if (channel != null && !isThere()) {
      close();
    }
  }

  private boolean isThere() throws IOException {
    try {
      return Objects.equals(fileKey(), identity);
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private @Nullable Object fileKey() throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private FileChannel open() throws IOException {
    FileChannel open = channel;
    if (open == null) {
      open =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      channel = open;
      identity = fileKey();
      syncFolder();
      // A crash in the middle of a line: its entry was not acknowledged and comes again.
      long whole = endOfLastLine(open);
      open.truncate(whole);
      open.position(whole);
    }
    return open;
  }

  private static long endOfLastLine(FileChannel file) throws IOException {
    var block = ByteBuffer.allocate(BLOCK);
    for (long end = file.size(); end > 0; end -= Math.min(end, BLOCK)) {
      int length = (int) Math.min(end, BLOCK);
      block.clear().limit(length);
      long start = end - length;
      while (block.hasRemaining() && file.read(block, start + block.position()) >= 0) {}
      for (int at = block.position() - 1; at >= 0; at--) {
        if (block.get(at) == '\n') {
          return start + at + 1;
        }
      }
    }
    return 0;
  }

  private void rotate() throws IOException {
    close();
    String first = firstIndex();
    Files.move(file, free(file.getFileName() + "." + first), StandardCopyOption.ATOMIC_MOVE);
    syncFolder();
  }

  /// A crash right after a rotation brings the same entries again, so the name may be taken.
  private Path free(String name) {
    Path free = file.resolveSibling(name);
    for (int i = 1; Files.exists(free); i++) {
      free = file.resolveSibling(name + "-" + i);
    }
    return free;
  }

  private String firstIndex() throws IOException {
    try (var in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(BLOCK), UTF_8);
      int from = start.indexOf(INDEX) + INDEX.length();
      return start.substring(from, start.indexOf(',', from));
    }
  }

  private void syncFolder() throws IOException {
    Path folder = file.getParent();
    if (folder != null) {
      try (var open = FileChannel.open(folder, StandardOpenOption.READ)) {
        open.force(true);
      }
    }
  }

  @Override
  public void close() throws IOException {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      open.close();
    }
  }
}

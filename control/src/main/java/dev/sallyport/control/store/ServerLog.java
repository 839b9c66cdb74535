package dev.sallyport.control.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// What PostgreSQL wrote about its start, and what we make of it.
final class ServerLog {

  private static final int MAX_READ = 1 << 16;
  private static final long MAX_SIZE = 16L << 20;
  private static final int QUOTED_LINES = 6;

  private ServerLog() {}

  /// What was written at and after a position, at most 64 KiB.
  static String read(Path log, long from) throws IOException {
    if (!Files.exists(log)) {
      return "";
    }
    try (var channel = FileChannel.open(log)) {
      var buffer = ByteBuffer.allocate(MAX_READ);
      int read = channel.read(buffer, from);
      return read <= 0 ? "" : new String(buffer.array(), 0, read, UTF_8);
    }
  }

  /// Keeps one older log beside the current one, so that the two never fill a disk.
  static void rotate(Path log) throws IOException {
    if (Files.exists(log) && Files.size(log) > MAX_SIZE) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /// Whether the server that ran before has not quite gone: its processes end by themselves when
  /// they notice that it is dead.
  static boolean predecessorLives(String log) {
    return log.contains("pre-existing shared memory block")
        || log.contains("lock file \"postmaster");
  }

  static StoreRefusal refusal(String what, String log) {
    if (log.contains("No space left on device") || log.contains("Disk quota exceeded")) {
      return new StoreRefusal(
          "disk-full",
          "room on the disk of the state directory",
          what + ": " + quoted(log),
          "make room, then start again; nothing that was acknowledged is lost");
    }
    if (predecessorLives(log)) {
      return new StoreRefusal(
          "postgres-running",
          "no other PostgreSQL on the data of the state directory",
          what + ": " + quoted(log),
          "stop the server process that is named there");
    }
    return new StoreRefusal(
        "postgres-failed",
        "a PostgreSQL that starts",
        what + ": " + quoted(log),
        "read postgres/server.log in the state directory");
  }

  private static String quoted(String log) {
    List<String> lines =
        log.lines()
            .filter(line -> line.matches(".*(FATAL|PANIC|ERROR|HINT|DETAIL|error|setpriv).*"))
            .toList();
    List<String> all = lines.isEmpty() ? log.lines().toList() : lines;
    return String.join(
        "\n          ", all.subList(Math.max(0, all.size() - QUOTED_LINES), all.size()));
  }
}

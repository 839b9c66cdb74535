package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.store.Database;
import dev.sallyport.trust.log.LogConflict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Which database the log of this host is in, kept on the host: a database cannot tell itself that
/// it was replaced. Another system identifier is another database; another timeline is one that was
/// promoted or recovered to a point in time, and may lack what was acknowledged.
///
/// @param system identifier of the data directory
/// @param timeline grows with each promotion
record KnownDatabase(long system, long timeline) {

  private static final int MAX_BYTES = 256;

  static KnownDatabase of(Database database) {
    return new KnownDatabase(database.systemIdentifier(), database.timeline());
  }

  /// Compares with what the file says, and writes it at the first time.
  ///
  /// @param synchronous whether standbys get every commit, so that a promotion loses nothing
  /// @throws LogConflict for another database
  void check(Path file, boolean synchronous) {
    var known = read(file);
    if (known.isPresent() && known.get().system != system) {
      throw new LogConflict(
          "the database has system identifier %d, this host's log is in %d"
              .formatted(system, known.get().system));
    }
    if (known.isPresent() && known.get().timeline != timeline && !synchronous) {
      throw new LogConflict(
          "the database is on timeline %d, known is %d, and no synchronous standby is configured"
              .formatted(timeline, known.get().timeline));
    }
    if (!known.equals(Optional.of(this))) {
      write(file);
    }
  }

  private static Optional<KnownDatabase> read(Path file) {
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new LogConflict("%s: too long".formatted(file));
      }
      String text = Files.readString(file);
      String[] lines = text.split("\n", -1);
      var known =
          lines.length == 4
              ? new KnownDatabase(number(lines[1]), number(lines[2]))
              : new KnownDatabase(-1, -1);
      if (!known.text().equals(text)) {
        throw new LogConflict("%s: not what was written".formatted(file));
      }
      return Optional.of(known);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(String line) {
    String digits = line.substring(line.indexOf(' ') + 1);
    boolean plain = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain && digits.length() < 20 ? Long.parseUnsignedLong(digits) : -1;
  }

  private String text() {
    return "sallyport log database 1\nsystem %d\ntimeline %d\n".formatted(system, timeline);
  }

  private void write(Path file) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (var channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(text().getBytes(UTF_8)));
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

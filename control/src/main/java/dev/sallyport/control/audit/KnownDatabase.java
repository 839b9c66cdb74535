package dev.sallyport.control.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.control.store.Database;
import dev.sallyport.trust.log.FileLayer;
import dev.sallyport.trust.log.LogConflict;
import java.util.Optional;

/// Which database the log of this host is in, kept on the host: a database cannot tell itself that
/// it was replaced. Another system identifier is another database; another timeline is one that was
/// promoted or recovered to a point in time, and may lack what was acknowledged.
///
/// @param system identifier of the data directory
/// @param timeline grows with each promotion
record KnownDatabase(long system, long timeline) {

  static final String FILE = "log-database";

  private static final String FRESH = FILE + ".new";
  private static final int MAX_BYTES = 256;

  static KnownDatabase of(Database database) {
    return new KnownDatabase(database.systemIdentifier(), database.timeline());
  }

  /// Compares with what the file says, and writes it at the first time.
  ///
  /// @param host the state directory
  /// @param synchronous whether standbys get every commit, so that a promotion loses nothing
  /// @throws LogConflict for another database
  void check(FileLayer host, boolean synchronous) {
    var known = host.read(FILE, MAX_BYTES).map(KnownDatabase::parse);
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
      // Whole or not at all, and on the disk before anything is signed.
      host.write(FRESH, text().getBytes(UTF_8));
      host.sync(FRESH);
      host.rename(FRESH, FILE);
      host.syncFolder("");
    }
  }

  private static KnownDatabase parse(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    String[] lines = text.split("\n", -1);
    var known =
        lines.length == 4
            ? new KnownDatabase(number(lines[1]), number(lines[2]))
            : new KnownDatabase(-1, -1);
    if (!known.text().equals(text)) {
      throw new LogConflict("%s: not what was written".formatted(FILE));
    }
    return known;
  }

  private static long number(String line) {
    String digits = line.substring(line.indexOf(' ') + 1);
    boolean plain = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    return plain && digits.length() < 20 ? Long.parseUnsignedLong(digits) : -1;
  }

  private String text() {
    return "sallyport log database 1\nsystem %d\ntimeline %d\n".formatted(system, timeline);
  }
}

package dev.sallyport.control.audit;

import dev.sallyport.control.store.Database;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.DirectorySource;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.LogProblem;
import dev.sallyport.trust.log.LogVerifier;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.TreeEdge;
import dev.sallyport.trust.log.VerifiedCheckpoint;
import dev.sallyport.trust.log.VerifyReport;
import dev.sallyport.trust.log.WitnessPolicy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Compares the three places where an installation's log is: rows, head and published files. Every
/// row is read and hashed; the first sign of a deviation names the entry. Memory does not grow with
/// the log.
public final class StateCheck {

  private static final int MAX_PROBLEMS = 1000;

  /// What was found.
  ///
  /// @param entries rows that were read
  /// @param published what the published files hold, if their checkpoint is valid
  /// @param problems none when all agree; at most 1,000, those of rows first
  public record Report(long entries, Optional<Checkpoint> published, List<String> problems) {
    public Report {
      problems = List.copyOf(problems);
    }

    public boolean isClean() {
      return problems.isEmpty();
    }
  }

  private final Database database;
  private final Path files;
  private final NoteKey key;
  private final List<String> problems = new ArrayList<>();

  private StateCheck(Database database, Path files, NoteKey key) {
    this.database = database;
    this.files = files;
    this.key = key;
  }

  /// @param files the published log
  /// @param key of the log
  public static Report run(Database database, Path files, NoteKey key) {
    try {
      return new StateCheck(database, files, key).run();
    } catch (SQLException e) {
      throw new LogUnavailable("the log cannot be read: " + e.getMessage(), e);
    }
  }

  private Report run() throws SQLException {
    var source = new DirectorySource(files);
    VerifyReport report =
        new LogVerifier(source, WitnessPolicy.of(key)).verify(Optional.empty(), (_, _) -> {});
    var published = report.checkpoint().map(VerifiedCheckpoint::checkpoint);
    long entries;
    try (Connection connection = database.app().getConnection()) {
      connection.setAutoCommit(false);
      // One snapshot: what is appended meanwhile is not half there.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        entries = checkRows(new Rows(connection), source, published);
      } finally {
        connection.rollback();
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    }
    for (LogProblem problem : report.problems()) {
      // A log of which nothing was published yet has no checkpoint, and that is all.
      if (published.isPresent() || entries > 0 || report.files() > 0) {
        found("file " + problem);
      }
    }
    return new Report(entries, published, problems);
  }

  private long checkRows(Rows rows, DirectorySource source, Optional<Checkpoint> published)
      throws SQLException {
    var head = head(rows);
    var signed = rows.checkpoints();
    var check = new EntryCheck(source, published, key, signed, this::found);
    rows.entries(0, Long.MAX_VALUE, check::accept);
    check.end(head);
    rows.personal(
        (entry, matches) -> {
          if (!matches) {
            found("entry %d: a value about a person is not what it commits to".formatted(entry));
          }
        });
    return check.entries();
  }

  /// Empty when there is none that could be compared with.
  private Optional<TreeEdge> head(Rows rows) throws SQLException {
    try {
      return Optional.of(rows.head());
    } catch (LogConflict | MalformedLog e) {
      found("head: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void found(String problem) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(problem);
    }
  }
}

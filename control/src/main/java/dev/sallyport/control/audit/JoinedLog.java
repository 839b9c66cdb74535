package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.control.store.Database;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.DirectorySource;
import dev.sallyport.trust.log.LogSource;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.SignedNote;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;

/// A log that another process of this host has open and publishes. Entries can be added to it over
/// the same database; there are no files to write and there is nothing to sign.
public final class JoinedLog implements Appender, AutoCloseable {

  private static final String CHECKPOINT = "checkpoint";
  private static final int MAX_CHECKPOINT = 1 << 20;

  private final Database database;
  private final Batcher batcher;
  private final DiskReserve reserve;
  private final LogSource files;

  private JoinedLog(Database database, Path state, String unpublished) {
    Optional<Checkpoint> signed = newest(database);
    String origin = signed.map(Checkpoint::origin).orElse(unpublished);
    this.database = database;
    Path log = state.resolve("log");
    files = new DirectorySource(log);
    batcher =
        new Batcher(
            origin, database.app(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {}, () -> signed);
    // Before anything was published there may be no folder for it yet.
    Path published = Files.isDirectory(log) ? log : state;
    reserve =
        DiskReserve.of(Stream.concat(Stream.of(published), database.folder().stream()).toList());
  }

  /// @param state the state directory
  /// @param unpublished the origin of a log of which nothing was published yet
  /// @throws LogUnavailable when the database cannot be read
  public static JoinedLog of(Database database, Path state, String unpublished) {
    return new JoinedLog(database, state, unpublished);
  }

  @Override
  public <E extends Event> Appended<E> append(Unit<E> unit) {
    reserve.check(unit);
    return batcher.append(unit);
  }

  /// The checkpoint that the other process has published; empty before the first.
  ///
  /// @throws MalformedLog when the file is none
  public Optional<SignedNote> published() {
    return files.read(CHECKPOINT, MAX_CHECKPOINT).map(SignedNote::parse);
  }

  /// How many entries the other process has signed. They are not public yet when it waits for
  /// witnesses.
  public long signed() {
    return newest(database).map(Checkpoint::size).orElse(0L);
  }

  private static Optional<Checkpoint> newest(Database database) {
    try (Connection connection = database.app().getConnection()) {
      return new Rows(connection)
          .newestCheckpoint()
          .map(row -> Checkpoint.parse(SignedNote.parse(row.note()).text()));
    } catch (SQLException e) {
      throw new LogUnavailable("the log cannot be read: " + e.getMessage(), e);
    } catch (MalformedLog e) {
      throw new LogUnavailable("the newest checkpoint is damaged: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    batcher.close();
  }
}

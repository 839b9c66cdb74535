package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.control.store.Database;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.MalformedLog;
import dev.sallyport.trust.log.SignedNote;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/// A log that another process of this host has open and publishes. Entries can be added to it over
/// the same database; there are no files to write and there is nothing to sign.
public final class JoinedLog implements Appender, AutoCloseable {

  private final Database database;
  private final Batcher batcher;
  private final DiskReserve reserve;

  private JoinedLog(Database database, String unpublished) {
    Optional<Checkpoint> signed = newest(database);
    String origin = signed.map(Checkpoint::origin).orElse(unpublished);
    this.database = database;
    batcher =
        new Batcher(
            origin, database.app(), Batcher.Limits.DEFAULT, Step.Hook.NONE, () -> {}, () -> signed);
    reserve = DiskReserve.of(database.folder().stream().toList());
  }

  /// @param unpublished the origin of a log of which nothing was published yet
  /// @throws LogUnavailable when the database cannot be read
  public static JoinedLog of(Database database, String unpublished) {
    return new JoinedLog(database, unpublished);
  }

  @Override
  public <E extends Event> Appended<E> append(Unit<E> unit) {
    reserve.check(unit);
    return batcher.append(unit);
  }

  /// How many entries the other process has signed.
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

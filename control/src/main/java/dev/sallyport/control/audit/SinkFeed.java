package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.control.audit.sink.Delivery;
import dev.sallyport.control.audit.sink.Sink;
import dev.sallyport.control.store.Database;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Feeds one sink from the log, which is its queue: the cursor in `log_sink` moves on after the
/// receiver has acknowledged. A broken sink stops nothing but itself; when it stays behind for
/// longer than it may, that is an entry, and so is its recovery.
public final class SinkFeed {

  private static final int BATCH = 256;
  private static final int TENANT = 1;

  private final Database database;
  private final Appender log;
  private final String origin;
  private final Sink sink;
  private final Duration mayLag;
  private final Clock clock;
  private @Nullable Instant failingSince;

  /// @param mayLag how long it may fail before that is logged
  public SinkFeed(
      // Six: a log and its name, a receiver, and what is expected of it; a record of these would be
      // made for this call alone.
      Database database, Appender log, String origin, Sink sink, Duration mayLag, Clock clock) {
    this.database = database;
    this.log = log;
    this.origin = origin;
    this.sink = sink;
    this.mayLag = mayLag;
    this.clock = clock;
  }

  /// Sends what has come since, up to one batch.
  ///
  /// @return whether there may be more at once; false as well when the sink is broken
  public boolean step() {
    Cursor cursor = cursor();
    List<Delivery> entries = entries(cursor.next());
    if (entries.isEmpty()) {
      return false;
    }
    try {
      sink.deliver(entries);
    } catch (IOException _) {
      failed(cursor);
      return false;
    }
    failingSince = null;
    move(entries.getLast().index() + 1);
    if (cursor.lagging()) {
      mark(false);
      append(new Event.SinkRecovered(facts(), sink.name(), cursor.next()));
    }
    return entries.size() == BATCH;
  }

  /// How many entries the sink has not got: its metric.
  public long lag() {
    return database.<Long>transaction(
        handle ->
            handle
                .createQuery(
                    """
                    select h.size - coalesce((select next from log_sink where name = :name), 0)
                    from log_head h
                    """)
                .bind("name", sink.name())
                .mapTo(Long.class)
                .one());
  }

  private void failed(Cursor cursor) {
    Instant now = clock.instant();
    Instant since = failingSince == null ? now : failingSince;
    failingSince = since;
    if (!cursor.lagging() && Duration.between(since, now).compareTo(mayLag) >= 0) {
      mark(true);
      append(new Event.SinkLagging(facts(), sink.name(), cursor.next()));
    }
  }

  private void append(Event event) {
    log.append(Unit.of(TENANT, event));
  }

  private Facts facts() {
    return new Facts(new Actor.Part("sink"), clock.instant());
  }

  /// @param next index of the first entry that was not acknowledged
  /// @param lagging whether the log says that it lags
  private record Cursor(long next, boolean lagging) {}

  private Cursor cursor() {
    return database.transaction(
        handle ->
            handle
                .createQuery("select next, lagging from log_sink where name = :name")
                .bind("name", sink.name())
                .map((row, _) -> new Cursor(row.getLong(1), row.getBoolean(2)))
                .findOne()
                .orElse(new Cursor(0, false)));
  }

  private List<Delivery> entries(long from) {
    return database.transaction(
        handle ->
            handle
                .createQuery(
                    "select index, leaf from log_entry where index >= :from order by index limit "
                        + BATCH)
                .bind("from", from)
                .map((row, _) -> new Delivery(origin, row.getLong(1), row.getBytes(2)))
                .list());
  }

  private void move(long next) {
    database.<Integer>transaction(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into log_sink (name, next, lagging) values (:name, :next, false)
                    on conflict (name) do update
                    set next = greatest(log_sink.next, excluded.next)
                    """)
                .bind("name", sink.name())
                .bind("next", next)
                .execute());
  }

  private void mark(boolean lagging) {
    database.<Integer>transaction(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into log_sink (name, next, lagging) values (:name, 0, :lagging)
                    on conflict (name) do update set lagging = excluded.lagging
                    """)
                .bind("name", sink.name())
                .bind("lagging", lagging)
                .execute());
  }
}

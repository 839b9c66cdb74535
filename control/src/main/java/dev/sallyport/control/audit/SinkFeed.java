package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Actor;
import dev.sallyport.base.model.event.Event;
import dev.sallyport.base.model.event.Facts;
import dev.sallyport.control.audit.sink.Delivery;
import dev.sallyport.control.audit.sink.PartlyDelivered;
import dev.sallyport.control.audit.sink.Sink;
import dev.sallyport.control.store.Database;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Feeds one sink from the log, which is its queue: the cursor in `log_sink` moves on after the
/// receiver has acknowledged. A broken sink stops nothing but itself; it is tried again after
/// pauses that double up to a minute. When it stays behind for longer than it may, that is an
/// entry, and so is its recovery.
///
/// One thread calls [#step]; any may ask for [#status].
public final class SinkFeed {

  private static final int BATCH = 256;
  private static final int TENANT = 1;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final int LONGEST_PROBLEM = 500;

  private final Database database;
  private final Appender log;
  private final String origin;
  private final Sink sink;
  private final Duration mayLag;
  private final Clock clock;

  /// [#position] before anything was sent: from the cursor, less what the sink wants again.
  private static final long BACK = -1;

  private static final long CURSOR = -2;

  /// From where to send: [#BACK], [#CURSOR], or an index while older entries are sent again.
  private long position = BACK;

  private @Nullable Instant behindSince;
  private @Nullable Instant failedAt;
  private Duration pause = Duration.ZERO;
  private volatile @Nullable String problem;

  /// How a sink stands.
  ///
  /// @param next index of the first entry that was not acknowledged
  /// @param entries how many it has not got
  /// @param age of the oldest of these, by the entry's own time; zero if there is none
  /// @param lagging whether the log says that it lags
  /// @param problem why the last attempt failed; null after one that did not
  public record Status(
      String name,
      long next,
      long entries,
      Duration age,
      boolean lagging,
      @Nullable String problem) {}

  /// @param mayLag how long it may be behind before that is logged
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

  /// Sends what has come since, up to one batch; nothing while it pauses after a failure. Throws
  /// only what the database and the log throw.
  ///
  /// @return whether there may be more at once; false as well when the sink is broken
  public boolean step() {
    Cursor cursor = cursor();
    if (pausing()) {
      tellIfLate(cursor);
      return false;
    }
    List<Delivery> entries = entries(from(cursor));
    if (entries.isEmpty()) {
      caughtUp(cursor);
      return false;
    }
    try {
      sink.deliver(entries);
    } catch (PartlyDelivered e) {
      move(e.next());
      failed(e);
      return false;
    } catch (IOException | RuntimeException e) {
      // Also what no sink should throw: a mistake in one must not stop the thread of all.
      failed(e);
      return false;
    }
    delivered(cursor, entries);
    return entries.size() == BATCH;
  }

  private long from(Cursor cursor) {
    if (position == BACK) {
      return Math.max(0, cursor.next() - sink.resends());
    }
    return position == CURSOR ? cursor.next() : position;
  }

  /// How many entries the sink has not got.
  public long lag() {
    return status().entries();
  }

  /// For metrics and health.
  public Status status() {
    Cursor cursor = cursor();
    long size =
        database.<Long>transaction(
            handle -> handle.createQuery("select size from log_head").mapTo(Long.class).one());
    Duration age =
        entries(cursor.next(), 1).stream()
            .findFirst()
            .flatMap(Delivery::when)
            .map(when -> Duration.between(when, clock.instant()))
            .filter(Duration::isPositive) // the clock may have been set back
            .orElse(Duration.ZERO);
    long missing = Math.max(0, size - cursor.next());
    return new Status(sink.name(), cursor.next(), missing, age, cursor.lagging(), problem);
  }

  private void delivered(Cursor cursor, List<Delivery> entries) {
    Delivery last = entries.getLast();
    long next = Math.max(cursor.next(), last.index() + 1);
    position = last.index() + 1 < next ? last.index() + 1 : CURSOR;
    failedAt = null;
    pause = Duration.ZERO;
    problem = null;
    move(next);
    Cursor moved = new Cursor(next, cursor.lagging());
    Instant now = clock.instant();
    boolean recent = last.when().filter(when -> when.plus(mayLag).isAfter(now)).isPresent();
    if (entries.size() < BATCH || recent) {
      caughtUp(moved);
    } else {
      behind(now);
      tellIfLate(moved);
    }
  }

  private void caughtUp(Cursor cursor) {
    behindSince = null;
    if (cursor.lagging()) {
      // The entry first: between the two it may be written twice, but never be forgotten.
      append(new Event.SinkRecovered(facts(), sink.name(), cursor.next()));
      mark(false);
    }
  }

  private void failed(Exception cause) {
    Instant now = clock.instant();
    position = BACK;
    failedAt = now;
    pause = pause.isZero() ? FIRST_PAUSE : shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    problem = text(cause);
    behind(now);
    tellIfLate(cursor());
  }

  private void behind(Instant now) {
    if (behindSince == null) {
      behindSince = now;
    }
  }

  private void tellIfLate(Cursor cursor) {
    Instant since = behindSince;
    boolean late = since != null && Duration.between(since, clock.instant()).compareTo(mayLag) >= 0;
    if (late && !cursor.lagging()) {
      append(new Event.SinkLagging(facts(), sink.name(), cursor.next()));
      mark(true);
    }
  }

  private boolean pausing() {
    Instant failed = failedAt;
    if (failed == null) {
      return false;
    }
    Instant now = clock.instant();
    // A clock that was set back must not make it pause for longer.
    return !now.isBefore(failed) && now.isBefore(failed.plus(pause));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// What receivers say ends up here: bounded, and in one line.
  private static String text(Exception cause) {
    var line = new StringBuilder(said(cause));
    line.setLength(Math.min(line.length(), LONGEST_PROBLEM));
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString();
  }

  /// Those of files have a path for their message, and the reason in the name of their class.
  private static String said(Exception cause) {
    String message = cause.getMessage();
    if (message == null) {
      return cause.toString();
    }
    return switch (cause) {
      case NoSuchFileException _ -> "no such file or folder: " + message;
      case AccessDeniedException _ -> "no right to read or write: " + message;
      case NotDirectoryException _ -> "not a folder: " + message;
      case FileSystemException file when file.getReason() == null ->
          cause.getClass().getSimpleName() + ": " + message;
      default -> message;
    };
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
    return entries(from, BATCH);
  }

  private List<Delivery> entries(long from, int limit) {
    return database.transaction(
        handle ->
            handle
                .createQuery(
                    """
                    select index, leaf from log_entry where index >= :from
                    order by index limit :limit
                    """)
                .bind("from", from)
                .bind("limit", limit)
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

package dev.sallyport.server.admin;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.control.audit.Appended;
import dev.sallyport.control.audit.Durable;
import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.audit.NoRoom;
import dev.sallyport.control.audit.Unit;
import dev.sallyport.control.store.StoreRefusal;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Puts events into the log and waits until they are published. When the process that has the log
/// open ends meanwhile, this one publishes.
final class Recorder {

  private final LogAccess access;
  private final PrintWriter out;
  private boolean appended;
  private @Nullable Durable<Event> last;

  /// For one call.
  Recorder(LogAccess access, PrintWriter out) {
    this.access = access;
    this.out = out;
  }

  /// Says which events to log, from what is in the database.
  interface Source {
    /// @return none when there is nothing to do
    List<? extends Event> events(OpenLog log);
  }

  void record(Event event) {
    record(_ -> List.of(event));
  }

  /// Prints index, origin and leaf hash once an entry is durable, then the size that is published.
  ///
  /// @throws NotPublished when all of them are durable
  /// @throws NotCosigned when all of them are published
  void record(Source source) {
    boolean done = false;
    while (!done) {
      try (OpenLog log = access.open()) {
        done = appended || append(log, source);
        done = done && (last == null || isPublished(log, last.index()));
      } catch (StoreRefusal e) {
        throw appended ? notPublished(e) : e;
      }
      if (!done) {
        if (appended && !access.isPatient()) {
          throw new NotPublished("the process that has the log open does not publish", null);
        }
        access.rest();
      }
    }
  }

  /// False when nothing happened because the process that had the log open has just ended.
  private boolean append(OpenLog log, Source source) {
    try {
      for (Event event : source.events(log)) {
        last = append(log, event);
      }
      appended = true;
      return true;
    } catch (NoRoom e) {
      throw e; // waiting makes none
    } catch (LogUnavailable e) {
      if (log instanceof OpenLog.Joined && access.isPatient()) {
        return false;
      }
      throw e;
    }
  }

  private Durable<Event> append(OpenLog log, Event event) {
    Durable<Event> entry =
        switch (log.log().append(Unit.of(LogAccess.TENANT, event))) {
          case Appended.Done<Event>(var done) -> done;
          case Appended.Lost<Event>(var otherwise) -> otherwise;
        };
    out.println("index   " + entry.index());
    out.println("origin  " + entry.origin());
    out.println("leaf    " + entry.leafHash());
    out.flush();
    return entry;
  }

  private boolean isPublished(OpenLog log, long index) {
    try {
      OptionalLong size = log.publish(index);
      size.ifPresent(published -> out.println("size    " + published));
      return size.isPresent();
    } catch (LogUnavailable | LogConflict | MalformedLog e) {
      throw notPublished(e);
    }
  }

  private static NotPublished notPublished(RuntimeException cause) {
    return new NotPublished(String.valueOf(cause.getMessage()), cause);
  }

  /// The entries are public, without the quorum that was asked for.
  static final class NotCosigned extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotCosigned(String message) {
      super(message);
    }
  }

  /// The entries are durable; the next start publishes them.
  static final class NotPublished extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotPublished(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}

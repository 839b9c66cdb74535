package dev.sallyport.server.admin;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.control.audit.Appended;
import dev.sallyport.control.audit.Appender;
import dev.sallyport.control.audit.AuditLog;
import dev.sallyport.control.audit.Durable;
import dev.sallyport.control.audit.JoinedLog;
import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.audit.Unit;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StoreRefusal;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.MalformedLog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Puts one event into the log of a state directory and waits until it is published. When another
/// process has the directory open, the entry goes in over that one's database; when that process
/// ends meanwhile, the directory is opened here.
final class Recorder {

  /// Installations have one tenant until they make more.
  private static final int TENANT = 1;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /// A server publishes within a second of a commit.
  private static final Duration PUBLISHED_BY_OTHER = Duration.ofSeconds(5);

  private final Path directory;
  private final @Nullable String url;
  private final Map<String, String> environment;
  private final PrintWriter out;
  private final PrintWriter err;
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();

  Recorder(
      Path directory,
      @Nullable String url,
      Map<String, String> environment,
      PrintWriter out,
      PrintWriter err) {
    this.directory = directory;
    this.url = url;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /// Prints index, origin and leaf hash once the entry is durable, then the size that is published.
  void record(Event event) {
    Optional<Durable<Event>> entry = Optional.empty();
    boolean published = false;
    while (!published) {
      try (var installation = Installation.open(directory, url)) {
        entry = Optional.of(publish(installation, event, entry));
        published = true;
      } catch (StoreRefusal refusal) {
        if (!isLocked(refusal) || System.nanoTime() > deadline) {
          throw entry.isEmpty() ? refusal : notPublished(refusal);
        }
        if (entry.isEmpty()) {
          entry = join(event);
        }
        published = entry.isPresent() && isPublishedByOther(entry.get());
        LockSupport.parkNanos(published ? 0 : PAUSE.toNanos());
      }
    }
  }

  /// Opening the log publishes what was committed already.
  private Durable<Event> publish(
      Installation installation, Event event, Optional<Durable<Event>> before) {
    var signer = installation.signer(environment, err);
    try (var log = AuditLog.open(installation.database(), installation.state(), signer)) {
      var entry = before.isPresent() ? before.get() : append(log, event);
      try {
        log.publish().ifPresent(checkpoint -> out.println("size    " + checkpoint.size()));
      } catch (LogUnavailable | LogConflict | MalformedLog e) {
        throw notPublished(e);
      }
      return entry;
    }
  }

  /// Empty when the other process is just beginning or ending: then nothing happened.
  private Optional<Durable<Event>> join(Event event) {
    try (var database = Database.running(directory);
        var log = JoinedLog.of(database, Installation.newOrigin(database))) {
      return Optional.of(append(log, event));
    } catch (StoreRefusal | LogUnavailable _) {
      return Optional.empty();
    }
  }

  private boolean isPublishedByOther(Durable<Event> entry) {
    long until = System.nanoTime() + PUBLISHED_BY_OTHER.toNanos();
    try (var database = Database.running(directory);
        var log = JoinedLog.of(database, Installation.newOrigin(database))) {
      long size = log.signed();
      while (size <= entry.index() && System.nanoTime() < until) {
        LockSupport.parkNanos(PAUSE.toNanos());
        size = log.signed();
      }
      if (size > entry.index()) {
        out.println("size    " + size);
      }
      return size > entry.index();
    } catch (StoreRefusal | LogUnavailable _) {
      return false; // it has ended; the directory is free now
    }
  }

  private Durable<Event> append(Appender log, Event event) {
    Durable<Event> entry =
        switch (log.append(Unit.of(TENANT, event))) {
          case Appended.Done<Event>(var done) -> done;
          case Appended.Lost<Event>(var otherwise) -> otherwise;
        };
    out.println("index   " + entry.index());
    out.println("origin  " + entry.origin());
    out.println("leaf    " + entry.leafHash());
    out.flush();
    return entry;
  }

  private static boolean isLocked(StoreRefusal refusal) {
    return refusal.code().equals("state-locked");
  }

  private static NotPublished notPublished(RuntimeException cause) {
    return new NotPublished(String.valueOf(cause.getMessage()), cause);
  }

  /// The entry is durable; the next start publishes it.
  static final class NotPublished extends RuntimeException {
    private static final long serialVersionUID = 1;

    NotPublished(String message, Throwable cause) {
      super(message, cause);
    }
  }
}

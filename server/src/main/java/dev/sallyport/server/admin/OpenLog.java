package dev.sallyport.server.admin;

import dev.sallyport.control.audit.Appender;
import dev.sallyport.control.audit.AuditLog;
import dev.sallyport.control.audit.Cosigners;
import dev.sallyport.control.audit.JoinedLog;
import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StoreRefusal;
import dev.sallyport.trust.log.Checkpoint;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/// The log of a state directory while a command uses it: opened here, or over the database of the
/// process that has it open.
sealed interface OpenLog extends AutoCloseable {

  Database database();

  Appender log();

  /// Sees to it that an entry is published.
  ///
  /// @return the size that is published, larger than the index; empty when it is not within some
  ///     seconds, or the other process has ended
  /// @throws Recorder.NotPublished when a quorum is required and not met
  /// @throws Recorder.NotCosigned when another process published without it
  /// @throws RuntimeException when this process cannot publish
  OptionalLong publish(long index);

  @Override
  void close();

  /// Opening it published what was committed already.
  record Own(Installation installation, AuditLog log, Cosigners cosigners, PrintWriter err)
      implements OpenLog {

    @Override
    public Database database() {
      return installation.database();
    }

    @Override
    public OptionalLong publish(long index) {
      long size = log.publish().map(Checkpoint::size).orElse(0L);
      if (size <= index) {
        throw new Recorder.NotPublished(log.problem().orElse("the log ends before it"), null);
      }
      if (!cosigners.isRequired()) {
        log.cosign().ifPresent(missing -> err.println("warning: published, but " + missing));
      }
      return OptionalLong.of(size);
    }

    @Override
    public void close() {
      log.close();
      installation.close();
    }
  }

  /// @param log nothing is published and nothing signed here
  /// @param cosigners those whom this command wants; nobody is asked here
  /// @param held how long what is signed may be kept back before that is said
  record Joined(
      Database database, JoinedLog log, Cosigners cosigners, PrintWriter err, Duration held)
      implements OpenLog {

    /// A server publishes within a second of a commit.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(200);

    /// How far the other process is.
    ///
    /// @param missing why what is published has not the quorum that this command wants
    private record Seen(long signed, long published, Optional<String> missing) {}

    @Override
    public OptionalLong publish(long index) {
      try {
        return index < 0 ? OptionalLong.of(seen().published) : waited(index);
      } catch (StoreRefusal | LogUnavailable _) {
        return OptionalLong.empty(); // it has ended; the directory is free now
      }
    }

    private OptionalLong waited(long index) {
      long began = System.nanoTime();
      Seen seen = seen();
      while ((seen.published <= index || seen.missing.isPresent())
          && System.nanoTime() - began < patience(seen, index).toNanos()) {
        LockSupport.parkNanos(PAUSE.toNanos());
        seen = seen();
      }
      if (seen.published > index) {
        seen.missing.ifPresent(this::withoutQuorum);
        return OptionalLong.of(seen.published);
      }
      if (seen.signed > index) {
        throw new Recorder.NotPublished(
            "the process that has the log open keeps it back for its witnesses, and goes on asking",
            null);
      }
      return OptionalLong.empty();
    }

    private Duration patience(Seen seen, long index) {
      return seen.published <= index && seen.signed > index ? held : PATIENCE;
    }

    private void withoutQuorum(String missing) {
      if (cosigners.isRequired()) {
        throw new Recorder.NotCosigned(
            "%s; the process that has the log open publishes, with its own --witness-policy and"
                    .formatted(missing)
                + " --witness-mode");
      }
      err.println("warning: published, but " + missing);
    }

    private Seen seen() {
      var note = log.published();
      return new Seen(
          log.signed(),
          note.map(signed -> Checkpoint.parse(signed.text()).size()).orElse(0L),
          note.flatMap(cosigners::missing));
    }

    @Override
    public void close() {
      log.close();
      database.close();
    }
  }
}

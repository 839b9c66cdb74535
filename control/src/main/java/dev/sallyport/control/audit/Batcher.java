package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.control.store.Database;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.Hash;
import dev.sallyport.trust.log.TreeEdge;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// Group commit: callers hand in units, one thread commits all that have come since its last
/// commit.
/// No timer: a lone unit is committed at once, and a busy log has large batches by itself.
final class Batcher implements Appender, AutoCloseable {

  /// @param patience how long a unit waits to be taken, and how long the outcome of a lost COMMIT
  /// is
  ///     searched for
  /// @param lock how long a batch waits for the head row
  /// @param units the most in one batch
  /// @param waiting the most that wait; more are refused at once
  record Limits(Duration patience, Duration lock, int units, int waiting) {
    static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(10), Duration.ofSeconds(5), 1024, 16_384);
  }

  private static final int MAX_BATCH_BYTES = 8 << 20;
  private static final int MAX_CONFLICTS = 8;
  private static final int MAX_CONNECTIONS = 2;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final String origin;
  private final Limits limits;
  private final Sessions sessions;
  private final Step.Hook hook;
  private final Runnable committed;
  private final Supplier<Optional<Checkpoint>> signed;
  private final Worker worker = new Worker("log-batcher");
  private final ArrayDeque<Prepared<?>> queue = new ArrayDeque<>();

  // What follows belongs to the thread.
  private @Nullable Connection open;
  private TreeEdge acknowledged = TreeEdge.EMPTY;
  private Optional<Hash> last = Optional.empty();

  /// @param committed told after each batch
  Batcher(String origin, DataSource source, Limits limits, Step.Hook hook, Runnable committed) {
    this(origin, source, limits, hook, committed, Optional::empty);
  }

  /// Six, as above and one more: what a log has beside its batches.
  ///
  /// @param signed the newest checkpoint that is known here; asked at each batch, must not wait
  Batcher(
      String origin,
      DataSource source,
      Limits limits,
      Step.Hook hook,
      Runnable committed,
      Supplier<Optional<Checkpoint>> signed) {
    this.origin = origin;
    this.limits = limits;
    this.hook = hook;
    this.committed = committed;
    this.signed = signed;
    sessions = new Sessions(source, limits.lock());
    worker.start(this::run);
  }

  @Override
  public <E extends Event> Appended<E> append(Unit<E> unit) {
    if (Database.insideTransaction()) {
      throw new IllegalStateException("append inside an open transaction");
    }
    var prepared = new Prepared<>(unit);
    enqueue(prepared);
    try {
      return await(prepared);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (prepared.giveUp()) {
        throw new LogUnavailable("interrupted before it was taken", e);
      }
      throw new OutcomeUnknown("interrupted while it was committed", e);
    }
  }

  private void enqueue(Prepared<?> prepared) {
    worker.locked(
        () -> {
          if (worker.isClosed()) {
            throw new LogUnavailable("the log is closed");
          }
          if (queue.size() >= limits.waiting()) {
            throw new LogUnavailable("%d units are waiting already".formatted(queue.size()));
          }
          return queue.add(prepared);
        });
  }

  private <E extends Event> Appended<E> await(Prepared<E> prepared) throws InterruptedException {
    try {
      return get(prepared, limits.patience());
    } catch (TimeoutException e) {
      if (prepared.giveUp()) {
        throw new LogUnavailable(
            "not taken within %d s".formatted(limits.patience().toSeconds()), e);
      }
    }
    try {
      // It is being written, which is bounded by the limits of the session, or its outcome is being
      // searched for, which is bounded by the patience.
      return get(prepared, limits.patience().plus(limits.lock()).multipliedBy(3));
    } catch (TimeoutException e) {
      throw new OutcomeUnknown("no answer from the database", e);
    }
  }

  private static <E extends Event> Appended<E> get(Prepared<E> prepared, Duration wait)
      throws InterruptedException, TimeoutException {
    try {
      return prepared.outcome().get(wait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException reason) {
        throw reason;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private void run() {
    for (List<Prepared<?>> units = next(); !units.isEmpty(); units = next()) {
      try {
        commit(units, limits.units());
      } catch (RuntimeException | Error e) {
        // A mistake of ours: where it struck is not known, so neither is what was committed.
        drop();
        var unknown = new OutcomeUnknown("the batch failed: " + e, e);
        units.forEach(unit -> unit.failed(unknown));
      }
    }
    drop();
  }

  /// What has come, or nothing when closed and all is done.
  private List<Prepared<?>> next() {
    var units = new ArrayList<Prepared<?>>();
    boolean more = true;
    while (units.isEmpty() && more) {
      more =
          worker.await(
              () -> !queue.isEmpty(),
              () -> {
                boolean came = !queue.isEmpty();
                take(units, limits.units());
                return came;
              });
    }
    return units;
  }

  private void take(List<Prepared<?>> units, int most) {
    int bytes = units.stream().mapToInt(Prepared::bytes).sum();
    while (!queue.isEmpty() && units.size() < most && bytes < MAX_BATCH_BYTES) {
      Prepared<?> unit = queue.remove();
      if (unit.take()) {
        units.add(unit);
        bytes += unit.bytes();
      }
    }
  }

  /// Those that came while the head was waited for: another process had it, or the callers of the
  /// batch before came back. They would otherwise wait for a whole batch more.
  private void takeMore(List<Prepared<?>> units, int most) {
    worker.locked(
        () -> {
          take(units, most);
          return units;
        });
  }

  /// What an attempt to commit came to.
  private enum Next {
    ANSWERED,
    AGAIN,
    AGAIN_WITH_ANOTHER_CONNECTION
  }

  /// @param most how many units the batch may grow to
  private void commit(List<Prepared<?>> units, int most) {
    int conflicts = 0;
    int connections = 0;
    long deadline = System.nanoTime() + limits.patience().toNanos();
    try {
      for (Next next = attempt(units, most); next != Next.ANSWERED; next = attempt(units, most)) {
        boolean lost = next == Next.AGAIN_WITH_ANOTHER_CONNECTION;
        boolean late = lost && System.nanoTime() - deadline > 0;
        if (late || (lost ? ++connections > MAX_CONNECTIONS : ++conflicts > MAX_CONFLICTS)) {
          throw new LogUnavailable(
              lost ? "the database is not there" : "too many conflicts in the database");
        }
      }
    } catch (OutcomeUnknown | LogUnavailable e) {
      drop();
      fail(units, e);
    }
  }

  private Next attempt(List<Prepared<?>> units, int most) {
    var batch = new Batch(units, hook);
    boolean committing = false;
    try {
      Connection connection = connection();
      batch.lock(connection);
      takeMore(units, most);
      batch.write(connection);
      checkHistory(batch.before(), new Rows(connection));
      connection.clearWarnings();
      hook.at(Step.COMMIT_SENT_NEXT);
      committing = true;
      connection.commit();
      SQLWarning warning = connection.getWarnings();
      if (warning != null) {
        // The wait for a synchronous standby was cancelled: here it is, there perhaps not.
        throw new OutcomeUnknown("COMMIT warned: " + warning.getMessage(), warning);
      }
      done(batch);
      return Next.ANSWERED;
    } catch (SQLException e) {
      return recover(batch, units, e, committing);
    }
  }

  private Next recover(
      Batch batch, List<Prepared<?>> units, SQLException failure, boolean committing) {
    return switch (Failure.of(failure, committing)) {
      case CONFLICT -> {
        rollback();
        yield Next.AGAIN;
      }
      case BAD_ROW -> {
        rollback();
        if (units.size() == 1) {
          fail(units, new UnitRefused("a row was refused: " + failure.getMessage(), failure));
        } else {
          units.forEach(unit -> commit(List.of(unit), 1));
        }
        yield Next.ANSWERED;
      }
      case REFUSED ->
          throw new LogUnavailable("the database refused: " + failure.getMessage(), failure);
      case CONNECTION_LOST -> {
        drop();
        if (committing && find(batch.id(), failure)) {
          done(batch);
          yield Next.ANSWERED;
        }
        yield Next.AGAIN_WITH_ANOTHER_CONNECTION;
      }
    };
  }

  /// Whether a batch whose COMMIT was not answered is there. To lock the head is to wait for the
  /// end
  /// of the session that was lost, so what is seen then is final.
  private boolean find(UUID batch, SQLException lost) {
    long deadline = System.nanoTime() + limits.patience().toNanos();
    do {
      try {
        Connection connection = connection();
        Batch.lockHead(connection);
        boolean found = isThere(connection, batch);
        connection.rollback();
        return found;
      } catch (SQLException e) {
        lost.addSuppressed(e);
        drop();
        worker.rest(PAUSE);
      }
    } while (System.nanoTime() < deadline);
    throw new OutcomeUnknown("the connection was lost during COMMIT and is not back", lost);
  }

  private static boolean isThere(Connection connection, UUID batch) throws SQLException {
    try (var statement = connection.prepareStatement("select from log_batch where id = ?")) {
      statement.setObject(1, batch);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  /// A database that is behind what this process has acknowledged, or what it knows to be signed
  /// though others have committed it, was restored, or is a standby that
  /// had not got everything: to go on would be a second history.
  private void checkHistory(TreeEdge head, Rows rows) throws SQLException {
    Optional<Checkpoint> known = signed.get();
    if (known.isPresent() && !leadsTo(head, known.get())) {
      throw new LogUnavailable(
          "the database has %d entries and is not what was signed at size %d: it was restored or replaced"
              .formatted(head.size(), known.get().size()));
    }
    if (head.size() < acknowledged.size()
        || head.size() == acknowledged.size() && !head.equals(acknowledged)) {
      throw new LogUnavailable(
          "the database has %d entries, but %d were acknowledged: it was restored or replaced"
              .formatted(head.size(), acknowledged.size()));
    }
    // Others have gone on: with what was acknowledged here, or with another history.
    long index = acknowledged.size() - 1;
    if (index >= 0 && head.size() > acknowledged.size() && !rows.hash(index).equals(last)) {
      throw new LogUnavailable(
          "entry %d is not the one that was acknowledged: the database was restored or replaced"
              .formatted(index));
    }
  }

  /// Whether the head is not behind a checkpoint. Beyond it only publishing computes the tree.
  private static boolean leadsTo(TreeEdge head, Checkpoint known) {
    return head.size() > known.size()
        || head.size() == known.size() && head.root().equals(known.root());
  }

  private void done(Batch batch) {
    acknowledged = batch.after();
    last = batch.last();
    hook.at(Step.COMMITTED);
    batch.answer(origin);
    committed.run();
  }

  private static void fail(List<Prepared<?>> units, RuntimeException reason) {
    units.forEach(unit -> unit.failed(reason));
  }

  private Connection connection() throws SQLException {
    Connection connection = open;
    if (connection == null) {
      connection = sessions.open();
      open = connection;
    }
    return connection;
  }

  private void rollback() {
    try {
      connection().rollback();
    } catch (SQLException _) {
      drop();
    }
  }

  private void drop() {
    Optional.ofNullable(open).ifPresent(Sessions::abandon);
    open = null;
  }

  /// Commits what waits, then ends.
  @Override
  public void close() {
    worker.close(limits.patience());
  }
}

package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.trust.log.Checkpoint;
import dev.sallyport.trust.log.DiskLayer;
import dev.sallyport.trust.log.FileLayer;
import dev.sallyport.trust.log.LogConflict;
import dev.sallyport.trust.log.NoteSigner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The log of an installation, open for appending: entries become durable in the database and are
/// published in the state directory, at most once a second.
///
/// It opens only when database and published files agree: the database is the one that the log was
/// in, and it leads from the checkpoint that was signed last to its own head.
public final class AuditLog implements Appender, AutoCloseable {

  /// What tests replace.
  ///
  /// @param host the state directory
  /// @param files the published log
  record Seams(FileLayer host, FileLayer files, DiskReserve reserve, Step.Hook hook) {

    static Seams of(Path state, Step.Hook hook) {
      Path log = state.resolve("log");
      return new Seams(
          new DiskLayer(state), new DiskLayer(log), DiskReserve.of(List.of(log)), hook);
    }
  }

  private final Batcher batcher;
  private final Publishing publishing;
  private final Publisher publisher;
  private final Cosigning cosigning;
  private final DiskReserve reserve;

  private AuditLog(
      Batcher batcher,
      Publishing publishing,
      Publisher publisher,
      Cosigning cosigning,
      DiskReserve reserve) {
    this.batcher = batcher;
    this.publishing = publishing;
    this.publisher = publisher;
    this.cosigning = cosigning;
    this.reserve = reserve;
  }

  /// @param signer its name is the origin of the log
  /// @throws LogConflict when database and files contradict each other; nothing was changed
  /// @throws LogUnavailable when the database does not answer
  public static AuditLog open(Database database, StateDirectory state, NoteSigner signer) {
    return open(database, state, signer, Cosigners.NONE);
  }

  /// As [#open(Database, StateDirectory, NoteSigner)], with witnesses.
  public static AuditLog open(
      Database database, StateDirectory state, NoteSigner signer, Cosigners cosigners) {
    var files = new DiskLayer(state.log());
    var reserve =
        DiskReserve.of(Stream.concat(Stream.of(state.log()), database.folder().stream()).toList());
    var seams = new Seams(new DiskLayer(state.root()), files, reserve, Step.Hook.NONE);
    return open(database, signer, cosigners, seams);
  }

  static AuditLog open(Database database, Path state, NoteSigner signer, Step.Hook hook) {
    return open(database, signer, Seams.of(state, hook));
  }

  static AuditLog open(Database database, NoteSigner signer, Seams seams) {
    return open(database, signer, Cosigners.NONE, seams);
  }

  private static AuditLog open(
      Database database, NoteSigner signer, Cosigners cosigners, Seams seams) {
    KnownDatabase.of(database).check(seams.host(), isSynchronous(database));
    var publisher = new Publisher(database.app(), seams.files(), signer, cosigners, seams.hook());
    try {
      publisher.publish();
    } catch (SQLException e) {
      throw new LogUnavailable("the log cannot be read: " + e.getMessage(), e);
    }
    var cosigning = new Cosigning(publisher, cosigners);
    var publishing = new Publishing(publisher, cosigning);
    var batcher =
        new Batcher(
            signer.key().name(),
            database.app(),
            Batcher.Limits.DEFAULT,
            seams.hook(),
            publishing::committed,
            publishing::published);
    return new AuditLog(batcher, publishing, publisher, cosigning, seams.reserve());
  }

  private static boolean isSynchronous(Database database) {
    return !database
        .<String>transaction(
            handle ->
                handle
                    .createQuery("select current_setting('synchronous_standby_names')")
                    .mapTo(String.class)
                    .one())
        .isBlank();
  }

  @Override
  public <E extends Event> Appended<E> append(Unit<E> unit) {
    publishing.checkNoConflict();
    reserve.check(unit);
    return batcher.append(unit);
  }

  /// Publishes all that is committed now, without waiting for the next second.
  ///
  /// @return what is published; empty for a log without entries
  public Optional<Checkpoint> publish() {
    return publishing.now();
  }

  /// What is published.
  public Optional<Checkpoint> published() {
    return publishing.published();
  }

  /// Why publishing does not go on, if it does not.
  public Optional<String> problem() {
    return publishing.problem();
  }

  /// Has what is published cosigned now, without waiting for the thread that does it. Waits for
  /// witnesses, but no longer than their limit.
  ///
  /// @return why the quorum is not met
  public Optional<String> cosign() {
    return cosigning.now();
  }

  /// The largest size that was published with the quorum of its witnesses, as far as this process
  /// has seen: what is published beyond it is their lag.
  public long cosigned() {
    return publisher.cosigned();
  }

  /// Why the newest published checkpoint has no quorum, where it was asked for.
  public Optional<String> witnessProblem() {
    return cosigning.problem();
  }

  /// How full the disks are, and whether new work is refused for it.
  public Room room() {
    return reserve.room();
  }

  /// Commits what is waiting; what is not published yet comes with the next start.
  @Override
  public void close() {
    batcher.close();
    publishing.close();
  }
}

package dev.sallyport.bench.log;

import dev.sallyport.control.audit.AuditLog;
import dev.sallyport.control.keys.Keys;
import dev.sallyport.control.keys.RootKey;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.trust.log.DirectorySource;
import dev.sallyport.trust.log.NoteSigner;
import dev.sallyport.trust.log.WitnessPolicy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// The log of a state directory, open as a server has it, with its database.
final class OpenLog implements AutoCloseable {

  private static volatile boolean interrupted;

  private final StateDirectory state;
  private final Database database;
  private final NoteSigner signer;
  private final AuditLog log;
  private final double seconds;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OpenLog(StateDirectory state, Database database) {
    this.state = state;
    this.database = database;
    signer = signer(state);
    long from = System.nanoTime();
    log = AuditLog.open(database, state, signer);
    seconds = (System.nanoTime() - from) / 1e9;
  }

  /// When the program is interrupted, its database is stopped before it ends.
  static OpenLog open(Path directory) {
    StateDirectory state = StateDirectory.open(directory);
    Database database = Database.embedded(state);
    var log = new OpenLog(state, database);
    Runtime.getRuntime().addShutdownHook(new Thread(log::stop));
    return log;
  }

  private static NoteSigner signer(StateDirectory state) {
    try (Keys keys = Keys.open(state, RootKey.fileIn(state))) {
      return keys.logSigner("bench.example/log");
    }
  }

  AuditLog log() {
    return log;
  }

  Database database() {
    return database;
  }

  Path directory() {
    return state.root();
  }

  /// Where it is published.
  Path folder() {
    return state.log();
  }

  DirectorySource source() {
    return new DirectorySource(folder());
  }

  WitnessPolicy policy() {
    return WitnessPolicy.of(signer.key());
  }

  String vkey() {
    return signer.key().vkey();
  }

  /// How long it took to open, the database being there.
  double seconds() {
    return seconds;
  }

  /// Appends until it has so many entries, as fast as it can; all are published then.
  Speed fillTo(int size) throws Exception {
    long missing = size - size();
    Speed speed = Load.calls(1024, missing, () -> Events.append(log)).thinned();
    size();
    return speed;
  }

  /// How many entries it has; all are published then.
  long size() {
    return log.publish().map(checkpoint -> checkpoint.size()).orElse(0L);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      log.close();
      database.close();
      state.close();
    }
  }

  /// Whether what fails now fails because the program is being ended.
  static boolean isInterrupted() {
    return interrupted;
  }

  private void stop() {
    interrupted = true;
    if (closed.compareAndSet(false, true)) {
      Child.endAll();
      database.close();
    }
  }
}

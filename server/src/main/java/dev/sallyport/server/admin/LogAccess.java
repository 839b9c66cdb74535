package dev.sallyport.server.admin;

import dev.sallyport.control.audit.AuditLog;
import dev.sallyport.control.audit.Cosigners;
import dev.sallyport.control.audit.JoinedLog;
import dev.sallyport.control.audit.LogUnavailable;
import dev.sallyport.control.keys.Keys;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StoreRefusal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Gets at the log of a state directory. When another process has the directory open, that one's
/// database is used; while it is just beginning or ending, this waits.
final class LogAccess {

  /// Installations have one tenant until they make more.
  static final int TENANT = 1;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(200);

  /// Longer than one witness that hangs takes.
  private static final Duration HELD = Duration.ofSeconds(12);

  private final Path directory;
  private final @Nullable String url;
  private final Map<String, String> environment;
  private final PrintWriter err;
  private final WitnessOptions witnesses;
  private final long deadline = System.nanoTime() + PATIENCE.toNanos();

  LogAccess(
      StateOptions state,
      WitnessOptions witnesses,
      Map<String, String> environment,
      PrintWriter err) {
    this.directory = state.directory(environment);
    this.url = state.database();
    this.witnesses = witnesses;
    this.environment = environment;
    this.err = err;
  }

  boolean isPatient() {
    return System.nanoTime() < deadline;
  }

  void rest() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }

  /// Makes the installation when there is none.
  OpenLog open() {
    while (true) {
      try {
        return own();
      } catch (StoreRefusal refusal) {
        if (!refusal.code().equals("state-locked") || !isPatient()) {
          throw refusal;
        }
      }
      Optional<OpenLog> joined = join();
      if (joined.isPresent()) {
        return joined.get();
      }
      rest();
    }
  }

  private OpenLog own() {
    boolean fresh = !Installation.exists(directory);
    var installation = Installation.open(directory, url);
    try {
      if (fresh) {
        err.println(
            "warning: there was no installation in %s: a new one is begun there"
                .formatted(directory.toAbsolutePath().normalize()));
      }
      var signer = installation.signer(environment, err);
      var cosigners = witnesses.cosigners(signer.key(), said -> err.println("warning: " + said));
      var log = AuditLog.open(installation.database(), installation.state(), signer, cosigners);
      return new OpenLog.Own(installation, log, cosigners, err);
    } catch (RuntimeException e) {
      installation.close();
      throw e;
    }
  }

  private Optional<OpenLog> join() {
    try {
      var database = Database.running(directory);
      try {
        var cosigners = Cosigners.NONE;
        if (witnesses.areGiven()) {
          var key = Keys.logKey(directory);
          if (key.isEmpty()) {
            database.close();
            return Optional.empty(); // it is just beginning the log
          }
          cosigners = witnesses.cosigners(key.get(), said -> err.println("warning: " + said));
        }
        var log = JoinedLog.of(database, directory, Installation.newOrigin(database));
        return Optional.of(new OpenLog.Joined(database, log, cosigners, err, HELD));
      } catch (RuntimeException e) {
        database.close();
        throw e;
      }
    } catch (StoreRefusal | LogUnavailable _) {
      return Optional.empty();
    }
  }
}

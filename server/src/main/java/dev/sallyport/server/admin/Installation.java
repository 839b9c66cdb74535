package dev.sallyport.server.admin;

import dev.sallyport.control.keys.Keys;
import dev.sallyport.control.keys.RootKey;
import dev.sallyport.control.store.Database;
import dev.sallyport.control.store.StateDirectory;
import dev.sallyport.trust.log.NoteKey;
import dev.sallyport.trust.log.NoteSigner;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A state directory that is open, with its database. Closing it stops what was started.
final class Installation implements AutoCloseable {

  /// A passphrase for the root key, in place of a file in the state directory.
  static final String PASSPHRASE = "SALLYPORT_PASSPHRASE";

  private final StateDirectory state;
  private final Database database;

  private Installation(StateDirectory state, Database database) {
    this.state = state;
    this.database = database;
  }

  /// @param url of an external database; the embedded one without it
  static Installation open(Path directory, @Nullable String url) {
    StateDirectory state = StateDirectory.open(directory);
    try {
      Database database = url == null ? Database.embedded(state) : Database.external(url);
      return new Installation(state, database);
    } catch (RuntimeException e) {
      state.close();
      throw e;
    }
  }

  StateDirectory state() {
    return state;
  }

  Database database() {
    return database;
  }

  /// The signer of the log, made at the first start; its public key is printed then.
  NoteSigner signer(Map<String, String> environment, PrintWriter err) {
    boolean first = Keys.logKey(state).isEmpty();
    String passphrase = environment.get(PASSPHRASE);
    if (first && passphrase == null) {
      err.print(RootKey.WARNING);
    }
    RootKey root =
        passphrase == null ? RootKey.fileIn(state) : RootKey.passphrase(passphrase.toCharArray());
    // The signer holds its key; nothing else is unsealed.
    try (Keys keys = Keys.open(state, root)) {
      NoteSigner signer = keys.logSigner(origin());
      if (first) {
        err.println("A new log was begun. Who verifies it needs its key:");
        err.println(signer.key().vkey());
      }
      return signer;
    }
  }

  /// The name of the log: of the one that is there, else made of the installation's own random id.
  private String origin() {
    return Keys.logKey(state).map(NoteKey::name).orElseGet(() -> newOrigin(database));
  }

  /// The name that a log gets when it is begun.
  static String newOrigin(Database database) {
    return "sallyport/" + database.installation();
  }

  /// Whether something was ever kept in this directory.
  static boolean exists(Path directory) {
    return Files.isDirectory(directory.resolve("postgres"))
        || Files.isDirectory(directory.resolve("log"));
  }

  @Override
  public void close() {
    database.close();
    state.close();
  }
}

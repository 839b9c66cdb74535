package dev.sallyport.control.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Starts a real PostgreSQL on the data in a state directory: made at the first start, recovered
/// after a crash by PostgreSQL itself. It listens on a Unix socket only.
public final class EmbeddedPostgres {

  static final String DATABASE = "sallyport";

  /// Data of another major version cannot be read by this server.
  static final String MAJOR = "18";

  /// The kernel's limit for the path of a Unix socket is 107 bytes; PostgreSQL adds its file name.
  private static final int MAX_SOCKET_FOLDER = 85;

  private static final int INITDB_SECONDS = 120;

  /// The fifth line of `postmaster.pid` is the first folder for sockets.
  private static final int SOCKET_LINE = 4;

  private EmbeddedPostgres() {}

  /// @throws StoreRefusal when the data is of another version, cannot be reached by the server's
  ///     user, or the server does not come up; the message carries the server's own words
  public static RunningPostgres start(StateDirectory state) {
    return start(state, PostgresBinaries.defaultCache(System.getenv()));
  }

  static RunningPostgres start(StateDirectory state, Path cache) {
    try {
      return new Starting(state, cache).run();
    } catch (IOException e) {
      throw new StoreRefusal(
          "database-files",
          "folders for PostgreSQL's data and programs that this user can write to",
          "%s (state in %s, programs in %s)".formatted(Folders.why(e), state.root(), cache),
          "see that this user may write to both; name others with --state and XDG_CACHE_HOME",
          e);
    }
  }

  /// How to enter a server that another process has started.
  static Login running(Path directory) {
    Path folder = directory.toAbsolutePath().normalize().resolve("postgres");
    Path pid = folder.resolve("data/postmaster.pid");
    Path passwords = folder.resolve("passwords");
    try {
      List<String> lines = Files.exists(pid) ? Files.readAllLines(pid) : List.of();
      if (lines.size() <= SOCKET_LINE || !Files.exists(passwords)) {
        throw new StoreRefusal(
            "database-not-running",
            "a running embedded PostgreSQL in " + directory,
            "none that is ready",
            "start it, or try again when the other process is done");
      }
      Path socket = Path.of(lines.get(SOCKET_LINE)).resolve(".s.PGSQL.5432");
      return Login.socket(
          socket, DATABASE, Passwords.APP, Passwords.in(passwords).of(Passwords.APP));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read how to enter the embedded PostgreSQL", e);
    }
  }

  private static final class Starting {
    private final Path folder;
    private final Path data;
    private final PostgresBinaries binaries;
    private final ServerUser user;
    private final Passwords passwords;

    Starting(StateDirectory state, Path cache) throws IOException {
      folder = state.postgres();
      data = folder.resolve("data");
      user = ServerUser.of(data);
      user.letPass(state.root());
      user.letPass(folder);
      user.checkReach(folder, "choose another folder with --state, such as /var/lib/sallyport");
      binaries = PostgresBinaries.unpacked(cache);
      user.letPass(cache);
      user.checkReach(binaries.home(), "name another cache folder with XDG_CACHE_HOME");
      passwords = Passwords.in(folder.resolve("passwords"));
    }

    RunningPostgres run() throws IOException {
      if (Files.isDirectory(data)) {
        checkVersion();
      } else {
        initialise();
      }
      Path sockets = socketFolder();
      var server = new ServerProcess(command(sockets), data, folder.resolve("server.log"));
      server.start();
      var running = new RunningPostgres(server, data, sockets.resolve(".s.PGSQL.5432"), passwords);
      try {
        running.makeDatabase();
      } catch (RuntimeException e) {
        running.close();
        throw e;
      }
      return running;
    }

    private void checkVersion() throws IOException {
      Path file = data.resolve("PG_VERSION");
      String found = Files.exists(file) ? Files.readString(file).strip() : "none";
      if (!found.equals(MAJOR)) {
        throw new StoreRefusal(
            "data-version",
            "data of PostgreSQL " + MAJOR,
            "%s is of version %s".formatted(data, found),
            "run the Sallyport that made it, or restore a backup into a fresh state directory");
      }
    }

    /// Into a folder beside, then one rename: data that is there is whole.
    private void initialise() throws IOException {
      Path fresh = folder.resolve("data.new");
      Folders.deleteTree(fresh);
      Folders.makePrivate(fresh);
      user.own(fresh);
      Path password = folder.resolve("initial-password");
      Folders.writeSynced(password, passwords.of(Passwords.SUPERUSER).getBytes(UTF_8));
      try {
        user.own(password);
        initdb(fresh, password);
      } finally {
        Files.delete(password);
      }
      Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
      Folders.sync(folder);
    }

    private void initdb(Path target, Path password) throws IOException {
      Path log = folder.resolve("initdb.log");
      Process process =
          process(
                  List.of(
                      binaries.program("initdb").toString(),
                      "--pgdata=" + target,
                      "--username=" + Passwords.SUPERUSER,
                      "--pwfile=" + password,
                      "--auth=scram-sha-256",
                      "--encoding=UTF8",
                      // Built in: its order never changes with the system's libraries.
                      "--locale-provider=builtin",
                      "--builtin-locale=C.UTF-8",
                      "--locale=C",
                      "--data-checksums"))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended;
      try {
        ended = process.waitFor(INITDB_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the database was made", e);
      }
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw ServerLog.refusal("the database cannot be made", ServerLog.read(log, 0));
      }
    }

    private ProcessBuilder process(List<String> command) {
      return environment(new ProcessBuilder(user.command(command)).directory(folder.toFile()));
    }

    private ProcessBuilder command(Path sockets) {
      var command = new ArrayList<String>();
      command.add(binaries.program("postgres").toString());
      command.add("-D");
      command.add(data.toString());
      settings(sockets)
          .forEach(
              (name, value) -> {
                command.add("-c");
                command.add(name + "=" + value);
              });
      return process(command);
    }

    /// On the command line, where neither a file nor ALTER SYSTEM overrules them.
    private static Map<String, String> settings(Path sockets) {
      return new TreeMap<>(
          Map.of(
              "listen_addresses", "",
              "unix_socket_directories", sockets.toString(),
              "unix_socket_permissions", "0700",
              "fsync", "on",
              "full_page_writes", "on",
              "synchronous_commit", "on",
              "restart_after_crash", "on",
              "lc_messages", "C",
              "max_connections", "60"));
    }

    /// Nothing of ours decides how the server behaves (PGDATA, PGOPTIONS, locale).
    private static ProcessBuilder environment(ProcessBuilder builder) {
      var environment = builder.environment();
      String path = environment.get("PATH");
      environment.clear();
      environment.put("PATH", path == null ? "/usr/bin:/bin" : path);
      environment.put("LC_ALL", "C");
      environment.put("TZ", "UTC");
      return builder;
    }

    private Path socketFolder() throws IOException {
      Path folderOfSockets = folder.resolve("run");
      if (folderOfSockets.toString().getBytes(UTF_8).length > MAX_SOCKET_FOLDER) {
        folderOfSockets = Files.createTempDirectory("sallyport-");
      } else {
        Folders.makePrivate(folderOfSockets);
      }
      user.own(folderOfSockets);
      return folderOfSockets;
    }
  }
}

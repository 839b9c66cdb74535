package dev.sallyport.control.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The folder that holds what an installation must not lose: `postgres/` (the embedded server),
/// `log/` (the published log), `keys/`. One process at a time has it open; the lock ends with the
/// process, however that ends.
public final class StateDirectory implements AutoCloseable {

  /// The layout that this program writes; a later layout is a higher number.
  static final int VERSION = 1;

  private static final String MARK = "sallyport state ";
  private static final int MAX_MARK = 64;
  private static final int MAX_KEY_FILE = 1 << 16;

  private final Path root;
  private final StateLock lock;

  private StateDirectory(Path root, StateLock lock) {
    this.root = root;
    this.lock = lock;
  }

  /// Opens a state directory; makes it when there is none or an empty one.
  ///
  /// @throws StoreRefusal when another process has it open, when it is no state directory, or when
  ///     it was written by a newer program
  public static StateDirectory open(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      if (!Folders.isEmptyOrMissing(root)) {
        checkMark(root);
      }
      Folders.makePrivate(root);
      var lock = StateLock.acquire(root.resolve("lock"));
      try {
        if (!Files.exists(root.resolve("version"))) {
          Folders.writeSynced(root.resolve("version"), (MARK + VERSION + "\n").getBytes(UTF_8));
        }
        Folders.makePrivate(root.resolve("postgres"));
        Folders.makePrivate(root.resolve("log"));
        Folders.makePrivate(root.resolve("keys"));
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
      return new StateDirectory(root, lock);
    } catch (IOException e) {
      throw new StoreRefusal(
          "state-unusable",
          "a state directory that this user can make and write to",
          "%s: %s".formatted(root, Folders.why(e)),
          "name another with --state, or set HOME or XDG_DATA_HOME to a folder of this user",
          e);
    }
  }

  /// Where the state lies when the user names no place: `$XDG_DATA_HOME/sallyport`, else
  /// `~/.local/share/sallyport`. For root `/var/lib/sallyport`: the database server runs as another
  /// user, to whom the home directory of root is closed.
  public static Path defaultPlace(Map<String, String> environment) {
    return place(environment, "XDG_DATA_HOME", "/var/lib/sallyport", ".local/share");
  }

  static Path place(Map<String, String> environment, String variable, String root, String home) {
    var configured = Optional.ofNullable(environment.get(variable)).map(Path::of);
    // Relative paths in these variables are to be ignored (XDG Base Directory Specification).
    if (configured.filter(Path::isAbsolute).isPresent()) {
      return configured.get().resolve("sallyport");
    }
    if (ServerUser.isRoot()) {
      return Path.of(root);
    }
    // A service may have been given a home that the list of users does not know.
    var own = Optional.ofNullable(environment.get("HOME")).map(Path::of).filter(Path::isAbsolute);
    return own.orElseGet(() -> Path.of(System.getProperty("user.home")))
        .resolve(home)
        .resolve("sallyport");
  }

  public Path root() {
    return root;
  }

  public Path log() {
    return root.resolve("log");
  }

  public Path keys() {
    return root.resolve("keys");
  }

  /// A file below `keys/`, whole.
  public Optional<byte[]> keyFile(String name) {
    Path file = keys().resolve(name);
    try {
      if (Files.size(file) > MAX_KEY_FILE) {
        throw new StoreRefusal(
            "key-file-large",
            "a file of at most %d bytes".formatted(MAX_KEY_FILE),
            file.toString(),
            "restore it from a backup of the state directory");
      }
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /// Makes or replaces a file of mode 0600 below `keys/`. It is on the disk when this returns.
  public void writeKeyFile(String name, byte[] bytes) {
    writePrivate(keys().resolve(name), bytes);
  }

  /// Makes or replaces a file of mode 0600 anywhere, in a folder that is there.
  public static void writePrivate(Path file, byte[] bytes) {
    try {
      Folders.writeSynced(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  Path postgres() {
    return root.resolve("postgres");
  }

  @Override
  public void close() {
    lock.close();
  }

  private static void checkMark(Path root) throws IOException {
    Path file = root.resolve("version");
    String mark;
    try {
      if (Files.isSymbolicLink(file) || Files.size(file) > MAX_MARK) {
        throw foreign(root, "a file version that Sallyport did not write");
      }
      mark = Files.readString(file).strip();
    } catch (NoSuchFileException _) {
      if (onlyBegun(root)) {
        return;
      }
      throw foreign(root, "other files and no file version");
    }
    if (!mark.matches("sallyport state [0-9]{1,6}")) {
      throw foreign(root, "a file version that Sallyport did not write");
    }
    int version = Integer.parseInt(mark.substring(MARK.length()));
    if (version > VERSION) {
      throw new StoreRefusal(
          "state-newer",
          "a state directory of layout " + VERSION + " or older",
          root + " has layout " + version,
          "run the newer Sallyport that wrote it");
    }
  }

  /// A start that was killed between the lock and the mark leaves the lock alone.
  private static boolean onlyBegun(Path root) throws IOException {
    try (var children = Files.list(root)) {
      return children.allMatch(
          child ->
              child.getFileName().toString().matches("lock|version\\.new")
                  && Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS));
    }
  }

  private static StoreRefusal foreign(Path root, String got) {
    return new StoreRefusal(
        "state-foreign",
        "an empty folder or a state directory of Sallyport",
        root + " holds " + got,
        "choose another folder with --state");
  }
}

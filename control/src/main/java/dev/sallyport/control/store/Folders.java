package dev.sallyport.control.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/// Folders and files that nobody else may read, written so that they survive a loss of power.
final class Folders {

  private static final Set<PosixFilePermission> OWNER_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> PASSABLE_FOLDER =
      PosixFilePermissions.fromString("rwx--x--x");
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private Folders() {}

  /// Which file, and what about it: the messages of most of these exceptions are bare names.
  static String why(IOException e) {
    return switch (e) {
      case AccessDeniedException denied -> "no right to make or write " + denied.getFile();
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case FileAlreadyExistsException there -> there.getFile() + " is there and is no folder";
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }

  static boolean isEmptyOrMissing(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  /// Makes the folder with access for the owner alone; a folder that is there keeps its access.
  /// Missing folders above it can be passed but not read by others: as root, the database server's
  /// user has to.
  static void makePrivate(Path folder) throws IOException {
    var missing = new ArrayDeque<Path>();
    for (Path at = folder; at != null && !Files.isDirectory(at); at = at.getParent()) {
      missing.push(at);
    }
    for (Path at : missing) {
      try {
        var access = at.equals(folder) ? OWNER_FOLDER : PASSABLE_FOLDER;
        Files.createDirectory(at, PosixFilePermissions.asFileAttribute(access));
      } catch (FileAlreadyExistsException e) {
        if (!Files.isDirectory(at)) {
          throw e;
        }
      }
      syncAbove(at);
    }
  }

  /// Replaces or makes a file of mode 0600. After it returns the file is on the disk; killed in
  /// between, the old file is there whole.
  static void writeSynced(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = FileChannel.open(fresh, options, PRIVATE_FILE)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncAbove(file);
  }

  static void sync(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Makes the name of a file or folder durable: it is in the folder above.
  private static void syncAbove(Path path) throws IOException {
    Path above = path.getParent();
    if (above != null) {
      sync(above);
    }
  }

  /// Removes a folder and all below it; links are removed, never followed.
  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> below = Files.walk(folder)) {
      for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

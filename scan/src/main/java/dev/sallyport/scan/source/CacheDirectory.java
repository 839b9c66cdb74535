package dev.sallyport.scan.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The directory of one cache generation, which nobody but this user can write to.
record CacheDirectory(Path path, int keep) {
  /// Tells backup programs to leave it out (Cache Directory Tagging Specification), and us that it
  /// is ours to remove.
  private static final String TAG = "CACHEDIR.TAG";

  private static final String SIGNATURE =
      "Signature: 8a477f597d28d172789f06886806bc55\n# This directory is a cache of Sallyport.\n";
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      PosixFilePermissions.fromString("----w--w-");

  static Optional<CacheDirectory> open(Path directory, String generation, int keep) {
    // A name of any shape would do as a key, but not as the name of a directory.
    if (!plain(generation)) {
      throw new IllegalArgumentException("a generation is letters, digits, '.' and '-'");
    }
    Path own = directory.resolve(generation);
    try {
      Files.createDirectories(directory, privately(directory));
      if (!Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(own, privately(directory));
      }
      if (!safe(directory) || !safe(own)) {
        return Optional.empty();
      }
      Path tag = own.resolve(TAG);
      if (!Files.exists(tag, LinkOption.NOFOLLOW_LINKS)) {
        Files.writeString(tag, SIGNATURE, StandardOpenOption.CREATE_NEW);
      }
      return Optional.of(new CacheDirectory(own, keep));
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /// Removes all but the generations that were written to last.
  void prune() {
    Path all = path.getParent();
    if (all == null) {
      return;
    }
    try {
      List<Path> oldestFirst = generations(all);
      for (int i = 0; i < oldestFirst.size() - keep; i++) {
        remove(oldestFirst.get(i));
      }
    } catch (IOException _) {
      // Somebody else is at it, or may not; the next run tries again.
    }
  }

  private static List<Path> generations(Path all) throws IOException {
    Map<FileTime, List<Path>> byAge = new TreeMap<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(all)) {
      for (Path child : children) {
        // Other things may lie here; a generation is known by its mark.
        if (Files.isRegularFile(child.resolve(TAG), LinkOption.NOFOLLOW_LINKS)) {
          byAge.computeIfAbsent(lastWritten(child), _ -> new ArrayList<>()).add(child);
        }
      }
    }
    return byAge.values().stream().flatMap(List::stream).toList();
  }

  private static FileTime lastWritten(Path generation) throws IOException {
    FileTime last = FileTime.fromMillis(0);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(generation)) {
      for (Path file : files) {
        FileTime written = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        last = written.compareTo(last) > 0 ? written : last;
      }
    }
    return last;
  }

  private static void remove(Path generation) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(generation)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(generation);
  }

  /// Whoever can write here could make up results.
  private static boolean safe(Path directory) throws IOException {
    PosixFileAttributeView view =
        Files.getFileAttributeView(
            directory, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    if (view == null) {
      return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS);
    }
    PosixFileAttributes seen = view.readAttributes();
    return seen.isDirectory()
        && seen.permissions().stream().noneMatch(OTHERS_WRITE::contains)
        && isOwn(seen);
  }

  private static boolean isOwn(PosixFileAttributes seen) {
    String user = System.getProperty("user.name", "");
    // In a container the user may have a number but no name: Java says "?" then, and the owner is
    // the number.
    String owner = seen.owner().getName();
    return owner.equals(user) || (user.equals("?") && owner.chars().allMatch(Character::isDigit));
  }

  private static FileAttribute<?>[] privately(Path directory) {
    return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
        : new FileAttribute<?>[0];
  }

  private static boolean plain(String name) {
    return !name.isEmpty()
        && name.length() <= 200
        && name.charAt(0) != '.'
        && name.chars()
            .allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || c == '.' || c == '-');
  }
}

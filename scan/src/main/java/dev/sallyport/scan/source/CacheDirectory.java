package dev.sallyport.scan.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The directory of one cache generation, which nobody but this user can write to.
record CacheDirectory(Path path, int keep) {
  /// Tells backup programs to leave it out (Cache Directory Tagging Specification), and us that it
  /// is ours to remove.
  private static final String TAG = "CACHEDIR.TAG";

  private static final String SIGNATURE =
      "Signature: 8a477f597d28d172789f06886806bc55\n# This directory is a cache of Sallyport.\n";

  static Optional<CacheDirectory> open(Path directory, String generation, int keep) {
    // A name of any shape would do as a key, but not as the name of a directory.
    if (!plain(generation)) {
      throw new IllegalArgumentException("a generation is letters, digits, '.' and '-'");
    }
    if (PrivateDirectory.open(directory).isEmpty()) {
      return Optional.empty();
    }
    return PrivateDirectory.open(directory.resolve(generation)).flatMap(own -> tagged(own, keep));
  }

  private static Optional<CacheDirectory> tagged(Path own, int keep) {
    try {
      Path tag = own.resolve(TAG);
      if (!Files.exists(tag, LinkOption.NOFOLLOW_LINKS)) {
        Files.writeString(tag, SIGNATURE, StandardOpenOption.CREATE_NEW);
      }
      return Optional.of(new CacheDirectory(own, keep));
    } catch (IOException e) {
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

  private static boolean plain(String name) {
    return !name.isEmpty()
        && name.length() <= 200
        && name.charAt(0) != '.'
        && name.chars()
            .allMatch(c -> (c < 128 && Character.isLetterOrDigit(c)) || c == '.' || c == '-');
  }
}

package dev.sallyport.scan.flow;

import java.util.TreeSet;

/// Directories with the repository's own files, on top of what lies around them.
final class OwnAreas {
  private static final int LONGEST_PATH = 4_096; // PATH_MAX of Linux

  private final TreeSet<String> directories = new TreeSet<>();

  boolean isEmpty() {
    return directories.isEmpty();
  }

  /// @param directory in normal form, not the workspace itself
  void add(String directory) {
    directories.add(directory);
  }

  /// Somebody else's files now lie there and below.
  void cover(String directory) {
    directories.remove(directory);
    directories.subSet(directory + "/", directory + (char) ('/' + 1)).clear();
  }

  /// Whether a path in normal form is one of these directories or lies in one.
  boolean holds(String path) {
    if (directories.isEmpty() || path.length() > LONGEST_PATH) {
      return false;
    }
    for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
      if (directories.contains(path.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}

package dev.sallyport.scan.source;

import dev.sallyport.base.model.finding.Problem;
import java.nio.file.Path;
import java.util.List;

/// The files of a tree that are to be read, sorted by path, and what stood in the way.
///
/// @param ignored those of the files that an ignore file names; they are read because no index can
///     tell whether they are tracked all the same
public record Listing(Path root, List<Entry> files, List<Problem> problems, List<String> ignored) {

  public Listing {
    files = List.copyOf(files);
    problems = List.copyOf(problems);
    ignored = List.copyOf(ignored);
  }

  /// One file that is to be read.
  ///
  /// @param path relative to the root, with `/`
  /// @param file where it lies on disk; made by the file system itself, because a name that is not
  ///     valid in the locale's encoding cannot be made from `path` again
  /// @param named whether the user named this very file: then it is here even if nobody wants it
  public record Entry(String path, Path file, boolean named) {}
}

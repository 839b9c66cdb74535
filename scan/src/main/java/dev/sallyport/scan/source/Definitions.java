package dev.sallyport.scan.source;

import java.util.List;
import java.util.Optional;

/// Files of other repositories that a pipeline calls: actions and reusable workflows. Handed in
/// like a [Fetcher]; does not throw.
public interface Definitions {

  /// A file of another repository as it is at one commit.
  ///
  /// @param commit 40 lower-case hex digits
  /// @param path inside that repository
  record Definition(String commit, String path, byte[] content) {}

  /// The first of some files that is there.
  ///
  /// @param repository `owner/name`
  /// @param ref as a `uses:` names it: a commit, a tag or a branch
  /// @param paths to look for, in this order
  /// @return empty when there is none of them or it could not be had
  Optional<Definition> find(String repository, String ref, List<String> paths);

  /// Whether other repositories are asked, so that what is not found is not to be had.
  default boolean asks() {
    return false;
  }

  /// Knows nothing.
  static Definitions none() {
    return (_, _, _) -> Optional.empty();
  }
}

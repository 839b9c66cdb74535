package dev.sallyport.scan.source;

import java.util.Optional;

/// The one way to anything that is not on this machine. It is handed in, so that a scan without one
/// cannot reach out. Implementations answer or say that they could not; they do not throw.
///
/// A repository is `owner/name`. Answers are of this moment; ask once and keep them.
public interface Fetcher {

  /// Its branches and tags; empty when they could not be had.
  Optional<Refs> refs(String repository);

  /// Whether a commit, 40 lower-case hex digits, is part of a repository's history.
  Containment contains(String repository, String commit);

  /// The bytes of a file.
  ///
  /// @param ref a branch, a tag or a full commit id
  /// @param path inside the repository
  /// @return empty when there is no such file or it could not be had
  Optional<byte[]> file(String repository, String ref, String path);

  /// Offline.
  static Fetcher refusing() {
    return new Fetcher() {
      @Override
      public Optional<Refs> refs(String repository) {
        return Optional.empty();
      }

      @Override
      public Containment contains(String repository, String commit) {
        return Containment.UNKNOWN;
      }

      @Override
      public Optional<byte[]> file(String repository, String ref, String path) {
        return Optional.empty();
      }
    };
  }
}

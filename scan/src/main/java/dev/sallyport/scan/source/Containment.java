package dev.sallyport.scan.source;

/// Whether a commit is part of a repository's history. A code host keeps the commits of all forks
/// in one store, so that a commit can be fetched from a repository although nobody there ever had
/// it: an impostor is one that exists but that no branch or tag leads to.
public enum Containment {
  /// A branch or tag leads to it.
  REACHABLE,
  /// It can be fetched, but no branch or tag leads to it.
  NOT_REACHABLE,
  /// The repository does not have it.
  ABSENT,
  /// Could not be found out. Never to be taken for one of the others.
  UNKNOWN
}

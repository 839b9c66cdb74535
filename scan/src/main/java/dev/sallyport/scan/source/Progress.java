package dev.sallyport.scan.source;

/// Told now and then how far a walk is. Called on the walking thread.
@FunctionalInterface
public interface Progress {
  Progress NONE = (_, _, _) -> {};

  /// A directory is being entered; told for some of them only.
  ///
  /// @param entries directory entries visited so far
  /// @param files wanted files met so far
  /// @param directory the one that is entered now, relative to the root
  void at(int entries, int files, String directory);
}

package dev.sallyport.scan.engine;

/// Told how far a scan is; called on the scanning thread.
public interface ScanProgress {
  ScanProgress NONE = new ScanProgress() {};

  default void files(int count) {}

  /// The `n`th definition of another repository is looked for, which may mean to fetch it.
  default void definition(int n, String repository) {}

  /// One more file is parsed.
  default void parsed() {}

  /// One more group of files is analysed.
  default void analysed() {}
}

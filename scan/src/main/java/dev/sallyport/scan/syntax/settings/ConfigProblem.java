package dev.sallyport.scan.syntax.settings;

/// One thing that is wrong with a file that steers the scan.
///
/// @param line from 1
/// @param column from 1
/// @param what the key or place it is about, such as `rules.unpinned-action.severity`
/// @param wanted what may stand there
/// @param got what stands there, shortened and without control characters
/// @param remedy what to do, as an order
public record ConfigProblem(
    String path, int line, int column, String what, String wanted, String got, String remedy) {

  /// `path:line:column: what: wanted …, got …. remedy.`
  @Override
  public String toString() {
    String stop = remedy.endsWith("?") ? "" : ".";
    return "%s:%d:%d: %s: wanted %s, got %s. %s%s"
        .formatted(path, line, column, what, wanted, got, remedy, stop);
  }
}

package dev.sallyport.scan.source;

/// How much of a tree is looked at. What lies beyond becomes a problem, never silence.
///
/// @param entries directory entries visited, wanted or not
/// @param files wanted files
/// @param depth directories below the root
/// @param bytes of one file
public record Limits(int entries, int files, int depth, int bytes) {

  /// Two MiB a file: the largest of 1,503 public workflows has well below a tenth of it.
  public static final Limits DEFAULT = new Limits(5_000_000, 200_000, 128, 2 << 20);

  public Limits {
    if (entries < 1 || files < 1 || depth < 1 || bytes < 1 || bytes > 1 << 30) {
      throw new IllegalArgumentException("limits are positive, and a file at most 1 GiB");
    }
  }

  public Limits withFiles(int wanted) {
    return new Limits(entries, wanted, depth, bytes);
  }

  public Limits withDepth(int wanted) {
    return new Limits(entries, files, wanted, bytes);
  }

  public Limits withEntries(int wanted) {
    return new Limits(wanted, files, depth, bytes);
  }

  public Limits withBytes(int wanted) {
    return new Limits(entries, files, depth, wanted);
  }
}

package dev.sallyport.scan.source;

import java.util.List;

/// Which files a family of rules wants to read. Paths are relative to the root, always with `/`,
/// without a leading one. All methods are pure: they are asked often and from many threads.
@FunctionalInterface
public interface Wanted {

  boolean wants(String path);

  /// Whether anything below this directory could be wanted. Saying no spares the walk the whole
  /// subtree; saying yes for too much is slow, never wrong.
  ///
  /// @param directory its path without a trailing `/`
  default boolean mayContain(String directory) {
    return true;
  }

  /// Whether a wanted file is to be read although an ignore file names it, where no git index can
  /// tell whether it is committed all the same.
  default boolean despiteIgnoreFiles(String path) {
    return false;
  }

  /// What at least one of them wants.
  static Wanted any(List<Wanted> families) {
    List<Wanted> all = List.copyOf(families);
    return new Wanted() {
      @Override
      public boolean wants(String path) {
        for (Wanted each : all) {
          if (each.wants(path)) {
            return true;
          }
        }
        return false;
      }

      @Override
      public boolean mayContain(String directory) {
        for (Wanted each : all) {
          if (each.mayContain(directory)) {
            return true;
          }
        }
        return false;
      }

      @Override
      public boolean despiteIgnoreFiles(String path) {
        for (Wanted each : all) {
          if (each.wants(path) && each.despiteIgnoreFiles(path)) {
            return true;
          }
        }
        return false;
      }
    };
  }
}

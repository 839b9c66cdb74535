package dev.sallyport.scan.engine;

import java.util.List;

/// Which paths count: those that some `include` matches (all, when there is none) and that no
/// `exclude` matches.
public record PathFilter(List<Glob> include, List<Glob> exclude) {
  public static final PathFilter ALL = new PathFilter(List.of(), List.of());

  public PathFilter {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /// @param path inside the scanned tree, with `/`
  public boolean accepts(String path) {
    return (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(path)))
        && exclude.stream().noneMatch(glob -> glob.matches(path));
  }
}

package dev.sallyport.scan.source;

import dev.sallyport.base.model.source.SourceText;
import java.util.Map;
import java.util.Set;

/// Files of the scanned tree that only what was read so far names, such as a script that a workflow
/// calls.
@FunctionalInterface
public interface Lookup {

  /// Those of the paths that are there and can be read, by their path.
  Map<String, SourceText> texts(Set<String> paths);

  /// For texts without a tree.
  static Lookup none() {
    return _ -> Map.of();
  }
}

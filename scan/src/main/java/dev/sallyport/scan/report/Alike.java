package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Problems of one file that say the same of the same thing: told once, by their first line.
///
/// @param count how many there are
record Alike(Problem first, int count) {

  private record Key(Problem.Kind kind, String path, String message, @Nullable String subject) {}

  /// In the order of their first ones.
  static List<Alike> of(List<Problem> problems) {
    Map<Key, Alike> groups = new LinkedHashMap<>();
    for (Problem one : problems) {
      groups.merge(
          new Key(one.kind(), one.path(), one.message(), one.subject()),
          new Alike(one, 1),
          (known, _) -> new Alike(known.first, known.count + 1));
    }
    return new ArrayList<>(groups.values());
  }

  /// `a.yml:7`, or `a.yml:7 and 3 more lines`.
  String place() {
    return Words.place(first) + (count > 1 ? " and " + Words.count(count - 1, "more line") : "");
  }
}

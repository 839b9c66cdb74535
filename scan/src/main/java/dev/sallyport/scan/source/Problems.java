package dev.sallyport.scan.source;

import dev.sallyport.base.model.finding.Problem;
import java.util.ArrayList;
import java.util.List;

/// Collects problems, but not without end: a hostile tree could hold a million links.
final class Problems {
  private static final int MOST = 1_000;

  private final List<Problem> kept = new ArrayList<>();
  private int more;

  void add(String path, String message) {
    add(Problem.incomplete(path, 0, message));
  }

  void add(Problem problem) {
    if (kept.size() < MOST) {
      kept.add(problem);
    } else {
      more++;
    }
  }

  List<Problem> sorted() {
    List<Problem> all = new ArrayList<>(kept);
    all.sort(Problem.ORDER);
    if (more > 0) {
      all.add(Problem.incomplete("", 0, more + " further paths could not be read either."));
    }
    return List.copyOf(all);
  }
}

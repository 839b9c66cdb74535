package dev.sallyport.trust.log;

import dev.sallyport.trust.log.LogProblem.Kind;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/// Collects problems from several threads, each once, and not without end.
final class Findings {

  private static final int MAX = 1000;

  private final NavigableSet<LogProblem> found = new ConcurrentSkipListSet<>();
  private final AtomicLong files = new AtomicLong();

  void add(Kind kind, String path, String detail) {
    add(kind, path, -1, -1, detail);
  }

  /// @param offset or -1
  /// @param entry or -1
  void add(Kind kind, String path, long offset, long entry, String detail) {
    found.add(new LogProblem(kind, path, place(offset), place(entry), detail));
    if (found.size() > 2 * MAX) {
      found.pollLast();
    }
  }

  void fileRead() {
    files.incrementAndGet();
  }

  long files() {
    return files.get();
  }

  boolean isClean() {
    return found.stream().allMatch(problem -> problem.kind().isRemark());
  }

  List<LogProblem> problems() {
    return found.stream().filter(problem -> !problem.kind().isRemark()).limit(MAX).toList();
  }

  List<LogProblem> remarks() {
    return found.stream().filter(problem -> problem.kind().isRemark()).limit(MAX).toList();
  }

  private static OptionalLong place(long place) {
    return place < 0 ? OptionalLong.empty() : OptionalLong.of(place);
  }
}

package dev.sallyport.trust.log;

import dev.sallyport.trust.log.LogProblem.Kind;
import java.util.Optional;

/// Finds the files that the verification of the tree did not come across: what is no file of a log
/// at all, and tiles with no entries behind them.
final class Strays {

  /// `tile/entries/` and seven elements of an index, and one more.
  private static final int MAX_DEPTH = 10;

  private final LogSource source;
  private final Findings findings;
  private final VerifiedTree tree;

  Strays(LogSource source, Findings findings, VerifiedTree tree) {
    this.source = source;
    this.findings = findings;
    this.tree = tree;
  }

  void find() {
    walk("", 0);
  }

  private void walk(String folder, int depth) {
    for (String name : source.list(folder)) {
      String path = folder + name;
      if (!name.endsWith("/")) {
        file(path);
      } else if (depth < MAX_DEPTH) {
        walk(path, depth + 1);
      } else {
        findings.add(Kind.UNKNOWN_FILE, printable(path), "a folder that no log has");
      }
    }
  }

  private void file(String path) {
    if (path.equals(LogFiles.CHECKPOINT)) {
      return;
    }
    if (path.startsWith(LogFiles.TEMPORARY)) {
      findings.add(Kind.TEMPORARY, printable(path), "left by a writer, or a writer is at work");
      return;
    }
    Optional<TilePath> tile = TilePath.parse(path);
    if (tile.isEmpty()) {
      findings.add(Kind.UNKNOWN_FILE, printable(path), "not a file of a log");
    } else if (!compared(tile.get())) {
      findings.add(Kind.AHEAD, path, "there are no entries behind it");
    }
  }

  private boolean compared(TilePath tile) {
    int level = Math.max(tile.level(), 0);
    long full = TilePath.FULL;
    return level < TileLevels.LEVELS && tile.index() < (tree.total(level) + full - 1) / full;
  }

  private static String printable(String path) {
    return path.codePoints()
        .map(c -> Character.isISOControl(c) ? '?' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

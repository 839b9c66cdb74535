package dev.sallyport.scan.syntax.settings;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Suggest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Collects what is wrong with one file, so that all of it is told at once.
public final class ConfigProblems {
  /// More help nobody; the bound keeps the work small on a file that is wrong everywhere.
  public static final int MOST = 100;

  private final SourceText file;
  private final List<ConfigProblem> found = new ArrayList<>();
  private int beyond;

  public ConfigProblems(SourceText file) {
    this.file = file;
  }

  public SourceText file() {
    return file;
  }

  /// @param offset into the text
  public void add(int offset, String what, String wanted, String got, String remedy) {
    if (found.size() >= MOST) {
      beyond++;
      return;
    }
    int at = Math.min(offset, file.text().length());
    found.add(
        new ConfigProblem(
            file.path(),
            file.lines().line(at),
            file.lines().column(at),
            Printable.of(what, 120),
            wanted,
            got,
            remedy));
  }

  /// A word that is none of those there are.
  public void unknown(int offset, String what, String kind, String word, Collection<String> known) {
    if (found.size() >= MOST) {
      beyond++;
      return;
    }
    String remedy =
        Suggest.closest(word, known)
            .map(near -> "Did you mean '" + near + "'?")
            .orElse("Delete it or write one of those that there are");
    add(offset, what, kind, "'" + Printable.of(word) + "'", remedy);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /// In the order of the file.
  public List<ConfigProblem> list() {
    List<ConfigProblem> out = new ArrayList<>(found);
    out.sort(Comparator.comparingInt(ConfigProblem::line).thenComparingInt(ConfigProblem::column));
    if (beyond > 0) {
      ConfigProblem last = out.getLast();
      out.add(
          new ConfigProblem(
              file.path(),
              last.line(),
              last.column(),
              "the whole file",
              "no problems",
              beyond + " more than are listed here",
              "Mend the ones above and run it again"));
    }
    return out;
  }
}

package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Suppressed;
import java.util.Collection;
import java.util.List;

/// Findings that were there when somebody decided to look at new ones only. A text file, one line
/// per finding; its fingerprints alone count, the rest of a line is for people.
public final class Baseline {

  private Baseline() {}

  /// What reading a baseline came to.
  public sealed interface Result {
    record Loaded(Baseline baseline) implements Result {}

    /// @param problems in the order of the file; never empty
    record Invalid(List<ConfigProblem> problems) implements Result {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /// @param name of the file, for messages
  public static Result read(String name, String text) {
    throw new UnsupportedOperationException(name + text);
  }

  /// The file's text for these findings: sorted, ends with a line break, no date or version in it.
  public static String write(Collection<Finding> findings) {
    throw new UnsupportedOperationException("" + findings);
  }

  /// @param stale entries that nothing was found for, such as mended ones
  /// @param notices one line about stale entries, or none
  public record Outcome(
      List<Finding> kept, List<Suppressed> suppressed, int stale, List<String> notices) {
    public Outcome {
      kept = List.copyOf(kept);
      suppressed = List.copyOf(suppressed);
      notices = List.copyOf(notices);
    }
  }

  /// Hides what the baseline knows.
  ///
  /// @param elsewhere fingerprints of findings that something else hides; they are not stale
  public Outcome apply(List<Finding> findings, Collection<String> elsewhere) {
    throw new UnsupportedOperationException("" + findings + elsewhere);
  }
}

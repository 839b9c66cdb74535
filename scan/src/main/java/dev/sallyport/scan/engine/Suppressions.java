package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Suppressed;
import dev.sallyport.base.model.source.SourceText;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Applies the suppressions of the configuration and of comments in the files.
public final class Suppressions {
  private final Configuration configuration;
  private final Set<String> known;
  private final Set<String> ran;
  private final LocalDate today;
  private final boolean comments;

  /// @param known ids of all rules there are
  /// @param ran ids of those that ran, for only their suppressions can be called unused
  /// @param today decides what is expired
  public Suppressions(
      Configuration configuration,
      Collection<String> known,
      Collection<String> ran,
      LocalDate today) {
    this(configuration, Set.copyOf(known), Set.copyOf(ran), today, true);
  }

  private Suppressions(
      Configuration configuration,
      Set<String> known,
      Set<String> ran,
      LocalDate today,
      boolean comments) {
    this.configuration = configuration;
    this.known = known;
    this.ran = ran;
    this.today = today;
    this.comments = comments;
  }

  /// The same, but comments in the scanned files hide nothing.
  public Suppressions withoutComments() {
    return new Suppressions(configuration, known, ran, today, false);
  }

  /// @param kept in the order given
  /// @param suppressed in the order given
  /// @param notices sorted by place
  public record Outcome(List<Finding> kept, List<Suppressed> suppressed, List<Notice> notices) {
    public Outcome {
      kept = List.copyOf(kept);
      suppressed = List.copyOf(suppressed);
      notices = List.copyOf(notices);
    }

    /// The notices as lines.
    public List<String> lines() {
      return notices.stream().map(Notice::toString).toList();
    }
  }

  /// Every suppression that fits a finding counts as used; the first one that holds, comments
  /// before the configuration, is named as the one that hides it.
  ///
  /// @param findings before any filter by persona, or suppressions of filtered ones look unused
  /// @param sources all files that were analysed, by path
  public Outcome apply(List<Finding> findings, Map<String, SourceText> sources) {
    SuppressionRun run = new SuppressionRun(configuration, sources);
    if (comments) {
      run.readComments(sources, known);
    }
    return run.apply(findings, ran, today);
  }
}

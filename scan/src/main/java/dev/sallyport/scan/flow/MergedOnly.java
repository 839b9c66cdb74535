package dev.sallyport.scan.flow;

import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Evaluator;
import dev.sallyport.scan.syntax.expression.Value;
import dev.sallyport.scan.syntax.expression.Value.Truth;
import dev.sallyport.scan.syntax.expression.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether a step runs for merged pull requests only: then `merge_commit_sha` is a commit of the
/// base branch, and not the test merge of a proposal.
///
/// Source: GitHub documentation, REST API, "Get a pull request" (what `merge_commit_sha` means
/// before and after the merge).
final class MergedOnly {
  private static final String MERGE_COMMIT = "github.event.pull_request.merge_commit_sha";
  private static final List<String> MERGED = List.of("github", "event", "pull_request", "merged");
  private static final List<String> MERGED_AT =
      List.of("github", "event", "pull_request", "merged_at");

  private MergedOnly() {}

  /// Whether a value is the commit of a merge that somebody with write access made.
  static boolean isMade(Taint taint, Hits.Spot spot) {
    if (!taint.origin().equalsIgnoreCase(MERGE_COMMIT)) {
      return false;
    }
    boolean merged = needs(spot.outer().condition()) || needs(spot.job().condition());
    for (Frame frame = spot.frame(); frame != null && !merged; frame = frame.caller()) {
      merged = frame.call() != null && needs(frame.call().condition());
    }
    return merged;
  }

  /// Whether a condition is false, whatever else holds, for what is not merged.
  private static boolean needs(@Nullable Text condition) {
    return condition != null
        && condition.template().isWholeExpression()
        && condition
            .template()
            .whole()
            .filter(e -> Evaluator.evaluate(e, MergedOnly::proposed).truth() == Truth.FALSE)
            .isPresent();
  }

  private static Value proposed(ContextPath path) {
    List<String> segments = path.segments();
    if (segments.equals(MERGED)) {
      return Values.FALSE;
    }
    return segments.equals(MERGED_AT) ? Values.NULL : Values.UNKNOWN;
  }
}

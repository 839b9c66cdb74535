package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import java.util.List;
import java.util.Map;

/// What a change did to the findings.
///
/// @param introduced of the new state, not in the old one
/// @param remaining of the new state, in the old one too
/// @param gone of the old state, not in the new one
public record Since(List<Finding> introduced, List<Finding> remaining, List<Finding> gone) {

  public Since {
    introduced = List.copyOf(introduced);
    remaining = List.copyOf(remaining);
    gone = List.copyOf(gone);
  }

  /// @param contentIds of all analysed files, by path
  public record State(List<Finding> findings, Map<String, String> contentIds) {
    public State {
      findings = List.copyOf(findings);
      contentIds = Map.copyOf(contentIds);
    }
  }

  public static Since between(State old, State now) {
    throw new UnsupportedOperationException("" + old + now);
  }
}

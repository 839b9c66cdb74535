package dev.sallyport.scan.engine;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Which rules run: those that `--only` picks (all, without it), less those that `--skip` names.
public final class Selection {

  private Selection() {}

  /// What reading the two options came to.
  public sealed interface Result {
    /// @param rules sorted ids
    record Selected(List<String> rules) implements Result {
      public Selected {
        rules = List.copyOf(rules);
      }

      public boolean has(String rule) {
        return Set.copyOf(rules).contains(rule);
      }
    }

    /// @param problems one line each
    record Unknown(List<String> problems) implements Result {
      public Unknown {
        problems = List.copyOf(problems);
      }
    }
  }

  /// @param only ids or patterns such as `unpinned-*`
  /// @param skip the same
  /// @param known ids of all rules there are
  public static Result of(List<String> only, List<String> skip, Collection<String> known) {
    throw new UnsupportedOperationException("" + only + skip + known);
  }
}

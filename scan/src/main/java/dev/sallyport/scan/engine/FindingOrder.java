package dev.sallyport.scan.engine;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Reach;
import java.util.Comparator;

/// What comes first: what an outsider can reach, then severity, then place.
public final class FindingOrder {
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing((Finding f) -> f.reach() == Reach.OUTSIDER ? 0 : 1)
          .thenComparing(Finding::severity, Comparator.reverseOrder())
          .thenComparing(Finding::reach, Comparator.reverseOrder())
          .thenComparing(Finding::primary)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::message);

  private FindingOrder() {}
}

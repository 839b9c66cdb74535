package dev.sallyport.scan.report;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Report;
import dev.sallyport.base.model.finding.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts findings that are alike together, so that one can be shown for all.
final class Blocks {
  /// From this many alike on; two are still worth reading both.
  private static final int FOLD = 3;

  private record Kin(boolean outsider, String rule, Severity severity) {}

  private Blocks() {}

  /// As [#of], but by severity alone, which weighs the reach already: where room is short, nothing
  /// severe may stay out for something that is merely nearer.
  static List<List<Finding>> urgentFirst(Report report, boolean unfolded) {
    return of(report, unfolded).stream()
        .sorted(Comparator.comparing(List::getFirst, Words.URGENT_FIRST))
        .toList();
  }

  /// Worst first, each block in the place of its first finding. None is empty.
  static List<List<Finding>> of(Report report, boolean unfolded) {
    Map<Kin, List<Finding>> kin = new LinkedHashMap<>();
    for (Finding one : Words.worstFirst(report)) {
      boolean outsider = one.reach() == Reach.OUTSIDER;
      kin.computeIfAbsent(new Kin(outsider, one.rule(), one.severity()), _ -> new ArrayList<>())
          .add(one);
    }
    List<List<Finding>> blocks = new ArrayList<>();
    for (List<Finding> alike : kin.values()) {
      if (unfolded || alike.size() < FOLD) {
        alike.forEach(one -> blocks.add(List.of(one)));
      } else {
        blocks.add(List.copyOf(alike));
      }
    }
    return blocks;
  }
}

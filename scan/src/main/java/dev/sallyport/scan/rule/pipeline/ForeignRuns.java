package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.flow.Events;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.RepositoryFlow;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Places where foreign code runs, those of one job taken together: one way in, one finding.
final class ForeignRuns {
  private static final int MOST_OTHERS = 5;

  /// @param others the first few further places of the same job where the same code runs
  /// @param more how many there are besides
  record Run(Hit first, List<Hit> others, int more) {
    static Run of(List<Hit> hits) {
      int shown = Math.min(hits.size(), MOST_OTHERS + 1);
      return new Run(hits.getFirst(), hits.subList(1, shown), hits.size() - shown);
    }

    /// Points to the others.
    void tell(Findings.Draft draft) {
      for (int i = 0; i < others.size(); i++) {
        Hit other = others.get(i);
        String further =
            more > 0 && i == others.size() - 1
                ? ", and so do " + more + " more places of this job"
                : "";
        draft.related(other.file(), other.span(), "'" + other.detail() + "' runs it too" + further);
      }
    }
  }

  private ForeignRuns() {}

  static List<Run> of(RepositoryFlow flow, Sink... sinks) {
    Set<Sink> wanted = Set.of(sinks);
    Map<String, List<Hit>> byJob = new LinkedHashMap<>();
    for (Hit hit : flow.hits()) {
      if (wanted.contains(hit.sink()) && matters(hit.grade())) {
        Job job = hit.site().job();
        String key = hit.file().path() + "#" + (job == null ? "" : job.id()) + "#" + hit.origin();
        byJob.computeIfAbsent(key, _ -> new ArrayList<>()).add(hit);
      }
    }
    return byJob.values().stream().map(Run::of).toList();
  }

  /// Running a fork's code without rights on a machine that is thrown away is what a pull request's
  /// checks are for.
  static boolean matters(Grade grade) {
    boolean harmless =
        grade.reach() == Reach.OUTSIDER
            && !Events.of(grade.event()).privileged()
            && !grade.event().equals("workflow_run")
            && !grade.privilege().selfHosted();
    boolean insider = grade.reach().compareTo(Reach.WRITER) <= 0;
    return !harmless && !insider;
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The steps of jobs of which something holds, found once for each job: a job may have as many
/// steps
/// that ask for one before or behind them.
final class StepIndex {
  private final Predicate<Step> wanted;
  private final Map<Job, NavigableMap<Integer, Step>> known = new HashMap<>();

  StepIndex(Predicate<Step> wanted) {
    this.wanted = wanted;
  }

  /// The next one behind a step.
  Optional<Step> next(Job job, Step step) {
    return step(in(job).higherEntry(step.index()));
  }

  boolean anyBefore(Job job, Step step) {
    return in(job).lowerKey(step.index()) != null;
  }

  private NavigableMap<Integer, Step> in(Job job) {
    return known.computeIfAbsent(
        job,
        _ -> {
          NavigableMap<Integer, Step> found = new TreeMap<>();
          job.steps().stream().filter(wanted).forEach(s -> found.put(s.index(), s));
          return found;
        });
  }

  private static Optional<Step> step(Map.@Nullable Entry<Integer, Step> entry) {
    return Optional.ofNullable(entry).map(Map.Entry::getValue);
  }
}

package dev.sallyport.scan.ci.github;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Who waits for whom among the jobs of a workflow. Without recursion: a chain of `needs:` may have
/// ten thousands of jobs.
public final class Needs {
  private final Workflow workflow;
  private final Map<Job, Integer> number = new HashMap<>();
  private final Map<Job, Integer> lowest = new HashMap<>();
  private final Map<Job, Integer> circles = new HashMap<>();
  private final Deque<Job> open = new ArrayDeque<>();

  private Needs(Workflow workflow) {
    this.workflow = workflow;
  }

  /// A job on the way down, and those of its needs that were not looked at yet.
  private record Visit(Job job, Iterator<Job> left) {}

  /// The jobs that a job names and that are there, in the order of writing.
  public static List<Job> of(Workflow workflow, Job job) {
    List<Job> out = new ArrayList<>(job.needs().size());
    job.needs().forEach(need -> workflow.job(need.value()).ifPresent(out::add));
    return out;
  }

  /// The job and all that must run before it, each behind what itself needs. In a circle, which
  /// GitHub refuses, the one that is met first comes last.
  ///
  /// @param known jobs that are left out, and with them what only they need
  public static List<Job> order(Workflow workflow, Job last, Predicate<Job> known) {
    if (known.test(last)) {
      return List.of();
    }
    List<Job> out = new ArrayList<>();
    Set<Job> seen = new HashSet<>(Set.of(last));
    Deque<Visit> way = new ArrayDeque<>();
    way.push(new Visit(last, of(workflow, last).iterator()));
    while (!way.isEmpty()) {
      Visit visit = way.getFirst();
      if (!visit.left().hasNext()) {
        out.add(way.removeFirst().job());
        continue;
      }
      Job next = visit.left().next();
      if (!known.test(next) && seen.add(next)) {
        way.push(new Visit(next, of(workflow, next).iterator()));
      }
    }
    return out;
  }

  /// Jobs that lead back to themselves, by the circle that they are in: two in one circle need each
  /// other. A job in no circle shares its number with none, and is in one only when it names
  /// itself.
  ///
  /// Source: R. Tarjan, "Depth-first search and linear graph algorithms", 1972.
  public static Map<Job, Integer> circles(Workflow workflow) {
    Needs needs = new Needs(workflow);
    workflow.jobs().forEach(needs::visit);
    return needs.circles;
  }

  private void visit(Job start) {
    if (number.containsKey(start)) {
      return;
    }
    Deque<Visit> way = new ArrayDeque<>();
    way.push(enter(start));
    while (!way.isEmpty()) {
      Visit visit = way.getFirst();
      if (visit.left().hasNext()) {
        Job next = visit.left().next();
        if (!number.containsKey(next)) {
          way.push(enter(next));
        } else if (!circles.containsKey(next)) {
          lowest.merge(visit.job(), number(next), Math::min);
        }
        continue;
      }
      way.removeFirst();
      leave(visit.job());
      if (!way.isEmpty()) {
        lowest.merge(way.getFirst().job(), lowest(visit.job()), Math::min);
      }
    }
  }

  private Visit enter(Job job) {
    number.put(job, number.size());
    lowest.put(job, number(job));
    open.push(job);
    return new Visit(job, of(workflow, job).iterator());
  }

  /// The first job of a circle takes all of it from the open ones.
  private void leave(Job job) {
    if (lowest(job) != number(job)) {
      return;
    }
    Job member;
    do {
      member = open.pop();
      circles.put(member, number(job));
    } while (member != job);
  }

  private int number(Job job) {
    return number.getOrDefault(job, 0);
  }

  private int lowest(Job job) {
    return lowest.getOrDefault(job, 0);
  }
}

package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Needs;
import dev.sallyport.scan.ci.github.Permissions;
import dev.sallyport.scan.ci.github.Runners;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.flow.Gates.Passage;
import dev.sallyport.scan.syntax.expression.Expr;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Reach x privilege x gate for a job or step.
final class Grader {
  private final Entries entries;
  private final PermissionChecks checks;
  private final JobSecrets secrets = new JobSecrets();
  private final Map<Place, Privilege> privileged = new HashMap<>();
  private final Map<Place, Privilege> unprivileged = new HashMap<>();

  /// Each way in, one for each activity: conditions may ask for the action, and a label's worth
  /// depends on it.
  private final Map<Entry, List<Entry>> actions = new IdentityHashMap<>();

  /// By way in and place: who gets past the conditions of the job and those that it needs.
  private final Map<Entry, Map<Place, Passage>> jobs = new IdentityHashMap<>();

  /// The same with the step's own condition and the checks before it, and the callers' ones.
  private final Map<Entry, Map<Place, Passage>> places = new IdentityHashMap<>();

  /// A job or step within a chain of calls.
  private record Place(Frame frame, Job job, @Nullable Step step) {}

  Grader(Entries entries, PermissionChecks checks) {
    this.entries = entries;
    this.checks = checks;
  }

  /// The worst grade over all ways in.
  ///
  /// @param step null for the job as a whole
  /// @param events under which the value is attacker-set; empty for all
  /// @param cap nobody weaker than this controls the value
  Optional<Grade> grade(Frame frame, Job job, @Nullable Step step, Set<String> events, Reach cap) {
    return entries.of(frame.started()).stream()
        .filter(entry -> events.isEmpty() || events.contains(entry.event()))
        .flatMap(entry -> actions.computeIfAbsent(entry, Entry::actions).stream())
        .map(entry -> grade(frame, job, step, entry, cap))
        .flatMap(Optional::stream)
        .max(Grade::compareTo);
  }

  private Optional<Grade> grade(Frame frame, Job job, @Nullable Step step, Entry entry, Reach cap) {
    Passage passage =
        places
            .computeIfAbsent(entry, _ -> new HashMap<>())
            .computeIfAbsent(new Place(frame, job, step), place -> passage(place, entry));
    if (!passage.reachable()) {
      return Optional.empty();
    }
    Reach reach = least(least(entry.reach(), passage.leaves()), cap);
    // A fork's pull request runs without rights, but the same event from a branch of the
    // repository has them: whoever is left behind a gate may be one who pushes there.
    boolean privileged = entry.privileged() || reach.compareTo(Reach.WRITER) <= 0;
    Privilege privilege = privilege(frame, job, privileged);
    return Optional.of(Grade.of(entry.event(), reach, privileged, privilege, passage.gates()));
  }

  private static Reach least(Reach a, Reach b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private Passage passage(Place place, Entry entry) {
    Passage passage = passage(place.frame(), place.job(), entry);
    Step step = place.step();
    return step == null
        ? passage
        : passage
            .and(Gates.of(step.file(), step.condition(), entry.event(), entry.types()))
            .and(checks.before(place.job(), step, entry));
  }

  /// Conditions of the job, of the jobs that it needs, and of the calling jobs.
  private Passage passage(Frame frame, Job job, Entry entry) {
    Passage passage = jobPassage(frame, job, entry);
    if (frame.caller() != null && frame.call() != null) {
      passage = passage.and(passage(frame.caller(), frame.call(), entry));
    }
    return passage;
  }

  /// Needed jobs first, each once: then what a job adds is its own condition and one look at each
  /// job that it names.
  private Passage jobPassage(Frame frame, Job job, Entry entry) {
    Map<Place, Passage> known = jobs.computeIfAbsent(entry, _ -> new HashMap<>());
    Place wanted = new Place(frame, job, null);
    if (!known.containsKey(wanted)) {
      Predicate<Job> ready = each -> known.containsKey(new Place(frame, each, null));
      for (Job each : Needs.order(frame.workflow(), job, ready)) {
        known.put(new Place(frame, each, null), jobPassage(frame, each, entry, known));
      }
    }
    return known.getOrDefault(wanted, Passage.OPEN);
  }

  /// In a circle of needs, which never runs, the job that is not known yet counts as open.
  private Passage jobPassage(Frame frame, Job job, Entry entry, Map<Place, Passage> known) {
    Passage passage = Gates.of(job.file(), job.condition(), entry.event(), entry.types());
    if (job.environment() != null) {
      Gate gate =
          new Gate(
              Gate.Kind.ENVIRONMENT,
              Reach.OUTSIDER,
              job.file().at(job.environment().span()),
              "environment " + job.environment().value());
      passage = passage.and(Passage.of(gate));
    }
    if (runsRegardless(job)) {
      return passage;
    }
    for (Job before : Needs.of(frame.workflow(), job)) {
      passage =
          passage
              .and(known.getOrDefault(new Place(frame, before, null), Passage.OPEN))
              .and(checks.anywhere(before, job.condition(), entry));
    }
    return passage;
  }

  /// With `always()`, `failure()` or `cancelled()` a job runs though a needed one was skipped.
  private static boolean runsRegardless(Job job) {
    Text condition = job.condition();
    return condition != null
        && condition.template().expressions().stream()
            .flatMap(e -> e.parsed().tree().stream())
            .flatMap(Expr::walk)
            .anyMatch(
                e ->
                    e instanceof Expr.Call call
                        && (call.is("always") || call.is("failure") || call.is("cancelled")));
  }

  /// @param rights whether the run has the repository's token and secrets
  Privilege privilege(Frame frame, Job job, boolean rights) {
    return (rights ? privileged : unprivileged)
        .computeIfAbsent(new Place(frame, job, null), _ -> privilegeOf(frame, job, rights));
  }

  private Privilege privilegeOf(Frame frame, Job job, boolean rights) {
    boolean selfHosted = Runners.selfHosted(job);
    if (!rights) {
      return new Privilege(List.of(), false, List.of(), 0, false, selfHosted, false);
    }
    Permissions permissions = frame.permissions(job);
    JobSecrets.Listed listed = secrets.of(frame, job);
    return new Privilege(
        writes(permissions),
        permissions == null,
        listed.names(),
        listed.more(),
        permissions != null && permissions.level("id-token") == Permissions.Level.WRITE,
        selfHosted,
        true);
  }

  private static List<String> writes(@Nullable Permissions permissions) {
    if (permissions == null) {
      return List.of();
    }
    return switch (permissions.kind()) {
      case WRITE_ALL, OTHER -> List.of("everything");
      case READ_ALL -> List.of();
      case SCOPES ->
          permissions.scopes().stream()
              .filter(s -> s.level() == Permissions.Level.WRITE)
              .map(Permissions.Scope::name)
              .sorted()
              .toList();
    };
  }
}

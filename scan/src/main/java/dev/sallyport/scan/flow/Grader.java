package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Image;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Permissions;
import dev.sallyport.scan.ci.github.Runners;
import dev.sallyport.scan.ci.github.Secrets;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.flow.Gates.Passage;
import dev.sallyport.scan.syntax.expression.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reach x privilege x gate for a job or step.
final class Grader {
  private final Entries entries;
  private final PermissionChecks checks;
  private final Map<Job, List<String>> secretsByJob = new HashMap<>();
  private final Map<JobEntry, Passage> passages = new HashMap<>();

  /// A job within a chain of calls, started in one way.
  private record JobEntry(Frame frame, Job job, Entry entry) {}

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
        .map(entry -> grade(frame, job, step, entry, cap))
        .flatMap(Optional::stream)
        .max(Grade::compareTo);
  }

  private Optional<Grade> grade(Frame frame, Job job, @Nullable Step step, Entry entry, Reach cap) {
    Passage passage = passage(frame, job, entry);
    if (step != null) {
      passage =
          passage
              .and(Gates.of(step.file(), step.condition(), entry.event(), entry.types()))
              .and(checks.before(job, step));
    }
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

  /// Conditions of the job, of the jobs that it needs, and of the calling jobs.
  private Passage passage(Frame frame, Job job, Entry entry) {
    Passage passage = jobPassage(frame, job, entry);
    if (frame.caller() != null && frame.call() != null) {
      passage = passage.and(passage(frame.caller(), frame.call(), entry));
    }
    return passage;
  }

  private Passage jobPassage(Frame frame, Job job, Entry entry) {
    JobEntry key = new JobEntry(frame, job, entry);
    Passage known = passages.get(key);
    if (known == null) {
      known = jobPassage(frame, job, entry, new TreeSet<>());
      passages.put(key, known);
    }
    return known;
  }

  private Passage jobPassage(Frame frame, Job job, Entry entry, Set<String> seen) {
    Passage passage = Gates.of(job.file(), job.condition(), entry.event(), entry.types());
    if (job.environment() != null) {
      passage =
          passage.and(
              new Passage(
                  true,
                  Reach.OUTSIDER,
                  List.of(
                      new Gate(
                          Gate.Kind.ENVIRONMENT,
                          Reach.OUTSIDER,
                          job.file().at(job.environment().span()),
                          "environment " + job.environment().value()))));
    }
    if (runsRegardless(job)) {
      return passage;
    }
    for (Text need : job.needs()) {
      Job before = frame.workflow().job(need.value()).orElse(null);
      if (before != null && seen.add(before.id())) {
        passage =
            passage
                .and(jobPassage(frame, before, entry, seen))
                .and(checks.anywhere(before, job.condition()));
      }
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

  Privilege privilege(Frame frame, Job job, boolean privileged) {
    boolean selfHosted = Runners.selfHosted(job);
    if (!privileged) {
      return new Privilege(List.of(), false, List.of(), false, selfHosted, false);
    }
    Permissions permissions = frame.permissions(job);
    return new Privilege(
        writes(permissions),
        permissions == null,
        secrets(frame, job),
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

  /// Secrets that the job mentions: a job's secrets are handed to its runner when it starts.
  private List<String> secrets(Frame frame, Job job) {
    List<String> found = secretsByJob.computeIfAbsent(job, j -> secretsIn(frame, j));
    if (frame.caller() == null || frame.inheritsSecrets() || found.isEmpty()) {
      return found;
    }
    Job call = frame.call();
    return call == null
        ? found
        : found.stream().filter(name -> name.equals("*") || call.secrets().has(name)).toList();
  }

  private static List<String> secretsIn(Frame frame, Job job) {
    Set<String> names = new TreeSet<>();
    List<Text> texts = new ArrayList<>();
    addAll(texts, frame.workflow().env());
    addAll(texts, job.env());
    addAll(texts, job.with());
    addAll(texts, job.secrets());
    for (Image image : job.services()) {
      addAll(texts, image.env());
      addAll(texts, image.credentials());
    }
    if (job.container() != null) {
      addAll(texts, job.container().env());
      addAll(texts, job.container().credentials());
    }
    if (job.inheritsSecrets() != null) {
      names.add("*");
    }
    for (Step step : job.steps()) {
      addAll(texts, step.env());
      addAll(texts, step.with());
      if (step.run() != null) {
        texts.add(step.run());
      }
    }
    texts.forEach(text -> names.addAll(Secrets.in(text)));
    return List.copyOf(names);
  }

  private static void addAll(List<Text> texts, Vars vars) {
    for (EnvVar var : vars) {
      texts.add(var.value());
    }
    if (vars.whole() != null) {
      texts.add(vars.whole());
    }
  }
}

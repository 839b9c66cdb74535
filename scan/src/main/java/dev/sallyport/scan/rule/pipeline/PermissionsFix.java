package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.Scope;
import dev.sallyport.scan.ci.github.knowledge.TokenNeeds;
import dev.sallyport.scan.fix.NewValue;
import dev.sallyport.scan.fix.Place;
import dev.sallyport.scan.fix.YamlEdits;
import dev.sallyport.scan.rule.RuleContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The least permissions that the steps' actions and commands need. What is not known is named, and
/// makes the fix one that somebody must check.
final class PermissionsFix {
  private static final String KEY = "permissions";
  private static final Place TOP = Place.before("env", "defaults", "concurrency", "jobs");
  private static final Place JOB = Place.after("runs-on", "uses", "needs", "name");

  private final Workflow workflow;
  private final YamlEdits edits;
  private final Map<Job, Map<Scope, Scope.Access>> wanted = new LinkedHashMap<>();
  private final Set<String> reasons = new LinkedHashSet<>();
  private final Set<String> unknown = new LinkedHashSet<>();

  private PermissionsFix(RuleContext context, Workflow workflow, List<Job> jobs) {
    this.workflow = workflow;
    this.edits = context.edits(workflow);
    JobTokenNeeds needs = new JobTokenNeeds(context.project());
    jobs.forEach(job -> add(job, needs.of(workflow, job)));
  }

  private void add(Job job, TokenNeeds needs) {
    Map<Scope, Scope.Access> scopes = new EnumMap<>(Scope.class);
    scopes.putAll(needs.certain());
    needs
        .possible()
        .forEach((scope, access) -> scopes.merge(scope, access, PermissionsFix::higher));
    (needs.open() ? unknown : reasons).addAll(needs.reasons());
    wanted.put(job, scopes);
  }

  private static Scope.Access higher(Scope.Access a, Scope.Access b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /// For a workflow that says nothing, of which no job does either.
  static Optional<Fix> whole(RuleContext context, Workflow workflow) {
    return new PermissionsFix(context, workflow, workflow.jobs()).whole();
  }

  /// For one job that says nothing while others do.
  static Optional<Fix> job(RuleContext context, Workflow workflow, Job job) {
    PermissionsFix fix = new PermissionsFix(context, workflow, List.of(job));
    return fix.edits.insertEntry(job.node(), JOB, KEY, value(fix.scopes(job))).map(fix::fix);
  }

  /// For one job's own `write-all` or `read-all`.
  static Optional<Fix> replace(RuleContext context, Workflow workflow, Job job) {
    PermissionsFix fix = new PermissionsFix(context, workflow, List.of(job));
    return fix.edits.replaceBlock(job.node(), KEY, value(fix.scopes(job))).map(fix::fix);
  }

  /// For `write-all`, `read-all` or too wide scopes at the top.
  static Optional<Fix> replace(RuleContext context, Workflow workflow) {
    PermissionsFix fix = new PermissionsFix(context, workflow, workflow.jobs());
    boolean same = fix.wanted.values().stream().distinct().count() <= 1;
    Map<Scope, Scope.Access> top = new EnumMap<>(Scope.class);
    fix.wanted.values().forEach(s -> s.forEach((k, v) -> top.merge(k, v, PermissionsFix::higher)));
    boolean jobs = workflow.jobs().stream().anyMatch(j -> j.permissions() != null);
    if (same || jobs) {
      return fix.edits.replaceBlock(workflow.root(), KEY, value(top)).map(fix::fix);
    }
    return fix.edits
        .replaceBlock(workflow.root(), KEY, value(new EnumMap<>(Scope.class)))
        .flatMap(first -> fix.perJob(first))
        .map(fix::fix);
  }

  private Map<Scope, Scope.Access> scopes(Job job) {
    return wanted.getOrDefault(job, Map.of());
  }

  private Optional<Fix> whole() {
    boolean same = wanted.values().stream().distinct().count() <= 1;
    Map<Scope, Scope.Access> top =
        same && !wanted.isEmpty() ? wanted.values().iterator().next() : Map.of();
    return edits
        .insertEntry(workflow.root(), TOP, KEY, value(top))
        .flatMap(first -> same ? Optional.of(first) : perJob(first))
        .map(this::fix);
  }

  /// Nothing at the top, and each job what it needs.
  private Optional<List<Edit>> perJob(List<Edit> first) {
    List<Edit> all = new ArrayList<>(first);
    for (Map.Entry<Job, Map<Scope, Scope.Access>> each : wanted.entrySet()) {
      if (!each.getValue().isEmpty()) {
        Optional<List<Edit>> one =
            edits.insertEntry(each.getKey().node(), JOB, KEY, value(each.getValue()));
        if (one.isEmpty()) {
          return Optional.empty();
        }
        all.addAll(one.get());
      }
    }
    return Optional.of(all);
  }

  private static NewValue value(Map<Scope, Scope.Access> scopes) {
    List<NewValue.Entry> entries = new ArrayList<>();
    new EnumMap<Scope, Scope.Access>(scopes.isEmpty() ? new EnumMap<>(Scope.class) : scopes)
        .forEach(
            (scope, access) ->
                entries.add(
                    new NewValue.Entry(
                        scope.key(),
                        NewValue.of(access.name().toLowerCase(java.util.Locale.ROOT)))));
    return new NewValue.Mapping(entries);
  }

  private Fix fix(List<Edit> made) {
    List<String> said = new ArrayList<>();
    wanted.forEach(
        (job, scopes) ->
            said.add(job.id() + " needs " + (scopes.isEmpty() ? "nothing" : text(scopes))));
    if (!reasons.isEmpty()) {
      said.add("because: " + String.join("; ", reasons));
    }
    if (!unknown.isEmpty()) {
      said.add("check what is not known: " + String.join("; ", unknown));
    }
    return new Fix(
        "Give the token only what the steps need",
        unknown.isEmpty() ? Safety.SAFE : Safety.UNSAFE,
        String.join(". ", said),
        made);
  }

  private static String text(Map<Scope, Scope.Access> scopes) {
    List<String> out = new ArrayList<>();
    scopes.forEach(
        (scope, access) ->
            out.add(scope.key() + ": " + access.name().toLowerCase(java.util.Locale.ROOT)));
    return String.join(", ", out);
  }
}

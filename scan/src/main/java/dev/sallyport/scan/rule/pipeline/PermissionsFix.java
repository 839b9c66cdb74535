package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Edit;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Permissions;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The least permissions that the steps' actions and commands need. What is not known is named, and
/// makes the fix one that somebody must check.
final class PermissionsFix {
  private static final String KEY = "permissions";
  private static final Place TOP = Place.before("env", "defaults", "concurrency", "jobs");
  private static final Place JOB = Place.after("runs-on", "uses", "needs", "name");

  private final Workflow workflow;
  private final YamlEdits edits;
  private final CalledTokenNeeds known;
  private final Map<Job, TokenNeeds> needs = new LinkedHashMap<>();

  private PermissionsFix(RuleContext context, Workflow workflow, List<Job> jobs) {
    this.workflow = workflow;
    this.edits = context.edits(workflow);
    this.known = new CalledTokenNeeds(context.project());
    jobs.forEach(job -> needs.put(job, known.of(workflow, job)));
  }

  private static Scope.Access higher(Scope.Access a, Scope.Access b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /// For a workflow that says nothing, of which no job does either. A job whose called workflow is
  /// not known keeps what it has: too little would keep that workflow from starting.
  static Optional<Fix> whole(RuleContext context, Workflow workflow) {
    return new PermissionsFix(context, workflow, workflow.jobs()).whole();
  }

  /// For one job that says nothing while others do.
  static Optional<Fix> job(RuleContext context, Workflow workflow, Job job) {
    PermissionsFix fix = new PermissionsFix(context, workflow, List.of(job));
    return fix.calleeUnknown(job)
        ? Optional.empty()
        : fix.edits.insertEntry(job.node(), JOB, KEY, value(fix.scopes(job))).map(fix::fix);
  }

  /// For one job's own `write-all` or `read-all`.
  static Optional<Fix> replace(RuleContext context, Workflow workflow, Job job) {
    PermissionsFix fix = new PermissionsFix(context, workflow, List.of(job));
    return fix.calleeUnknown(job)
        ? Optional.empty()
        : fix.edits.replaceBlock(job.node(), KEY, value(fix.scopes(job))).map(fix::fix);
  }

  /// For `write-all` or `read-all` at the top.
  static Optional<Fix> replace(RuleContext context, Workflow workflow) {
    return new PermissionsFix(context, workflow, workflow.jobs()).top();
  }

  private Optional<Fix> top() {
    List<Job> left = left();
    if (left.size() == needs.size()) {
      return Optional.empty();
    }
    boolean same = left.isEmpty() && same();
    boolean jobs = workflow.jobs().stream().anyMatch(j -> j.permissions() != null);
    Map<Scope, Scope.Access> top = new EnumMap<>(Scope.class);
    if (same || jobs) {
      needs
          .keySet()
          .forEach(j -> scopes(j).forEach((k, v) -> top.merge(k, v, PermissionsFix::higher)));
    }
    return edits
        .replaceBlock(workflow.root(), KEY, value(top))
        .flatMap(first -> same || jobs ? Optional.of(first) : perJob(first, false))
        .flatMap(first -> keep(first, left))
        .map(this::fix);
  }

  /// What was in force for all stays in force for those whose called workflow is not known.
  private Optional<List<Edit>> keep(List<Edit> first, List<Job> left) {
    boolean all = left.stream().anyMatch(job -> job.permissions() == null);
    Permissions before = workflow.permissions();
    if (!all || before == null) {
      return Optional.of(first);
    }
    NewValue word =
        NewValue.of(before.kind() == Permissions.Kind.READ_ALL ? "read-all" : "write-all");
    List<Edit> edited = new ArrayList<>(first);
    for (Job job : left) {
      if (job.permissions() == null) {
        Optional<List<Edit>> one = edits.insertEntry(job.node(), JOB, KEY, word);
        if (one.isEmpty()) {
          return Optional.empty();
        }
        edited.addAll(one.get());
      }
    }
    return Optional.of(edited);
  }

  private boolean calleeUnknown(Job job) {
    return known.calleeUnknown(workflow, job);
  }

  private List<Job> left() {
    return needs.keySet().stream().filter(this::calleeUnknown).toList();
  }

  private boolean same() {
    return needs.keySet().stream().map(this::scopes).distinct().count() <= 1;
  }

  /// What the job gets: all that it may need in some run.
  private Map<Scope, Scope.Access> scopes(Job job) {
    TokenNeeds of = needs.getOrDefault(job, TokenNeeds.NONE);
    Map<Scope, Scope.Access> scopes = new EnumMap<>(Scope.class);
    scopes.putAll(of.certain());
    of.possible().forEach((scope, access) -> scopes.merge(scope, access, PermissionsFix::higher));
    return scopes;
  }

  private Optional<Fix> whole() {
    List<Job> left = left();
    if (left.size() == needs.size()) {
      return Optional.empty();
    }
    if (!left.isEmpty()) {
      return perJob(List.of(), true).map(this::fix);
    }
    boolean same = same();
    Map<Scope, Scope.Access> top =
        same && !needs.isEmpty() ? scopes(needs.keySet().iterator().next()) : Map.of();
    return edits
        .insertEntry(workflow.root(), TOP, KEY, value(top))
        .flatMap(first -> same ? Optional.of(first) : perJob(first, false))
        .map(this::fix);
  }

  /// Each job what it needs, on top of what is edited already.
  ///
  /// @param even those that need nothing, where nothing at the top says so
  private Optional<List<Edit>> perJob(List<Edit> first, boolean even) {
    List<Edit> all = new ArrayList<>(first);
    for (Job job : needs.keySet()) {
      Map<Scope, Scope.Access> scopes = scopes(job);
      if ((even || !scopes.isEmpty()) && !calleeUnknown(job)) {
        Optional<List<Edit>> one = edits.insertEntry(job.node(), JOB, KEY, value(scopes));
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

  /// What somebody must check comes first, as that is what has to be read.
  private Fix fix(List<Edit> made) {
    List<String> check = new ArrayList<>();
    List<String> said = new ArrayList<>();
    needs.forEach(
        (job, of) -> {
          String unknown = String.join(", ", of.unknown());
          if (calleeUnknown(job)) {
            check.add(
                "Job '" + job.id() + "' keeps what it has, as its needs are not known: " + unknown);
          } else {
            said.add("Job '" + job.id() + "' needs " + needed(job, of));
            if (of.open()) {
              check.add("Check what job '" + job.id() + "' needs besides: " + unknown);
            }
          }
        });
    Safety safety = check.isEmpty() ? Safety.SAFE : Safety.UNSAFE;
    check.addAll(said);
    return new Fix(
        "Give the token only what the steps need", safety, String.join(". ", check) + ".", made);
  }

  private String needed(Job job, TokenNeeds of) {
    Map<Scope, Scope.Access> scopes = scopes(job);
    if (scopes.isEmpty()) {
      return of.open() ? "nothing that is known" : "nothing";
    }
    return text(scopes) + (of.reasons().isEmpty() ? "" : ", as it " + reasons(of));
  }

  private static String reasons(TokenNeeds of) {
    return String.join(", ", of.reasons());
  }

  private static String text(Map<Scope, Scope.Access> scopes) {
    List<String> out = new ArrayList<>();
    scopes.forEach(
        (scope, access) ->
            out.add(scope.key() + ": " + access.name().toLowerCase(java.util.Locale.ROOT)));
    return String.join(", ", out);
  }
}

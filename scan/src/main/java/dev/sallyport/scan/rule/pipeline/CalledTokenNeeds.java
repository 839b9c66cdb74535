package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Permissions;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.Scope;
import dev.sallyport.scan.ci.github.knowledge.TokenNeeds;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a job must be given that calls a workflow. A called workflow gets no more than its caller
/// has, and GitHub refuses to start one that asks for more ("Reusing workflow configurations",
/// Supported keywords, `permissions`): giving it too little breaks the caller.
final class CalledTokenNeeds {
  /// As deep as GitHub lets workflows call each other, by a wide margin.
  private static final int MAX_DEPTH = 10;

  private final Project project;
  private final JobTokenNeeds steps;
  private final Map<Workflow, TokenNeeds> done = new IdentityHashMap<>();

  CalledTokenNeeds(Project project) {
    this.project = project;
    this.steps = new JobTokenNeeds(project);
  }

  /// The needs of a job, those of the workflow that it calls included.
  TokenNeeds of(Workflow workflow, Job job) {
    return of(workflow, job, 0);
  }

  /// Whether nobody can tell from here what the job must be given.
  boolean calleeUnknown(Workflow workflow, Job job) {
    return job.uses() != null && of(workflow, job).open();
  }

  private TokenNeeds of(Workflow workflow, Job job, int depth) {
    Uses uses = job.uses();
    Optional<Workflow> callee = uses == null ? Optional.empty() : project.workflow(uses);
    return callee.isEmpty() || depth == MAX_DEPTH
        ? steps.of(workflow, job)
        : callee(callee.get(), depth + 1);
  }

  /// Each workflow is looked at once, however many call it; one that calls itself never runs.
  private TokenNeeds callee(Workflow callee, int depth) {
    TokenNeeds known = done.get(callee);
    if (known != null) {
      return known;
    }
    done.put(callee, TokenNeeds.unknown("a workflow that calls itself"));
    TokenNeeds needs = TokenNeeds.NONE;
    for (Job called : callee.jobs()) {
      Permissions asked =
          called.permissions() == null ? callee.permissions() : called.permissions();
      needs =
          needs.and(
              asked == null
                  ? of(callee, called, depth)
                  : declared(asked, "'" + called.id() + "' of " + callee.file().path()));
    }
    done.put(callee, needs);
    return needs;
  }

  private static TokenNeeds declared(Permissions asked, String whose) {
    Map<Scope, Scope.Access> scopes = new EnumMap<>(Scope.class);
    for (Permissions.Scope each : asked.scopes()) {
      Optional<Scope> scope = scope(each.name());
      if (scope.isEmpty()) {
        return TokenNeeds.unknown(whose + " (" + each.name() + ")");
      }
      switch (each.level()) {
        case READ -> scopes.merge(scope.get(), Scope.Access.READ, CalledTokenNeeds::higher);
        case WRITE -> scopes.put(scope.get(), Scope.Access.WRITE);
        case NONE -> {}
      }
    }
    return switch (asked.kind()) {
      case SCOPES ->
          new TokenNeeds(
              scopes,
              Map.of(),
              scopes.isEmpty() ? List.of() : List.of("calls " + whose),
              List.of());
      case READ_ALL, WRITE_ALL, OTHER -> TokenNeeds.unknown(whose);
    };
  }

  private static Scope.Access higher(Scope.Access a, Scope.Access b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Optional<Scope> scope(String name) {
    for (Scope scope : Scope.values()) {
      if (scope.key().equals(name)) {
        return Optional.of(scope);
      }
    }
    return Optional.empty();
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Permissions;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.TokenNeeds;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The job's token may do more than the job does.
final class ExcessivePermissions implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "excessive-permissions",
          "A token may do more than its job needs",
          Severity.MEDIUM,
          Reference.cwe(272),
          Reference.cicdSec(5),
          Reference.cis("2.1.5"));

  /// With these a thief changes what others run.
  private static final Set<String> STRONG =
      Set.of("contents", "packages", "actions", "deployments", "pages", "attestations");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    JobTokenNeeds needs = new JobTokenNeeds(context.project());
    for (Workflow workflow : context.project().workflows()) {
      if (workflow.permissions() != null) {
        whole(context, workflow, workflow.permissions(), heirs(workflow), "", out);
        shared(needs, workflow, workflow.permissions(), out);
      }
      for (Job job : workflow.jobs()) {
        if (job.permissions() != null) {
          whole(context, workflow, job.permissions(), List.of(job), job.id(), out);
          unused(needs.of(workflow, job), workflow, job, job.permissions(), out);
        }
      }
    }
  }

  private static List<Job> heirs(Workflow workflow) {
    return workflow.jobs().stream().filter(job -> job.permissions() == null).toList();
  }

  // ---- write-all and read-all

  private static void whole(
      RuleContext context,
      Workflow workflow,
      Permissions permissions,
      List<Job> jobs,
      String key,
      Findings out) {
    boolean writes = permissions.kind() == Permissions.Kind.WRITE_ALL;
    if (!writes && permissions.kind() != Permissions.Kind.READ_ALL) {
      return;
    }
    Reach reach = reach(context, workflow, jobs);
    Severity severity =
        !writes ? Severity.LOW : reach == Reach.OUTSIDER ? Severity.HIGH : Severity.MEDIUM;
    out.at(workflow.file(), permissions.span())
        .key(key)
        .severity(severity)
        .reach(writes ? reach : Reach.NONE)
        .message(
            writes
                ? "the token may write everything: code, releases, packages, issues and an identity"
                    + " for clouds; name the scopes that are needed"
                : "the token may read everything, security alerts and packages included; name the"
                    + " scopes that are needed")
        .fix(
            () ->
                key.isEmpty()
                    ? PermissionsFix.replace(context, workflow)
                    : PermissionsFix.replace(context, workflow, jobs.getFirst()))
        .add();
  }

  private static Reach reach(RuleContext context, Workflow workflow, List<Job> jobs) {
    return jobs.stream()
        .flatMap(job -> context.flow().grade(workflow, job, null).stream())
        .filter(grade -> !grade.privilege().writes().isEmpty())
        .map(Grade::reach)
        .max(Reach::compareTo)
        .orElse(Reach.NONE);
  }

  // ---- scopes of the workflow that only some jobs need

  private static void shared(
      JobTokenNeeds needs, Workflow workflow, Permissions permissions, Findings out) {
    List<Job> heirs = heirs(workflow);
    Map<Job, TokenNeeds> known = new LinkedHashMap<>();
    if (permissions.anyWrite()) {
      heirs.forEach(job -> known.put(job, needs.of(workflow, job)));
    }
    for (Permissions.Scope scope : permissions.scopes()) {
      // The identity token has a rule of its own.
      if (scope.level() == Permissions.Level.WRITE && !scope.name().equals("id-token")) {
        shared(workflow, scope, heirs, known, out);
      }
    }
  }

  private static void shared(
      Workflow workflow,
      Permissions.Scope scope,
      List<Job> heirs,
      Map<Job, TokenNeeds> known,
      Findings out) {
    List<Job> users =
        heirs.stream()
            .filter(
                job ->
                    JobTokenNeeds.mayWrite(known.getOrDefault(job, TokenNeeds.NONE), scope.name()))
            .toList();
    Findings.Draft draft =
        out.at(workflow.file(), scope.entry().span())
            .key(scope.name())
            .confidence(Confidence.MEDIUM);
    if (users.isEmpty()) {
      draft
          .severity(Severity.LOW)
          .persona(Persona.PEDANTIC)
          .message("no step that is known here writes " + scope.name())
          .add();
    } else if (heirs.size() > 1) {
      boolean some = users.size() < heirs.size();
      draft
          .severity(some && STRONG.contains(scope.name()) ? Severity.MEDIUM : Severity.LOW)
          .persona(some ? Persona.DEFAULT : Persona.PEDANTIC)
          .message(message(scope, heirs, users, some))
          .add();
    }
  }

  private static String message(
      Permissions.Scope scope, List<Job> heirs, List<Job> users, boolean some) {
    String names = Few.of(users.stream().map(Job::id).toList(), 4);
    String all = "all " + heirs.size() + " jobs may write " + scope.name();
    return some
        ? all + ", but at most " + names + " has a use for it; give it there"
        : all + ", jobs that are added later too; give it to each job that needs it";
  }

  // ---- scopes of a job that none of its steps uses

  private static void unused(
      TokenNeeds needs, Workflow workflow, Job job, Permissions permissions, Findings out) {
    if (needs.open()) {
      return;
    }
    for (Permissions.Scope scope : permissions.scopes()) {
      if (scope.level() == Permissions.Level.WRITE
          && !JobTokenNeeds.mayWrite(needs, scope.name())) {
        out.at(workflow.file(), scope.entry().span())
            .key(job.id() + "/" + scope.name())
            .severity(Severity.LOW)
            .confidence(Confidence.MEDIUM)
            .persona(Persona.PEDANTIC)
            .message("no step of job '" + job.id() + "' writes " + scope.name())
            .add();
      }
    }
  }

  static Optional<Permissions.Scope> writes(Permissions permissions, String scope) {
    return permissions.scope(scope).filter(s -> s.level() == Permissions.Level.WRITE);
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Permissions;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.flow.Grade;
import dev.sallyport.scan.flow.Hit;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// More code than needed can ask for the identity token that clouds and registries trust.
final class BroadOidc implements Rule {
  private static final String SCOPE = "id-token";
  private static final RuleInfo INFO =
      RuleInfo.of(
          "broad-oidc",
          "Code that needs no identity can ask for one",
          Severity.MEDIUM,
          Reference.cwe(272),
          Reference.cicdSec(5),
          Reference.cis("2.1.5"));

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    JobTokenNeeds needs = new JobTokenNeeds(context.project());
    Map<Job, Hit> foreign = foreign(context);
    for (Workflow workflow : context.project().workflows()) {
      Permissions own = workflow.permissions();
      if (own != null) {
        ExcessivePermissions.writes(own, SCOPE)
            .ifPresent(scope -> shared(needs, workflow, scope, out));
      }
      for (Job job : workflow.jobs()) {
        Permissions permissions = job.permissions() == null ? own : job.permissions();
        if (permissions != null) {
          ExcessivePermissions.writes(permissions, SCOPE)
              .ifPresent(
                  scope -> reachable(context, new JobSite(workflow, job), scope, foreign, out));
        }
      }
    }
  }

  private static void shared(
      JobTokenNeeds needs, Workflow workflow, Permissions.Scope scope, Findings out) {
    List<Job> heirs = workflow.jobs().stream().filter(j -> j.permissions() == null).toList();
    List<Job> users =
        heirs.stream()
            .filter(job -> JobTokenNeeds.mayWrite(needs.of(workflow, job), SCOPE))
            .toList();
    if (heirs.size() < 2) {
      return;
    }
    boolean some = users.size() < heirs.size();
    out.at(workflow.file(), scope.entry().span())
        .severity(some ? Severity.MEDIUM : Severity.LOW)
        .confidence(Confidence.MEDIUM)
        .persona(some ? Persona.DEFAULT : Persona.PEDANTIC)
        .message(
            "all "
                + heirs.size()
                + " jobs can ask for this repository's identity token"
                + (!some
                    ? "; give it to each job that needs it"
                    : users.isEmpty()
                        ? ", and none of them is known to use it"
                        : ", but at most " + names(users) + " uses it"))
        .add();
  }

  private static String names(List<Job> jobs) {
    return Few.of(jobs.stream().map(Job::id).toList(), 4);
  }

  /// Foreign code, or a callee that can change, in a job that can get the token.
  private static void reachable(
      RuleContext context,
      JobSite site,
      Permissions.Scope scope,
      Map<Job, Hit> foreign,
      Findings out) {
    Workflow workflow = site.workflow();
    Job job = site.job();
    if (job.uses() instanceof Uses.Remote callee && !callee.isPinned()) {
      out.at(workflow.file(), callee.text().span())
          .key(job.id())
          .reach(Reach.SUPPLIER)
          .message(
              callee.slug()
                  + " can be changed at any time and can then ask for this repository's identity"
                  + " token; pin it to a commit")
          .related(workflow.file(), scope.entry().span(), "this allows it")
          .add();
    }
    Optional<Grade> grade =
        context.flow().grade(workflow, job, null).filter(g -> g.reach() == Reach.OUTSIDER);
    if (grade.isPresent() && grade.get().privilege().oidc()) {
      outsider(site, scope, grade.get(), foreign.get(job), out);
    }
  }

  private static void outsider(
      JobSite site, Permissions.Scope scope, Grade grade, @Nullable Hit hit, Findings out) {
    Workflow workflow = site.workflow();
    Job job = site.job();
    Findings.Draft draft =
        out.at(workflow.file(), scope.entry().span())
            .key(job.id())
            .severity(hit == null ? Severity.LOW : Severity.CRITICAL)
            .reach(Reach.OUTSIDER)
            .message(
                "anyone can set job '"
                    + job.id()
                    + "' off through "
                    + grade.event()
                    + ", and it can ask for this repository's identity token"
                    + (hit == null ? "" : " while it runs their code"));
    if (hit != null) {
      draft.related(hit.file(), hit.span(), "here foreign code gets in");
    }
    draft.add();
  }

  /// Of each job the first place where an outsider's code gets to run.
  private static Map<Job, Hit> foreign(RuleContext context) {
    Set<Sink> running = Set.of(Sink.EXECUTE_CHECKOUT, Sink.EXECUTE_ARTIFACT, Sink.SCRIPT);
    Map<Job, Hit> first = new HashMap<>();
    for (Hit hit : context.flow().hits()) {
      Job job = hit.site().job();
      if (job != null && running.contains(hit.sink()) && hit.grade().reach() == Reach.OUTSIDER) {
        first.putIfAbsent(job, hit);
      }
    }
    return first;
  }
}

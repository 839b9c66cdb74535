package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.Delivery;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Nothing in the repository tests or scans what a job hands to users.
final class UnscannedRelease implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "unscanned-release",
          "Release that no test or scan ever saw",
          Severity.MEDIUM,
          Reference.cwe(1357),
          Reference.cicdSec(1),
          Reference.cis("3.2.2"));

  private static final Set<String> CHANGES =
      Set.of("pull_request", "pull_request_target", "push", "merge_group");

  /// Words of a script or name by which a project's own checks are told.
  private static final List<String> CHECKING =
      List.of(
          "test",
          "lint",
          "check",
          "audit",
          "scan",
          "verify",
          "validate",
          "spec",
          "analyze",
          "analyse",
          "coverage",
          "e2e");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean wholeRepository() {
    return true;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    Project project = context.project();
    if (isCheckedOnChange(project)) {
      return;
    }
    boolean elsewhere = ReleasePath.isTestedElsewhere(project);
    for (Workflow workflow : project.workflows()) {
      if (!isCheckedByParent(project, workflow)) {
        report(project, workflow, elsewhere, out);
      }
    }
  }

  /// What publishes, users first; several jobs of one workflow are one finding.
  private static void report(Project project, Workflow workflow, boolean elsewhere, Findings out) {
    Release worst = null;
    List<Release> others = new ArrayList<>();
    for (Job job : workflow.jobs()) {
      Release release = release(project, workflow, job);
      if (release != null) {
        others.add(release);
        worst = worst == null || release.kind.compareTo(worst.kind) < 0 ? release : worst;
      }
    }
    if (worst == null) {
      return;
    }
    boolean loud = worst.kind == Kind.VERSION && !elsewhere;
    Findings.Draft draft =
        out.at(workflow.file(), worst.found.span())
            .key(worst.job.id() + "/" + worst.found.step().id())
            .severity(loud ? Severity.MEDIUM : Severity.LOW)
            .persona(loud ? Persona.DEFAULT : Persona.PEDANTIC)
            .confidence(Confidence.MEDIUM)
            .message(message(worst, elsewhere));
    for (Release other : others) {
      if (other != worst) {
        draft.related(workflow.file(), other.found.span(), "so does job '" + other.job.id() + "'");
      }
    }
    draft.add();
  }

  private static String message(Release release, boolean elsewhere) {
    return "'"
        + release.found.text()
        + (release.kind == Kind.DEPLOYMENT ? "' deploys" : "' publishes")
        + " from job '"
        + release.job.id()
        + "', and no test or scan runs before it: not in this job or those that it needs, nor in any"
        + " workflow for pushes or pull requests"
        + (elsewhere ? "; another CI system has a definition here and may test it" : "");
  }

  private enum Kind {
    VERSION,
    TRIAL,
    DEPLOYMENT
  }

  private record Release(Job job, Deliveries.Found found, Kind kind) {}

  private static @Nullable Release release(Project project, Workflow workflow, Job job) {
    Optional<Deliveries.Found> published = Deliveries.in(job, Delivery.PUBLISH);
    Optional<Deliveries.Found> found = published.or(() -> Deliveries.in(job, Delivery.DEPLOY));
    if (found.isEmpty() || isCheckedBefore(project, workflow, job, new HashSet<>())) {
      return null;
    }
    Kind kind =
        published.isEmpty()
            ? Kind.DEPLOYMENT
            : ReleasePath.leadsToUsers(workflow, job, found.get().step())
                ? Kind.VERSION
                : Kind.TRIAL;
    return new Release(job, found.get(), kind);
  }

  private static boolean isCheckedBefore(
      Project project, Workflow workflow, Job job, Set<Object> seen) {
    if (!seen.add(job)) {
      return false;
    }
    return checks(project, job, seen)
        || job.needs().stream()
            .map(Text::value)
            .map(workflow::job)
            .flatMap(Optional::stream)
            .anyMatch(before -> isCheckedBefore(project, workflow, before, seen));
  }

  private static boolean isCheckedByParent(Project project, Workflow workflow) {
    return workflow
        .trigger("workflow_run")
        .filter(
            t ->
                project.workflows().stream()
                    .filter(w -> t.filter("workflows").contains(w.title()))
                    .anyMatch(w -> checks(project, w)))
        .isPresent();
  }

  private static boolean isCheckedOnChange(Project project) {
    return project.workflows().stream()
        .filter(w -> w.triggers().stream().anyMatch(t -> CHANGES.contains(t.event())))
        .anyMatch(w -> checks(project, w));
  }

  private static boolean checks(Project project, Workflow workflow) {
    return workflow.jobs().stream().anyMatch(job -> checks(project, job, new HashSet<>()));
  }

  private static boolean checks(Project project, Job job, Set<Object> seen) {
    Uses call = job.uses();
    if (isChecking(job.id()) || job.name() != null && isChecking(job.name().value())) {
      return true;
    }
    if (call != null) {
      // A workflow that is not at hand may well test.
      return project
          .workflow(call)
          .map(
              called ->
                  seen.add(called)
                      && called.jobs().stream().anyMatch(j -> checks(project, j, seen)))
          .orElse(true);
    }
    return job.steps().stream().anyMatch(step -> checks(project, step, seen));
  }

  private static boolean checks(Project project, Step step, Set<Object> seen) {
    if (step.name() != null && isChecking(step.name().value())
        || step.run() != null && isChecking(step.run().value())
        || Deliveries.in(step, Delivery.CHECK).isPresent()) {
      return true;
    }
    Uses uses = step.uses();
    if (uses instanceof Uses.Local) {
      Optional<ActionDefinition> action = project.action(uses);
      return action
          .map(a -> seen.add(a) && a.steps().stream().anyMatch(s -> checks(project, s, seen)))
          .orElse(true);
    }
    return uses != null && isCheckingAction(uses);
  }

  private static boolean isCheckingAction(Uses uses) {
    return uses.remote()
        .filter(
            r ->
                CHECKING.stream()
                    .anyMatch(word -> r.slug().contains(word) && !r.slug().contains("checkout")))
        .isPresent();
  }

  private static boolean isChecking(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace("checkout", "").replace("latest", "");
    return CHECKING.stream().anyMatch(lower::contains);
  }
}

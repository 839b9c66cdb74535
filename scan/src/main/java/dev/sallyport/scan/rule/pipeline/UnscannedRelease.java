package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.AnyOf;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Needs;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.Delivery;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private static final AnyOf CHECKING =
      AnyOf.of(
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
    Checks checks = new Checks(project);
    if (checks.onChange()) {
      return;
    }
    boolean elsewhere = ReleasePath.isTestedElsewhere(project);
    for (Workflow workflow : project.workflows()) {
      if (!checks.inParent(workflow)) {
        report(checks, workflow, elsewhere, out);
      }
    }
  }

  /// What publishes, users first; several jobs of one workflow are one finding.
  private static void report(Checks checks, Workflow workflow, boolean elsewhere, Findings out) {
    Release worst = null;
    List<Release> others = new ArrayList<>();
    for (Job job : workflow.jobs()) {
      Release release = release(checks, workflow, job);
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

  private static @Nullable Release release(Checks checks, Workflow workflow, Job job) {
    Optional<Deliveries.Found> published = Deliveries.in(job, Delivery.PUBLISH);
    Optional<Deliveries.Found> found = published.or(() -> Deliveries.in(job, Delivery.DEPLOY));
    if (found.isEmpty() || checks.before(workflow, job)) {
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

  /// Which jobs, workflows and actions test or scan; each is looked at once.
  private static final class Checks {
    private static final int DEEPEST = 100;

    private final Project project;
    private final Map<Object, Boolean> known = new HashMap<>();
    private final Map<Job, Boolean> before = new HashMap<>();
    private final Set<String> titles = new HashSet<>();
    private final boolean onChange;
    private int depth;

    Checks(Project project) {
      this.project = project;
      for (Workflow workflow : project.workflows()) {
        if (checks(workflow)) {
          titles.add(workflow.title());
        }
      }
      onChange =
          project.workflows().stream()
              .filter(w -> w.triggers().stream().anyMatch(t -> CHANGES.contains(t.event())))
              .anyMatch(this::checks);
    }

    /// On every change.
    boolean onChange() {
      return onChange;
    }

    /// In the job or in those that it needs.
    boolean before(Workflow workflow, Job job) {
      for (Job each : Needs.order(workflow, job, before::containsKey)) {
        boolean inNeeded =
            Needs.of(workflow, each).stream().anyMatch(n -> before.getOrDefault(n, false));
        before.put(each, inNeeded || checks(each));
      }
      return before.getOrDefault(job, false);
    }

    /// In the workflow that it waits for.
    boolean inParent(Workflow workflow) {
      return workflow
          .trigger("workflow_run")
          .filter(t -> t.filter("workflows").stream().anyMatch(titles::contains))
          .isPresent();
    }

    /// What calls itself adds nothing to what else it does. What lies deeper than any host goes
    /// may well test.
    private boolean checks(Object part) {
      Boolean ready = known.putIfAbsent(part, depth > DEEPEST);
      if (ready != null || depth > DEEPEST) {
        return ready == null || ready;
      }
      depth++;
      boolean found =
          switch (part) {
            case Workflow workflow -> workflow.jobs().stream().anyMatch(this::checks);
            case Job job -> inJob(job);
            case ActionDefinition action -> action.steps().stream().anyMatch(this::inStep);
            default -> false;
          };
      depth--;
      known.put(part, found);
      return found;
    }

    private boolean inJob(Job job) {
      if (isChecking(job.id()) || job.name() != null && isChecking(job.name().value())) {
        return true;
      }
      // A workflow that is not at hand may well test.
      return job.uses() != null
          ? project.workflow(job.uses()).map(this::checks).orElse(true)
          : job.steps().stream().anyMatch(this::inStep);
    }

    private boolean inStep(Step step) {
      if (step.name() != null && isChecking(step.name().value())
          || step.run() != null && isChecking(step.run().value())
          || Deliveries.in(step, Delivery.CHECK).isPresent()) {
        return true;
      }
      Uses uses = step.uses();
      return uses instanceof Uses.Local
          ? project.action(uses).map(this::checks).orElse(true)
          : uses != null && isCheckingAction(uses);
    }
  }

  private static boolean isCheckingAction(Uses uses) {
    return uses.remote()
        .filter(r -> CHECKING.in(r.slug()) && !r.slug().contains("checkout"))
        .isPresent();
  }

  private static boolean isChecking(String text) {
    String lower = text.toLowerCase(Locale.ROOT).replace("checkout", "").replace("latest", "");
    return CHECKING.in(lower);
  }
}

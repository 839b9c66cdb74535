package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.JobSite;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Runners;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.CommandKnowledge;
import dev.sallyport.scan.ci.github.knowledge.ResourceCommand;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A job makes something that outlives it, and nothing surely takes it away.
final class MissingTeardown implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "missing-teardown",
          "What a job creates may outlive it",
          Severity.LOW,
          Reference.cwe(404),
          Reference.cicdSec(7),
          Reference.cis("2.2.1"));

  private static final List<String> CLEANING =
      List.of(
          "cleanup",
          "clean up",
          "clean-up",
          "teardown",
          "tear down",
          "destroy",
          "delete",
          "remove",
          "purge",
          "nuke",
          "shutdown");

  /// What is made for a while only is named so.
  private static final List<String> PASSING =
      List.of(
          "test",
          "e2e",
          "integration",
          "preview",
          "ephemeral",
          "review",
          "nightly",
          "bench",
          "conformance",
          "smoke",
          "acceptance");

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
    Cleaning cleaning = new Cleaning(context.project());
    for (JobSite site : context.project().jobs()) {
      Set<ResourceCommand> told = new HashSet<>();
      for (Step step : site.job().steps()) {
        if (step.run() != null) {
          check(new Site(site.workflow(), site.job(), step), cleaning, told, out);
        }
      }
    }
  }

  private static void check(Site site, Cleaning cleaning, Set<ResourceCommand> told, Findings out) {
    Step step = site.step();
    Job job = site.job();
    Workflow workflow = site.workflow().orElseThrow();
    if (job == null || step.run() == null) {
      return;
    }
    for (SimpleCommandView command : step.commands()) {
      Optional<ResourceCommand> made = made(command);
      if (made.isEmpty() || made.get().local() && !Runners.selfHosted(job)) {
        continue;
      }
      ResourceCommand resource = made.get();
      boolean sure = traps(step) || cleaning.isSure(workflow, job, resource);
      if (sure || !told.add(resource)) {
        continue;
      }
      Optional<Step> weak = undoing(job, resource);
      boolean elsewhere = weak.isEmpty() && cleaning.isElsewhere(workflow, resource);
      if (elsewhere) {
        continue;
      }
      boolean passing = weak.isPresent() || resource.local() || isPassing(workflow, job);
      Findings.Draft draft =
          out.at(workflow.file(), step.run().source(command.span()))
              .key(site.route())
              .severity(weak.isPresent() ? Severity.MEDIUM : Severity.LOW)
              .confidence(weak.isPresent() ? Confidence.HIGH : Confidence.MEDIUM)
              .persona(passing ? Persona.DEFAULT : Persona.AUDITOR)
              .message(message(job, command, resource, weak));
      weak.ifPresent(
          s -> draft.related(s.file(), s.span(), "this is skipped when a step before it fails"));
      draft.add();
    }
  }

  private static Optional<ResourceCommand> made(SimpleCommandView command) {
    List<String> words = command.argumentTexts();
    return CommandKnowledge.resource(command.name().orElse(""), words)
        .filter(r -> !r.end().startsWith("docker") && !r.end().equals("podman") || stays(words));
  }

  private static boolean stays(List<String> words) {
    return words.stream()
        .anyMatch(
            w ->
                w.equals("--detach")
                    || w.startsWith("-") && !w.startsWith("--") && w.contains("d"));
  }

  private static String message(
      Job job, SimpleCommandView command, ResourceCommand resource, Optional<Step> weak) {
    String made =
        "'"
            + command.name().orElse("")
            + " "
            + String.join(" ", resource.words())
            + "' makes "
            + resource.what();
    return weak.isPresent()
        ? made
            + ", and the step that removes it is skipped when one before it fails or the run is"
            + " cancelled; give it 'if: always()'"
        : made
            + " in job '"
            + job.id()
            + "', and no step removes it: it stays open, and paid for, when the job has ended";
  }

  private static boolean traps(Step step) {
    return step.commands().stream().anyMatch(c -> c.is("trap") && c.arguments().size() > 1);
  }

  /// Where resources are removed: looked up once for each kind, however many commands make one.
  private static final class Cleaning {
    private final Project project;
    private final Map<ResourceCommand, Set<Workflow>> undone = new HashMap<>();
    private final Map<Place, Set<Job>> later = new HashMap<>();
    private final Map<Place, Boolean> within = new HashMap<>();

    /// @param where a job or a workflow
    private record Place(Object where, ResourceCommand resource) {}

    Cleaning(Project project) {
      this.project = project;
    }

    /// A later step or job that removes it whatever happens.
    boolean isSure(Workflow workflow, Job job, ResourceCommand resource) {
      return within.computeIfAbsent(new Place(job, resource), _ -> isSureIn(job, resource))
          || later
              .computeIfAbsent(new Place(workflow, resource), _ -> jobs(workflow, resource))
              .stream()
              .anyMatch(other -> other != job);
    }

    private static boolean isSureIn(Job job, ResourceCommand resource) {
      return job.steps().stream()
          .filter(s -> isAlways(s.condition()))
          .anyMatch(s -> cleans(s, resource) || s.uses() != null && isCleaning(s.label()));
    }

    /// Jobs that always run and remove it; two tell as much as all.
    private static Set<Job> jobs(Workflow workflow, ResourceCommand resource) {
      return workflow.jobs().stream()
          .filter(j -> isAlways(j.condition()))
          .filter(j -> j.steps().stream().anyMatch(s -> cleans(s, resource)))
          .limit(2)
          .collect(Collectors.toSet());
    }

    /// Removed by another workflow, or by a run of this one at another time.
    boolean isElsewhere(Workflow workflow, ResourceCommand resource) {
      Set<Workflow> removing = undone.computeIfAbsent(resource, this::workflows);
      boolean itself =
          removing.contains(workflow) && (workflow.on("pull_request") || workflow.on("schedule"));
      return itself || removing.size() > (removing.contains(workflow) ? 1 : 0);
    }

    private Set<Workflow> workflows(ResourceCommand resource) {
      return project.workflows().stream()
          .filter(
              w ->
                  w.jobs().stream()
                      .flatMap(j -> j.steps().stream())
                      .anyMatch(s -> undoes(s, resource)))
          .collect(Collectors.toSet());
    }
  }

  private static boolean isAlways(@Nullable Text condition) {
    return condition != null && condition.value().contains("always()");
  }

  private static boolean cleans(Step step, ResourceCommand resource) {
    return undoes(step, resource)
        || isCleaning(step.label())
        || step.run() != null && isCleaning(step.run().value());
  }

  private static boolean isCleaning(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return CLEANING.stream().anyMatch(lower::contains);
  }

  private static Optional<Step> undoing(Job job, ResourceCommand resource) {
    return job.steps().stream().filter(s -> undoes(s, resource)).findFirst();
  }

  private static boolean undoes(Step step, ResourceCommand resource) {
    return step.run() != null
        && step.run().value().contains(resource.end())
        && step.commands().stream()
            .anyMatch(c -> resource.isUndoneBy(c.name().orElse(""), c.argumentTexts()));
  }

  private static boolean isPassing(Workflow workflow, Job job) {
    String text = (workflow.title() + " " + job.id()).toLowerCase(Locale.ROOT);
    return workflow.on("pull_request") || PASSING.stream().anyMatch(text::contains);
  }
}

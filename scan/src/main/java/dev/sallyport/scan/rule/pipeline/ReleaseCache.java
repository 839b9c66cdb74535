package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Needs;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.CacheUse;
import dev.sallyport.scan.ci.github.knowledge.Delivery;
import dev.sallyport.scan.ci.github.knowledge.Inputs;
import dev.sallyport.scan.ci.github.knowledge.Truth;
import dev.sallyport.scan.flow.Sink;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a release is built from comes partly out of a cache that other runs filled.
final class ReleaseCache implements Rule {
  private static final RuleInfo INFO =
      RuleInfo.of(
          "release-cache",
          "Release is built with a restored cache",
          Severity.MEDIUM,
          Reference.cwe(349),
          Reference.cicdSec(9),
          Reference.cis("2.4.3"));

  /// A name that may be any: a download without a name takes all, and an expression may be
  /// anything.
  private static final String ANY = "";

  /// So many artifacts of one workflow are told apart.
  private static final int MOST_NAMES = 64;

  /// How a job takes part in a release.
  private record Part(String what, boolean deploy) {}

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(RuleContext context, Findings out) {
    for (Workflow workflow : context.project().workflows()) {
      Map<String, Part> parts = parts(context, workflow);
      for (Job job : workflow.jobs()) {
        Part part = parts.get(job.id().toLowerCase(Locale.ROOT));
        if (part != null && !isOff(job.condition())) {
          job.steps().forEach(step -> check(context, workflow, job, step, part, out));
        }
      }
    }
  }

  /// Jobs that publish or deploy, and those whose results they wait for.
  private static Map<String, Part> parts(RuleContext context, Workflow workflow) {
    Map<String, Part> parts = new HashMap<>();
    Optional<Trigger> release = workflow.trigger("release");
    boolean only = release.isPresent() && workflow.triggers().size() == 1 || tagsOnly(workflow);
    Spread spread = new Spread(workflow, parts);
    for (Job job : workflow.jobs()) {
      Optional<Part> part =
          Deliveries.in(job, Delivery.PUBLISH)
              .map(f -> new Part(f.text(), ReleasePath.isTrial(workflow)))
              .or(() -> Deliveries.in(job, Delivery.DEPLOY).map(f -> new Part(f.text(), true)));
      part.ifPresent(p -> spread.from(job, p));
      if (part.isEmpty() && only) {
        parts.putIfAbsent(
            job.id().toLowerCase(Locale.ROOT), new Part("a workflow that only releases", true));
      }
    }
    if (spread.full != null) {
      SourceText file = workflow.file();
      context.problem(
          Problem.incomplete(
              file.path(),
              file.lines().line(spread.full.key().span().start()),
              "More than "
                  + MOST_NAMES
                  + " artifacts lead to a release here; from this job on they were not told"
                  + " apart."));
    }
    return parts;
  }

  /// Goes from a job that publishes or deploys to those whose results it takes; no way is gone
  /// twice for the same purpose.
  private static final class Spread {
    private final Workflow workflow;
    private final Map<String, Part> parts;
    private final Map<Job, Artifacts> artifacts = new HashMap<>();
    private final Takers published = new Takers();
    private final Takers deployed = new Takers();

    /// The first job of which the names were not told apart, null while all were.
    private @Nullable Job full;

    Spread(Workflow workflow, Map<String, Part> parts) {
      this.workflow = workflow;
      this.parts = parts;
    }

    /// Jobs that one purpose reached.
    ///
    /// @param sought jobs that were asked for an artifact, by its name
    private record Takers(Set<Job> reached, Map<String, Set<Job>> sought) {
      Takers() {
        this(new HashSet<>(), new HashMap<>());
      }
    }

    void from(Job start, Part part) {
      Takers takers = part.deploy() ? deployed : published;
      Deque<Job> open = new ArrayDeque<>(List.of(start));
      while (!open.isEmpty()) {
        Job job = open.removeFirst();
        if (published.reached().contains(job) || !takers.reached().add(job)) {
          continue;
        }
        String id = job.id().toLowerCase(Locale.ROOT);
        Part known = parts.get(id);
        if (known == null || known.deploy() && !part.deploy()) {
          parts.put(id, part);
        }
        for (String name : artifacts(job).downloads()) {
          open.addAll(makers(job, name, takers.sought()));
        }
      }
    }

    /// Only what is handed on as an artifact gets into the release: of all jobs that one waits for,
    /// over others too, those that upload it and were not asked for it yet.
    private List<Job> makers(Job job, String download, Map<String, Set<Job>> sought) {
      boolean many = sought.size() >= MOST_NAMES && !sought.containsKey(download);
      String name = many ? ANY : download;
      full = many && full == null ? job : full;
      Set<Job> asked = sought.computeIfAbsent(name, _ -> new HashSet<>());
      List<Job> found = new ArrayList<>();
      Deque<Job> open = new ArrayDeque<>(Needs.of(workflow, job));
      while (!open.isEmpty()) {
        Job before = open.removeFirst();
        if (asked.add(before)) {
          if (artifacts(before).makes(name)) {
            found.add(before);
          }
          open.addAll(Needs.of(workflow, before));
        }
      }
      return found;
    }

    private Artifacts artifacts(Job job) {
      return artifacts.computeIfAbsent(job, Artifacts::of);
    }
  }

  /// What a job uploads and downloads, by name.
  ///
  /// @param open whether the name of an upload is an expression, so that it may be any
  private record Artifacts(Set<String> uploads, boolean open, Set<String> downloads) {
    static Artifacts of(Job job) {
      Set<String> uploads = names(job, "actions/upload-artifact");
      Set<String> downloads = new TreeSet<>();
      for (String name : names(job, "actions/download-artifact")) {
        downloads.add(name.contains("${{") ? ANY : name);
      }
      return new Artifacts(
          uploads, uploads.stream().anyMatch(name -> name.contains("${{")), downloads);
    }

    private static Set<String> names(Job job, String action) {
      return job.steps().stream()
          .filter(step -> step.isUsing(action))
          .map(step -> step.with().value("name"))
          .collect(Collectors.toSet());
    }

    boolean makes(String name) {
      return name.equals(ANY) ? !uploads.isEmpty() : open || uploads.contains(name);
    }
  }

  private static boolean tagsOnly(Workflow workflow) {
    return workflow.triggers().size() == 1
        && workflow
            .trigger("push")
            .filter(t -> t.hasFilter("tags") && !t.hasFilter("branches"))
            .isPresent();
  }

  private static void check(
      RuleContext context, Workflow workflow, Job job, Step step, Part part, Findings out) {
    Uses.Remote remote = step.remote().orElse(null);
    if (remote == null || isOff(step.condition())) {
      return;
    }
    Inputs inputs = step.inputs();
    if (step.with().value("lookup-only").equals("true")) {
      return;
    }
    Optional<CacheUse> restored =
        ActionKnowledge.caches(remote.use()).stream()
            .filter(use -> use.does() != CacheUse.Direction.SAVE)
            .filter(use -> !isChoice(step, use))
            .filter(use -> use.isOn(inputs) != Truth.NO)
            .findFirst();
    restored.ifPresent(
        use -> {
          boolean sure = use.isOn(inputs) == Truth.YES && !use.what().contains(" where ");
          boolean small = part.deploy() || use.what().equals("program");
          boolean poisoned = !context.flow().hits(Sink.CACHE).isEmpty();
          out.at(workflow.file(), span(step, use, remote))
              .key(job.id() + "/" + step.id())
              .reach(Reach.SUPPLIER)
              .severity(small ? Severity.LOW : poisoned ? Severity.HIGH : Severity.MEDIUM)
              .persona(sure && !small ? Persona.DEFAULT : Persona.PEDANTIC)
              .message(message(job, use, remote, part))
              .add();
        });
  }

  private static Span span(Step step, CacheUse use, Uses.Remote remote) {
    return use.input().isEmpty()
        ? remote.text().span()
        : step.with().get(use.input()).map(v -> v.value().span()).orElse(remote.text().span());
  }

  private static String message(Job job, CacheUse use, Uses.Remote remote, Part part) {
    return "job '"
        + job.id()
        + "' is part of a release ("
        + part.what()
        + ") and takes "
        + use.what()
        + " from a cache"
        + (use.byDefault() == CacheUse.Default.ON
            ? ", as " + remote.slug() + " does by itself"
            : "")
        + ": whoever could fill that cache in an earlier run gets into what users install";
  }

  /// The input itself turns the cache off for releases.
  private static boolean isChoice(Step step, CacheUse use) {
    String value = step.with().value(use.input());
    return value.contains("${{")
        && (value.contains("github.ref")
            || value.contains("github.event_name")
            || value.contains("inputs."));
  }

  /// Whether a condition keeps it from running for a tag or release.
  private static boolean isOff(@Nullable Text condition) {
    if (condition == null) {
      return false;
    }
    StringBuilder squeezed = new StringBuilder();
    condition.value().chars().filter(c -> c > ' ').forEach(c -> squeezed.append((char) c));
    String text = squeezed.toString().toLowerCase(Locale.ROOT);
    if (text.contains("||")) {
      return false;
    }
    return text.equals("false")
        || text.contains("!startswith(github.ref,'refs/tags")
        || text.contains("github.ref_type!='tag'")
        || text.contains("github.ref_type=='branch'")
        || text.contains("github.event_name=='pull_request'")
        || text.contains("github.event.pull_request.head.repo.full_name==github.repository")
        || text.contains("github.event_name!='push'")
        || text.contains("github.event_name!='release'")
        || text.contains("startswith(github.ref,'refs/pull");
  }
}

package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Collects hits: of the same value at the same sink the worst one.
final class Hits {
  private final Grader grader;
  private final Entries entries;
  private final Project project;
  private final Map<String, Hit> found = new LinkedHashMap<>();
  private final Map<Workflow, Boolean> uploads = new HashMap<>();
  private final Budget budget;
  private final KnownScripts scripts = new KnownScripts();
  private int added;

  Hits(Grader grader, Entries entries, Project project) {
    this.grader = grader;
    this.entries = entries;
    this.project = project;
    this.budget = new Budget(project);
  }

  List<Hit> list() {
    return List.copyOf(found.values());
  }

  /// What following may still cost, and where that was not enough.
  Budget budget() {
    return budget;
  }

  KnownScripts scripts() {
    return scripts;
  }

  /// How often anything was added, whatever became of it.
  int added() {
    return added;
  }

  /// Whether any job of a workflow makes an artifact, or may do so in a workflow that it calls.
  boolean uploads(Workflow workflow) {
    return uploads.computeIfAbsent(
        workflow,
        w ->
            w.jobs().stream()
                .anyMatch(
                    job ->
                        job.uses() != null
                            || job.steps().stream()
                                .anyMatch(s -> s.isUsing("actions/upload-artifact"))));
  }

  /// Where a step runs.
  ///
  /// @param outer the workflow's step that called the action `site` lies in; the step itself else
  record Spot(Frame frame, Job job, Step outer, Site site) {}

  void add(Spot spot, Sink sink, Span span, Taint taint, String detail, String outcome) {
    added++;
    SourceText file = spot.site().owner().file();
    Set<String> events = events(spot, taint);
    if ((events.isEmpty() && !taint.events().isEmpty()) || MergedOnly.isMade(taint, spot)) {
      return;
    }
    Optional<Grade> graded =
        grader.grade(spot.frame(), spot.job(), spot.outer(), events, taint.cap());
    if (graded.isEmpty()) {
      return;
    }
    Taint.Crossing crossing = crossing(spot, taint);
    SourceText where = crossing == null ? file : crossing.file();
    Span at = crossing == null ? span : crossing.span();
    List<PathStep> path = new ArrayList<>(start(spot.frame(), graded.get()));
    path.addAll(taint.trail());
    path.add(new PathStep(file.at(span), outcome));
    Hit hit =
        new Hit(
            sink,
            spot.site(),
            where,
            at,
            taint.origin(),
            taint.charset(),
            taint.hops(),
            crossing != null,
            detail,
            path,
            taint.confidence(),
            graded.get());
    String key =
        sink
            + "|"
            + where.path()
            + "|"
            + at.start()
            + "|"
            + at.end()
            + "|"
            + taint.origin()
            + (crossing == null ? "" : "|" + file.path() + "|" + span.start());
    found.merge(key, hit, (a, b) -> a.grade().compareTo(b.grade()) >= 0 ? a : b);
  }

  /// Where foreign text leaves the file it is first seen in; null when it stays there. What happens
  /// in a definition of another repository is pointed to where this one calls it.
  private Taint.@Nullable Crossing crossing(Spot spot, Taint taint) {
    Taint.Crossing crossing = taint.crossing();
    SourceText where = crossing == null ? spot.site().owner().file() : crossing.file();
    if (project.owns(where)) {
      return crossing;
    }
    Frame frame = spot.frame();
    Uses call = spot.outer().uses();
    while (!project.owns(frame.workflow().file()) && frame.caller() != null) {
      call = frame.call() == null ? null : frame.call().uses();
      frame = frame.caller();
    }
    return call == null
        ? crossing
        : new Taint.Crossing(frame.workflow().file(), call.text().span());
  }

  /// Whether a job runs under an event that brings the value: a skipped job has no outputs.
  boolean isPossible(Frame frame, Job job, Taint taint) {
    return grader.grade(frame, job, null, taint.events(), taint.cap()).isPresent();
  }

  /// The name of what is pushed is nobody's choice where the trigger's filter lets few through.
  private static Set<String> events(Spot spot, Taint taint) {
    if (!isPushed(taint)
        || spot.frame().started().trigger("push").filter(RefFilter::isHarmless).isEmpty()) {
      return taint.events();
    }
    Set<String> rest = new TreeSet<>(taint.events());
    rest.remove("push");
    return rest;
  }

  static boolean isPushed(Taint taint) {
    return REFS.contains(taint.origin());
  }

  private static final Set<String> REFS =
      Set.of("github.ref", "github.ref_name", "github.event.ref");

  /// The first steps: who starts the run and how.
  private List<PathStep> start(Frame frame, Grade grade) {
    Workflow workflow = frame.started();
    List<PathStep> out = new ArrayList<>();
    entries.of(workflow).stream()
        .filter(e -> e.event().equals(grade.event()))
        .findFirst()
        .ifPresent(e -> out.addAll(e.via()));
    Span at = workflow.trigger(grade.event()).map(Trigger::span).orElseGet(workflow::head);
    out.add(new PathStep(workflow.file().at(at), who(grade) + " by " + grade.event()));
    addCalls(frame, out);
    return out;
  }

  private static void addCalls(@Nullable Frame frame, List<PathStep> out) {
    if (frame == null || frame.call() == null) {
      return;
    }
    addCalls(frame.caller(), out);
    Job call = frame.call();
    out.add(
        new PathStep(
            call.file().at(call.key().span()),
            "job '" + call.id() + "' calls " + frame.workflow().file().path()));
  }

  private static String who(Grade grade) {
    return switch (grade.reach()) {
      case OUTSIDER -> "anyone can start this workflow";
      case CONTRIBUTOR -> "a contributor can start this workflow";
      case TRIAGER -> "someone with triage rights can start this workflow";
      case WRITER -> "someone with write access can start this workflow";
      case SUPPLIER, NONE -> "this workflow is started";
    };
  }
}

package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Follows foreign values and files through the steps of one job, composite actions of this
/// repository unfolded.
final class JobFlow {
  private static final int DEEPEST_ACTION = 10; // GitHub allows ten levels.

  final Project project;
  final Frame frame;
  final Job job;
  final Hits hits;

  /// Somebody else's files, as the steps so far left them.
  final ForeignAreas foreign = new ForeignAreas();

  /// Directories with the repository's own files, on top of what lies around them.
  final OwnAreas own = new OwnAreas();

  /// Files of this job that hold foreign values, by their path.
  final Map<String, Taint> files = new HashMap<>();

  /// Somebody else's commits that git knows, by the name of the remote or ref, `FETCH_HEAD` too.
  final Map<String, Taint> fetched = new HashMap<>();

  /// Files and archives of such commits that were downloaded, by their path.
  final Map<String, Taint> downloads = new HashMap<>();

  /// The step that runs first what somebody else wrote, null while none did.
  @Nullable Taint ranForeign;

  /// Steps that save a cache when the job ends.
  final List<Save> saves = new ArrayList<>();

  record Save(Hits.Spot spot, Span span, String action) {}

  private final Scope scope;
  private @Nullable Boolean checksOut;

  JobFlow(Project project, Frame frame, Job job, Hits hits, Scope scope) {
    this.project = project;
    this.frame = frame;
    this.job = job;
    this.hits = hits;
    this.scope = scope;
  }

  void run() {
    for (Step step : job.steps()) {
      step(new Site(frame.workflow(), job, step), step, scope, 0);
    }
    if (ranForeign != null) {
      for (Save save : saves) {
        hits.add(
            save.spot(),
            Sink.CACHE,
            save.span(),
            ranForeign,
            save.action(),
            "what that code left is saved in the cache, which runs of the default branch restore");
      }
    }
  }

  /// One step, in a scope that it may add to: environment of the job, outputs.
  private void step(Site site, Step outer, Scope outside, int depth) {
    Step step = site.step();
    Scope inside = outside.step();
    inside.declare(step.file(), step.env());
    Hits.Spot spot = new Hits.Spot(frame, job, outer, site);
    if (step.run() != null) {
      new RunFlow(this, spot, inside, outside).follow();
    } else if (step.uses() != null) {
      uses(spot, step.uses(), inside, outside, depth);
    }
    outside.endStep();
  }

  private void uses(Hits.Spot spot, Uses uses, Scope inside, Scope outside, int depth) {
    if (uses instanceof Uses.Local local) {
      localAction(spot, local);
    }
    Optional<ActionDefinition> definition =
        project.action(uses).filter(ActionDefinition::composite);
    boolean unfolds = definition.isPresent() && unfolds(spot, uses, definition.get(), depth);
    if (unfolds) {
      composite(spot, definition.get(), inside, outside, depth);
    }
    // What the tables know of an action holds whether its definition is at hand or not.
    if (!unfolds || uses instanceof Uses.Remote) {
      new ActionFlow(this, spot, inside, outside).follow(uses);
    }
  }

  private boolean unfolds(Hits.Spot spot, Uses uses, ActionDefinition action, int depth) {
    SourceText file = spot.site().step().file();
    if (depth >= DEEPEST_ACTION) {
      hits.budget()
          .givenUp(
              file,
              uses.text().span(),
              "Actions call each other more than 10 deep; what is further inside was not followed.");
      return false;
    }
    return hits.budget().enters(action, file, uses.text().span());
  }

  /// `uses: ./x` reads the workspace as it is now, not the commit of the workflow.
  private void localAction(Hits.Spot spot, Uses.Local local) {
    String path = local.path().isEmpty() ? "." : local.path();
    Optional<Foreign> found = foreign.first("", path, Foreign::inWorkspace);
    if (found.isEmpty()) {
      return;
    }
    Foreign area = found.get();
    hits.add(
        spot,
        area.kind() == Foreign.Kind.CHECKOUT ? Sink.LOCAL_ACTION : Sink.EXECUTE_ARTIFACT,
        local.text().span(),
        area.taint(),
        local.text().value(),
        "the action is loaded from there, so its author's code runs");
    ran(area.taint());
  }

  boolean checksOut() {
    Boolean known = checksOut;
    if (known == null) {
      known = job.steps().stream().anyMatch(s -> s.isUsing("actions/checkout"));
      checksOut = known;
    }
    return known;
  }

  /// Whether nothing foreign is in the job's files and nothing was fetched.
  boolean isUntouched() {
    return foreign.isEmpty()
        && own.isEmpty()
        && files.isEmpty()
        && fetched.isEmpty()
        && downloads.isEmpty()
        && ranForeign == null;
  }

  /// Whether any event that starts the run brings the value.
  boolean happens(Taint taint) {
    return taint.events().isEmpty() || taint.events().stream().anyMatch(frame.started()::on);
  }

  void ran(Taint taint) {
    if (ranForeign == null) {
      ranForeign = taint;
    }
  }

  private void composite(
      Hits.Spot spot, ActionDefinition action, Scope inside, Scope outside, int depth) {
    Step call = spot.site().step();
    Map<String, List<Taint>> inputs = new HashMap<>();
    for (EnvVar input : call.with()) {
      List<Taint> taints = handed(call, action, input, inside);
      if (!taints.isEmpty()) {
        inputs.put(input.name().toLowerCase(Locale.ROOT), taints);
      }
    }
    List<Taint> all = inputs.values().stream().reduce(List.of(), Taint::merge);
    Scope inner =
        inside.inside(
            name ->
                name.equals("*") || name.equals("?") ? all : inputs.getOrDefault(name, List.of()));
    for (Step step : action.steps()) {
      step(new Site((GithubFile) action, null, step), spot.outer(), inner, depth + 1);
    }
    // What its steps wrote to GITHUB_ENV holds for the job's later steps.
    inner.ownEnv().forEach((name, taints) -> inheritEnv(outside, name, taints, inside));
    for (EnvVar output : action.outputs()) {
      outside.output(call.id(), output.name(), inner.of(action.file(), output.value()));
    }
  }

  private static void inheritEnv(Scope outside, String name, List<Taint> taints, Scope inside) {
    if (!taints.isEmpty() && inside.env(name) != taints) {
      outside.env(name, taints);
    }
  }

  private static List<Taint> handed(
      Step call, ActionDefinition action, EnvVar input, Scope inside) {
    SourceText file = call.file();
    Text value = input.value();
    return inside.of(file, value).stream()
        .map(
            t ->
                t.through(
                        file.at(input.entry().span()),
                        "it is handed to "
                            + (action.directory().isEmpty() ? "." : action.directory())
                            + " as "
                            + input.name())
                    .crossing(file, value.span()))
        .toList();
  }

  static Span spanOf(Step step) {
    Uses uses = step.uses();
    return uses != null ? uses.text().span() : step.span();
  }
}

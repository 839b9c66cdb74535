package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Declared;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Image;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Needs;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Site;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// Follows foreign values through one workflow, as it runs in one frame: jobs in the order of
/// `needs`, called workflows inside.
final class WorkflowFlow {
  private static final int DEEPEST_CALL = 10; // GitHub allows ten levels.

  private final Project project;
  private final Frame frame;
  private final Hits hits;
  private final Outputs jobOutputs = new Outputs();
  private final Scope workflow;

  /// @param callInputs what the caller hands in, by lower-case name
  WorkflowFlow(Project project, Frame frame, Hits hits, Map<String, List<Taint>> callInputs) {
    this.project = project;
    this.frame = frame;
    this.hits = hits;
    this.workflow = Scope.of(inputs(frame, callInputs), jobOutputs, hits.budget()::tooMany);
    this.workflow.declare(frame.workflow().file(), frame.workflow().env());
  }

  /// Runs all jobs. The result: foreign values among the outputs of a called workflow, by name.
  Map<String, List<Taint>> run() {
    Set<Job> done = new HashSet<>();
    for (Job job : frame.workflow().jobs()) {
      for (Job next : Needs.order(frame.workflow(), job, done::contains)) {
        done.add(next);
        run(next);
      }
    }
    return frame.caller() == null ? Map.of() : outputs();
  }

  private void run(Job job) {
    Scope scope = workflow.job();
    if (job.matrix() != null) {
      MatrixFlow.follow(scope, job.file(), job.matrix());
    }
    scope.declare(frame.workflow().file(), job.env());
    if (job.uses() != null) {
      call(job, job.uses(), scope);
      return;
    }
    containers(job, scope);
    job.runsOn().forEach(label -> runner(job, scope, label));
    new JobFlow(project, frame, job, hits, scope).run();
    for (EnvVar output : job.outputs()) {
      List<Taint> taints =
          scope.of(job.file(), output.value()).stream()
              .filter(t -> hits.isPossible(frame, job, t))
              .map(
                  t ->
                      t.through(
                          job.file().at(output.entry().span()),
                          "it becomes the output " + output.name() + " of job '" + job.id() + "'"))
              .toList();
      jobOutputs.add(job.id(), output.name(), taints);
    }
  }

  /// Values that the runner puts on the command line of `docker create`.
  private void containers(Job job, Scope scope) {
    List<Image> images = new ArrayList<>(job.services());
    if (job.container() != null) {
      images.add(job.container());
    }
    for (Image image : images) {
      for (EnvVar var : image.env()) {
        container(job, scope, var.value(), "env " + var.name() + " of " + image.name());
      }
      if (image.options() != null) {
        container(job, scope, image.options(), "options of " + image.name());
      }
      if (image.entrypoint() != null) {
        container(job, scope, image.entrypoint(), "entry point of " + image.name());
      }
      if (image.command() != null) {
        container(job, scope, image.command(), "command of " + image.name());
      }
      if (image.volumes() instanceof YamlSequence volumes) {
        for (YamlNode volume : volumes.items()) {
          if (volume instanceof YamlScalar scalar) {
            container(job, scope, Text.of(scalar), "volume of " + image.name());
          }
        }
      }
      if (image.image() != null) {
        container(job, scope, image.image(), part(image.image()) + " of " + image.name());
      }
    }
  }

  /// Behind `registry/name:` a value chooses the tag only.
  private static String part(Text image) {
    String value = image.value();
    int expression = value.indexOf("${{");
    String prefix = expression < 0 ? value : value.substring(0, expression);
    return prefix.indexOf(':', prefix.lastIndexOf('/') + 1) >= 0 ? "tag" : "image";
  }

  private void container(Job job, Scope scope, Text text, String what) {
    Optional<Hits.Spot> spot = spot(job);
    if (spot.isEmpty()) {
      return;
    }
    for (Taint taint : scope.of(job.file(), text)) {
      boolean owner =
          what.startsWith("image") && taint.revision() == ContextSources.Revision.REPOSITORY;
      if (taint.injectable() || owner) {
        hits.add(
            spot.get(), Sink.CONTAINER, text.span(), taint, what, "it is handed to docker create");
      }
    }
  }

  /// The values of its own that a job begins with belong to its first step.
  private Optional<Hits.Spot> spot(Job job) {
    return job.steps().stream()
        .findFirst()
        .map(step -> new Hits.Spot(frame, job, step, new Site(frame.workflow(), job, step)));
  }

  private void runner(Job job, Scope scope, Text label) {
    for (Taint taint : scope.of(job.file(), label)) {
      if (taint.injectable()) {
        spot(job)
            .ifPresent(
                spot ->
                    hits.add(
                        spot,
                        Sink.RUNNER,
                        label.span(),
                        taint,
                        label.value(),
                        "it names the machine that the job runs on"));
      }
    }
  }

  private void call(Job job, Uses uses, Scope scope) {
    Optional<Workflow> callee = project.workflow(project.seenFrom(frame.workflow(), uses));
    // GitHub refuses a workflow that calls itself.
    if (callee.isEmpty() || frame.runs(callee.get())) {
      return;
    }
    if (frame.depth() >= DEEPEST_CALL) {
      hits.budget()
          .givenUp(
              job.file(),
              uses.text().span(),
              "Workflows call each other more than 10 deep; what is further inside was not"
                  + " followed.");
      return;
    }
    if (!hits.budget().enters(callee.get(), job.file(), uses.text().span())) {
      return;
    }
    Map<String, List<Taint>> handed = new HashMap<>();
    for (EnvVar input : job.with()) {
      List<Taint> taints =
          scope.of(job.file(), input.value()).stream()
              .map(
                  t ->
                      t.through(
                              job.file().at(input.entry().span()),
                              "it is handed to " + uses.text().value() + " as " + input.name())
                          .crossing(job.file(), input.value().span()))
              .toList();
      if (!taints.isEmpty()) {
        handed.put(input.name().toLowerCase(Locale.ROOT), taints);
      }
    }
    Frame inner = new Frame(callee.get(), frame, job);
    Map<String, List<Taint>> back = new WorkflowFlow(project, inner, hits, handed).run();
    back.forEach((name, taints) -> jobOutputs.add(job.id(), name, taints));
  }

  private Map<String, List<Taint>> outputs() {
    Map<String, List<Taint>> out = new HashMap<>();
    Optional<Trigger> call = frame.workflow().trigger("workflow_call");
    if (call.isEmpty()) {
      return out;
    }
    // jobs.<id>.outputs.<name> in a called workflow is what needs.<id>.outputs.<name> is inside.
    for (EnvVar output : call.get().outputs()) {
      List<Taint> taints = List.of();
      for (var reaching :
          dev.sallyport.scan.syntax.expression.Flow.reaching(output.value().template())) {
        List<String> s = reaching.path().segments();
        if (s.size() > 3 && s.getFirst().equals("jobs")) {
          taints = Taint.merge(taints, jobOutputs.of(s.get(1), s.get(3)));
        }
      }
      out.put(output.name().toLowerCase(Locale.ROOT), taints);
    }
    return out;
  }

  /// Who sets `inputs.x` here: the caller, or people who start the workflow by hand.
  private static Function<String, List<Taint>> inputs(
      Frame frame, Map<String, List<Taint>> callInputs) {
    if (frame.caller() != null) {
      List<Taint> all = callInputs.values().stream().reduce(List.of(), Taint::merge);
      return name -> every(name) ? all : callInputs.getOrDefault(name, List.of());
    }
    List<Typed> typed =
        Stream.of("workflow_dispatch", "workflow_call")
            .flatMap(event -> frame.workflow().trigger(event).stream())
            .map(Typed::of)
            .toList();
    return name -> typed.stream().flatMap(t -> t.taint(name).stream()).toList();
  }

  private static boolean every(String name) {
    return name.equals(ContextPath.EVERY) || name.equals(ContextPath.DYNAMIC);
  }

  /// Inputs of an event into which whoever starts the workflow may type anything.
  private record Typed(String event, Set<String> free) {

    static Typed of(Trigger trigger) {
      Set<String> free = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      trigger.inputs().stream()
          .filter(input -> !constrained(input))
          .forEach(input -> free.add(input.name()));
      return new Typed(trigger.event(), free);
    }

    Optional<Taint> taint(String name) {
      boolean all = every(name);
      boolean open = all ? !free.isEmpty() : free.contains(name);
      return open
          ? Optional.of(
              new Taint(
                  Charset.TEXT,
                  Set.of(event),
                  Reach.WRITER,
                  ContextSources.Revision.MUTABLE,
                  all ? "inputs" : "inputs." + name,
                  List.of(),
                  0,
                  null,
                  event.equals("workflow_call") ? Confidence.LOW : Confidence.HIGH,
                  null))
          : Optional.empty();
    }
  }

  private static boolean constrained(Declared input) {
    return input.constrained() || input.type().equals("environment");
  }
}

package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.ci.github.facts.ActionFacts;
import dev.sallyport.scan.ci.github.facts.Version;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.ActionUse;
import dev.sallyport.scan.ci.github.knowledge.AgentInput;
import dev.sallyport.scan.ci.github.knowledge.BuildAction;
import dev.sallyport.scan.ci.github.knowledge.CacheUse;
import dev.sallyport.scan.ci.github.knowledge.CodeInput;
import dev.sallyport.scan.ci.github.knowledge.Truth;
import dev.sallyport.scan.ci.github.knowledge.UntrustedOutput;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.expression.Reaching;
import dev.sallyport.scan.syntax.program.Language;
import dev.sallyport.scan.syntax.shell.SafeText;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What a step with an action of others does to foreign values: runs them as code, checks out
/// foreign commits, unpacks foreign artifacts, has outputs that carry foreign text.
final class ActionFlow {
  private static final String ENTRY = "the program that the container runs";
  private static final String SHELL_ARGS = "code for the shell in the container";
  private static final List<String> SHELL_CODE =
      List.of("sh -c", "bash -c", "ash -c", "dash -c", "zsh -c", "sh -ec", "bash -ec");

  private final JobFlow job;
  private final Hits.Spot spot;
  private final Scope inside;
  private final Scope outside;
  private final Step step;
  private final SourceText file;

  ActionFlow(JobFlow job, Hits.Spot spot, Scope inside, Scope outside) {
    this.job = job;
    this.spot = spot;
    this.inside = inside;
    this.outside = outside;
    this.step = spot.site().step();
    this.file = step.file();
  }

  void follow(Uses uses) {
    if (uses instanceof Uses.Docker) {
      image();
    }
    if (!(uses instanceof Uses.Remote remote)) {
      return;
    }
    ActionUse use = remote.use();
    codeInputs(use);
    prompts(use);
    switch (remote.repository()) {
      case "actions/checkout" -> checkout();
      case "actions/download-artifact" -> ownArtifact();
      case "dawidd6/action-download-artifact" -> forkArtifact(use);
      case "actions/github-script" -> script();
      default -> {}
    }
    caches(use);
    executes(use);
    outputs(use);
  }

  private void codeInputs(ActionUse use) {
    for (CodeInput row : ActionKnowledge.codeInputs(use)) {
      step.with().get(row.input()).ifPresent(input -> codeInput(row, input.value()));
      step.with().get(row.input()).ifPresent(input -> body(row, input.value()));
    }
  }

  /// `uses: docker://…`: `entrypoint` is a program, and `args` are code for it when it is a shell.
  private void image() {
    step.with().get("entrypoint").ifPresent(input -> pasted("entrypoint", input.value(), ENTRY));
    String entry = step.with().value("entrypoint").strip();
    String args = step.with().value("args").strip();
    String program = entry.substring(entry.lastIndexOf('/') + 1) + " " + args;
    // Without an entry point of its own, `-c` can only be meant for a shell of the image.
    boolean shell =
        SHELL_CODE.stream().anyMatch(program.strip()::startsWith)
            || (entry.isEmpty() && args.startsWith("-c "));
    if (shell) {
      step.with().get("args").ifPresent(input -> pasted("args", input.value(), SHELL_ARGS));
    }
  }

  private void body(CodeInput row, Text value) {
    ProgramBodies bodies = new ProgramBodies(job, spot, inside, outside);
    switch (row.language()) {
      case JAVASCRIPT -> bodies.follow(Language.JAVASCRIPT, value.value(), value::source);
      case PYTHON -> bodies.follow(Language.PYTHON, value.value(), value::source);
      default -> {}
    }
  }

  private void codeInput(CodeInput row, Text value) {
    pasted(row.input(), value, row.why());
  }

  private void pasted(String name, Text value, String why) {
    if (!value.mayHaveExpressions()) {
      return;
    }
    for (Reaching reaching : Flow.reaching(value.template())) {
      for (Taint taint : inside.of(file, value, reaching)) {
        if (taint.injectable()) {
          job.hits.add(
              spot,
              Sink.CODE_INPUT,
              value.source(reaching.span()),
              taint,
              name,
              "it is pasted into '" + name + "' (" + why + ")");
        }
      }
    }
  }

  /// Text that an agent takes for its task.
  private void prompts(ActionUse use) {
    for (AgentInput row : ActionKnowledge.agentInputs(use)) {
      if (row.role() == AgentInput.Role.PROMPT) {
        step.with().get(row.input()).ifPresent(input -> prompt(row, input.value()));
      }
    }
  }

  private void prompt(AgentInput row, Text value) {
    if (!value.mayHaveExpressions()) {
      return;
    }
    for (Reaching reaching : Flow.reaching(value.template())) {
      for (Taint taint : inside.of(file, value, reaching)) {
        if (taint.charset().compareTo(Charset.LINE) >= 0) {
          job.hits.add(
              spot,
              Sink.PROMPT,
              value.source(reaching.span()),
              taint,
              row.input(),
              "it becomes part of what the agent is told to do");
        }
      }
    }
  }

  /// A checkout of code that somebody proposes.
  private void checkout() {
    EnvVar input = step.with().get("ref").orElse(null);
    List<Taint> taints = input == null ? List.of() : inside.of(file, input.value());
    List<Taint> repository =
        step.with().get("repository").map(v -> inside.of(file, v.value())).orElse(List.of());
    Taint chosen = null;
    boolean mutable = false;
    for (Taint taint : Taint.merge(taints, repository)) {
      // What was pushed or merged is the repository's own, and what a run checks out anyway.
      boolean own = Hits.isPushed(taint) || MergedOnly.isMade(taint, spot);
      if (taint.namesCode() && !own && job.happens(taint)) {
        chosen = chosen == null ? taint : chosen;
        mutable |= taint.revision() == ContextSources.Revision.MUTABLE;
      }
    }
    if (chosen == null) {
      replace();
      return;
    }
    boolean pinned = taints.stream().anyMatch(t -> t.revision() == ContextSources.Revision.COMMIT);
    boolean noRef = taints.isEmpty();
    Span at = input == null ? JobFlow.spanOf(step) : input.value().span();
    Taint arrived =
        chosen.through(file.at(at), "actions/checkout fetches that code into the workspace");
    foreign(Foreign.Kind.CHECKOUT, arrived, (mutable || noRef) && !pinned, at);
  }

  /// A checkout of the repository itself puts its files over what lay there.
  private void replace() {
    String path = Foreign.normal(step.with().value("path"));
    job.foreign.replaceCheckout(path);
    if (!path.isEmpty()) {
      job.own.add(path);
    }
  }

  private void foreign(Foreign.Kind kind, Taint taint, boolean mutable, Span at) {
    String path = Foreign.normal(step.with().value("path"));
    Foreign area = new Foreign(kind, path, taint, mutable, step.label());
    job.foreign.add(area);
    if (!path.isEmpty()) {
      job.own.cover(path);
    }
    Sink sink = kind == Foreign.Kind.CHECKOUT ? Sink.CHECKOUT : Sink.ARTIFACT;
    String detail = mutable ? "mutable" : "";
    job.hits.add(
        spot,
        sink,
        at,
        taint,
        kind == Foreign.Kind.ARTIFACT ? path : detail,
        "it lies in " + (path.isEmpty() ? "the workspace" : path));
  }

  /// Artifacts of other runs; those of this run were made by its own jobs.
  private void ownArtifact() {
    if (step.with().has("run-id") || step.with().has("repository")) {
      artifact(Confidence.HIGH);
    } else if (!job.hits.uploads(job.frame.workflow()) && job.checksOut()) {
      // Nothing here makes an artifact, so the one of the run before must be meant.
      artifact(Confidence.LOW);
    }
  }

  private void artifact(Confidence confidence) {
    if (job.frame.started().on("workflow_run")) {
      Span at = JobFlow.spanOf(step);
      Taint taint =
          artifactTaint(confidence)
              .through(file.at(at), "the artifact of the run that came before is unpacked");
      foreign(Foreign.Kind.ARTIFACT, taint, false, at);
    }
  }

  /// This one searches runs of a workflow by itself; before version 6 those of forks too.
  private void forkArtifact(ActionUse use) {
    String allowed = step.with().value("allow_forks");
    boolean old =
        ActionFacts.bundled()
            .version(use.action(), use.ref())
            .flatMap(v -> Version.parse("6").map(six -> v.compareTo(six) < 0))
            .orElse(false);
    if (allowed.equals("true") || (old && !allowed.equals("false"))) {
      Span at = JobFlow.spanOf(step);
      Taint taint =
          artifactTaint(Confidence.MEDIUM, Set.of())
              .through(file.at(at), "the artifact of some run is unpacked, forks' runs included");
      foreign(Foreign.Kind.ARTIFACT, taint, false, at);
    } else {
      artifact(Confidence.HIGH);
    }
  }

  static Taint artifactTaint(Confidence confidence) {
    return artifactTaint(confidence, Set.of("workflow_run"));
  }

  private static Taint artifactTaint(Confidence confidence, Set<String> events) {
    return new Taint(
        Charset.TEXT,
        events,
        Reach.OUTSIDER,
        ContextSources.Revision.NONE,
        "an artifact of the triggering run",
        List.of(),
        0,
        null,
        confidence,
        null);
  }

  /// github-script: the API can fetch artifacts, and read text that others wrote.
  private void script() {
    String script = step.with().value("script");
    if (script.contains("downloadArtifact") && job.frame.started().on("workflow_run")) {
      Span at = JobFlow.spanOf(step);
      Taint taint =
          artifactTaint(Confidence.HIGH)
              .through(file.at(at), "the script downloads the artifact of the run before");
      // Where it lands shows only when something unpacks it; a root area is what scripts do.
      job.foreign.add(
          new Foreign(Foreign.Kind.ARTIFACT, archive(script), taint, false, step.label()));
    }
  }

  /// Where the script writes the archive, as far as a literal tells; else the workspace.
  private static String archive(String script) {
    return script.contains("RUNNER_TEMP") || script.contains("/tmp/") ? "/tmp" : "";
  }

  /// Caches are saved in a post step, at the end of the job, wherever the step stands.
  private void caches(ActionUse use) {
    for (CacheUse row : ActionKnowledge.caches(use)) {
      boolean saves = row.does() != CacheUse.Direction.RESTORE;
      if (saves && row.isOn(step.inputs()) == Truth.YES) {
        job.saves.add(new JobFlow.Save(spot, JobFlow.spanOf(step), use.action()));
        return;
      }
    }
  }

  private void executes(ActionUse use) {
    for (BuildAction row : ActionKnowledge.buildActions(use)) {
      if (row.when().holds(step.inputs()) != Truth.NO) {
        executed(row.why());
        return;
      }
    }
  }

  private void executed(String why) {
    String working = Foreign.normal(step.with().value("working-directory"));
    job.foreign
        .firstAt(List.of("", working), Foreign::inWorkspace)
        .ifPresent(
            area -> {
              job.hits.add(
                  spot,
                  area.kind() == Foreign.Kind.CHECKOUT
                      ? Sink.EXECUTE_CHECKOUT
                      : Sink.EXECUTE_ARTIFACT,
                  JobFlow.spanOf(step),
                  area.taint(),
                  step.label(),
                  why);
              job.ran(area.taint());
            });
  }

  private void outputs(ActionUse use) {
    for (UntrustedOutput row : ActionKnowledge.untrustedOutputs(use)) {
      // Where the inputs rule a row out, the output is missing or of another kind.
      if (row.when().holds(step.inputs()) != Truth.NO) {
        outside.output(step.id(), row.output(), taints(row).toList());
      }
    }
  }

  /// As messages name it. A pattern is no name that a reader could look for.
  private String origin(UntrustedOutput row) {
    return row.output().contains("*")
        ? "outputs of '" + step.label() + "' (" + row.why() + ")"
        : "output " + row.output() + " of '" + step.label() + "'";
  }

  private Stream<Taint> taints(UntrustedOutput row) {
    Charset charset = Contents.charset(row.content()).orElse(null);
    String what = row.why();
    if (charset == null) {
      return derived(row, what);
    }
    if (row.content() == UntrustedOutput.Content.JSON && ApiQuestion.isPlain(step.with())) {
      return Stream.empty();
    }
    Taint taint =
        new Taint(
            charset,
            Set.of(),
            Reach.OUTSIDER,
            Contents.revision(row.content()),
            origin(row),
            List.of(),
            1,
            null,
            Confidence.MEDIUM,
            null);
    return Stream.of(taint.through(file.at(JobFlow.spanOf(step)), what));
  }

  private Stream<Taint> derived(UntrustedOutput row, String what) {
    return switch (row.content()) {
      case DERIVED ->
          step.with().get(row.from()).stream()
              .filter(_ -> !SafeText.part(step.with().value("regex")))
              .flatMap(v -> inside.of(file, v.value()).stream())
              .map(t -> t.through(file.at(JobFlow.spanOf(step)), what));
      case FILE ->
          job.foreign.first().stream()
              .map(Foreign::taint)
              .map(t -> t.as(Charset.TEXT).through(file.at(JobFlow.spanOf(step)), what));
      default -> Stream.empty();
    };
  }
}

package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.expression.Reaching;
import dev.sallyport.scan.syntax.program.Language;
import dev.sallyport.scan.syntax.shell.Script;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a `run:` step does to foreign values and files.
final class RunFlow {
  private final JobFlow job;
  private final Hits.Spot spot;
  private final Scope inside;
  private final Scope outside;
  private final Step step;
  private final SourceText file;
  private final Text run;

  RunFlow(JobFlow job, Hits.Spot spot, Scope inside, Scope outside) {
    this.job = job;
    this.spot = spot;
    this.inside = inside;
    this.outside = outside;
    this.step = spot.site().step();
    this.file = step.file();
    this.run = Objects.requireNonNull(step.run());
  }

  void follow() {
    pasted();
    shell().ifPresent(this::pastedIntoShell);
    ProgramBodies bodies = new ProgramBodies(job, spot, inside, outside);
    Optional<Language> whole = ProgramBodies.language(step.shell());
    if (whole.isPresent()) {
      bodies.follow(whole.get(), run.value(), run::source);
      return;
    }
    Script script = step.script().orElseThrow();
    List<SimpleCommandView> commands = step.commands();
    Body body = Body.of(step, run);
    ShellValues values = new ShellValues(job, spot, inside, outside, body);
    FetchedCode fetched =
        new FetchedCode(job, spot, inside, body, () -> values.analyze(script, commands));
    new ForeignCode(job, spot, inside, body, fetched).follow(commands);
    values.follow(script, commands);
    new CalledScripts(job, spot, inside, outside)
        .follow(run, () -> values.analyze(script, commands));
    commands.forEach(command -> bodies.inside(command, run::source));
  }

  /// The shell's command line, as far as it may hold expressions: an action's step, a job's
  /// default.
  private Optional<Text> shell() {
    if (spot.site().owner() instanceof ActionDefinition || step.node().entry("shell").isPresent()) {
      return scalar(step.node().get("shell"));
    }
    return scalar(
        spot.job()
            .node()
            .get("defaults")
            .flatMap(defaults -> member(defaults, "run"))
            .flatMap(defaults -> member(defaults, "shell")));
  }

  private static Optional<YamlNode> member(YamlNode node, String key) {
    return node instanceof YamlMapping mapping ? mapping.get(key) : Optional.empty();
  }

  private static Optional<Text> scalar(Optional<YamlNode> node) {
    return node.filter(YamlScalar.class::isInstance).map(n -> Text.of((YamlScalar) n));
  }

  private void pastedIntoShell(Text shell) {
    for (Reaching reaching : Flow.reaching(shell.template())) {
      for (Taint taint : inside.of(file, shell, reaching)) {
        if (taint.injectable()) {
          job.hits.add(
              spot,
              Sink.CODE_INPUT,
              shell.source(reaching.span()),
              taint,
              "shell",
              "it is pasted into the command line of the shell, which the runner runs");
        }
      }
    }
  }

  /// Expressions whose text becomes part of the script before any shell reads it.
  private void pasted() {
    if (!run.mayHaveExpressions()) {
      return;
    }
    for (Reaching reaching : Flow.reaching(run.template())) {
      Span at = run.source(reaching.span());
      for (Taint taint : inside.of(file, run, reaching)) {
        if (taint.injectable()) {
          job.hits.add(
              spot,
              Sink.SCRIPT,
              at,
              taint,
              reaching.path().text(),
              "it is pasted into the script and runs as code");
        }
      }
    }
  }
}

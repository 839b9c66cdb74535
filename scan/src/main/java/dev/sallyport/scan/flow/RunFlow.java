package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.expression.Reaching;
import dev.sallyport.scan.syntax.program.Language;
import dev.sallyport.scan.syntax.shell.Script;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
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

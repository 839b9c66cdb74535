package dev.sallyport.scan.flow;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.ActionDefinition;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.syntax.program.Language;
import dev.sallyport.scan.syntax.shell.Assignment;
import dev.sallyport.scan.syntax.shell.Script;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Use;
import dev.sallyport.scan.syntax.shell.UseKind;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Follows foreign values into scripts of the repository: through the environment of the step and
/// the arguments of the call. Scripts that those scripts call are not entered.
final class CalledScripts {
  /// Names under which a script's arguments stand in front of its text.
  private static final String ARGUMENT = "SALLYPORT_ARGUMENT_";

  /// More than people hand to a script; each goes in front of its text.
  private static final int MOST_ARGUMENTS = 100;

  private final JobFlow job;
  private final Hits.Spot spot;
  private final Scope inside;
  private final Scope outside;
  private final Step step;

  CalledScripts(JobFlow job, Hits.Spot spot, Scope inside, Scope outside) {
    this.job = job;
    this.spot = spot;
    this.inside = inside;
    this.outside = outside;
    this.step = spot.site().step();
  }

  /// @param uses where the step's own script uses foreign values
  void follow(Text run, Supplier<List<Use<Taint>>> uses) {
    // A definition of another repository calls scripts of its own, which are not here.
    if (!job.project.hasScripts() || !job.project.owns(step.file())) {
      return;
    }
    Given known = null;
    String action = spot.site().owner() instanceof ActionDefinition a ? a.directory() : "";
    for (ScriptCalls.Call call : ScriptCalls.of(step, action)) {
      Optional<SourceText> script = job.project.script(call.path());
      boolean foreign = job.foreign.last("", call.path(), _ -> true).isPresent();
      if (script.isEmpty() || foreign) {
        continue;
      }
      known = known == null ? Given.of(uses.get()) : known;
      KnownScripts.Call clean = clean(call, script.get(), known);
      boolean quiet = clean != null && job.hits.scripts().isQuiet(clean);
      if (!quiet && affordable(script.get(), run)) {
        enter(call, script.get(), run, known, clean);
      }
    }
  }

  /// The call, when nothing foreign gets into a shell script by it; else null.
  private KnownScripts.@Nullable Call clean(ScriptCalls.Call call, SourceText script, Given given) {
    boolean clean =
        !inside.hasForeignEnv()
            && job.isUntouched()
            && given.arguments().getOrDefault(call.command(), List.of()).stream()
                .allMatch(CalledScripts::isPasted)
            && call.command().assignments().stream()
                .noneMatch(assignment -> given.assigned().containsKey(assignment.name()))
            && language(script, call).isEmpty();
    return clean ? KnownScripts.Call.of(script, job.frame) : null;
  }

  private static boolean isPasted(Use<Taint> use) {
    return use.part().filter(WordPart.Placeholder.class::isInstance).isPresent();
  }

  /// Many steps may call a long script.
  private boolean affordable(SourceText script, Text run) {
    return job.hits.budget().enters(script, step.file(), run.span());
  }

  /// What a script gives to the commands that it runs.
  ///
  /// @param assigned by the variable
  private record Given(
      Map<SimpleCommandView, List<Use<Taint>>> arguments, Map<String, Taint> assigned) {
    static Given of(List<Use<Taint>> uses) {
      Given given = new Given(new HashMap<>(), new HashMap<>());
      for (Use<Taint> use : uses) {
        if (use.kind() == UseKind.ASSIGN) {
          use.target().ifPresent(name -> given.assigned.put(name, use.label()));
        } else if (use.kind() == UseKind.ARGUMENT) {
          use.command()
              .ifPresent(c -> given.arguments.computeIfAbsent(c, _ -> new ArrayList<>()).add(use));
        }
      }
      return given;
    }
  }

  private void enter(
      ScriptCalls.Call call,
      SourceText script,
      Text run,
      Given given,
      KnownScripts.@Nullable Call clean) {
    Span at = run.source(call.command().span());
    Map<Integer, List<Taint>> arguments = arguments(call, script, given, at);
    Scope scope = inside.step();
    for (Assignment assignment : call.command().assignments()) {
      Taint taint = given.assigned().get(assignment.name());
      if (taint != null) {
        scope.env(assignment.name(), List.of(taint));
      }
    }
    Optional<Language> language = language(script, call);
    if (language.isPresent()) {
      Body body = Body.of(at, script, 0);
      new ProgramBodies(job, spot, scope, outside)
          .file(language.get(), script.text(), body, arguments);
    } else {
      shell(script, scope, arguments, at, clean);
    }
  }

  private static Optional<Language> language(SourceText script, ScriptCalls.Call call) {
    String path = script.path();
    if (path.endsWith(".py")) {
      return Optional.of(Language.PYTHON);
    }
    return path.endsWith("js")
        ? Optional.of(Language.JAVASCRIPT)
        : call.command().name().flatMap(ProgramBodies::language);
  }

  /// The script as its first command would set the arguments of the call.
  private void shell(
      SourceText script,
      Scope scope,
      Map<Integer, List<Taint>> arguments,
      Span at,
      KnownScripts.@Nullable Call clean) {
    StringBuilder text = new StringBuilder();
    if (!arguments.isEmpty()) {
      text.append("set --");
      for (int i = 0; i <= Collections.max(arguments.keySet()); i++) {
        text.append(" \"$").append(ARGUMENT).append(i).append('"');
        scope.env(ARGUMENT + i, arguments.getOrDefault(i, List.of()));
      }
      text.append('\n');
    }
    KnownScripts.Parsed known = job.hits.scripts().parsed(script, text.toString());
    Script parsed = known.script();
    List<SimpleCommandView> commands = known.commands();
    Body body = Body.of(at, script, known.before());
    ShellValues values = new ShellValues(job, spot, scope, outside, body);
    FetchedCode fetched =
        new FetchedCode(job, spot, scope, body, () -> values.analyze(parsed, commands));
    int hits = job.hits.added();
    new ForeignCode(job, spot, scope, body, fetched).follow(commands);
    boolean follows = values.follow(parsed, commands);
    if (clean != null && !follows && job.isUntouched() && job.hits.added() == hits) {
      job.hits.scripts().quiet(clean);
    }
  }

  /// Foreign arguments of the call by their place, from 0. What an expression pastes is told where
  /// it is pasted.
  private Map<Integer, List<Taint>> arguments(
      ScriptCalls.Call call, SourceText script, Given given, Span at) {
    Map<Integer, List<Taint>> out = new HashMap<>();
    for (Use<Taint> use : given.arguments().getOrDefault(call.command(), List.of())) {
      boolean here = !isPasted(use);
      int index = use.argumentIndex() - call.first();
      if (here && index >= MOST_ARGUMENTS) {
        String message =
            "Not followed into this script beyond its argument " + MOST_ARGUMENTS + ".";
        job.hits.budget().givenUp(step.file(), at, message);
      } else if (here && index >= 0) {
        Taint taint =
            use.label()
                .through(
                    script.at(new Span(0, 0)),
                    script.path() + " gets it as its argument " + (index + 1));
        out.merge(index, List.of(taint), Taint::merge);
      }
    }
    return out;
  }
}

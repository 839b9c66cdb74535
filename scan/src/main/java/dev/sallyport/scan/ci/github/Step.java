package dev.sallyport.scan.ci.github;

import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.knowledge.Inputs;
import dev.sallyport.scan.syntax.shell.Commands;
import dev.sallyport.scan.syntax.shell.Dialect;
import dev.sallyport.scan.syntax.shell.Script;
import dev.sallyport.scan.syntax.shell.Shells;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Trouble;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One step of a job or of a composite action.
public final class Step {
  private final SourceText file;
  private final int index;
  private final YamlMapping node;
  private final Parts parts;
  private volatile @Nullable Script script;
  private volatile Commands.@Nullable Found commands;
  private volatile @Nullable Inputs inputs;

  /// The keys of a step; what is missing is null or [Vars#NONE].
  ///
  /// @param shell in force: the step's own, or the default of job or workflow, or "" for the
  ///     runner's
  /// @param workingDirectory in force in the same way; a default holds for `run:` only
  /// @param around the variables of job and workflow, the inner first
  public record Parts(
      @Nullable Text id,
      @Nullable Text name,
      @Nullable Text condition,
      @Nullable Uses uses,
      @Nullable Text run,
      String shell,
      @Nullable Text workingDirectory,
      Vars with,
      Vars env,
      List<Vars> around,
      @Nullable Text continueOnError) {

    public Parts {
      around = List.copyOf(around);
    }
  }

  Step(SourceText file, int index, YamlMapping node, Parts parts) {
    this.file = file;
    this.index = index;
    this.node = node;
    this.parts = parts;
  }

  public SourceText file() {
    return file;
  }

  /// Place among its siblings, from 0.
  public int index() {
    return index;
  }

  public YamlMapping node() {
    return node;
  }

  public Span span() {
    return node.span();
  }

  /// "" when it has none.
  public String id() {
    return parts.id == null ? "" : parts.id.value();
  }

  public @Nullable Text name() {
    return parts.name;
  }

  public @Nullable Text condition() {
    return parts.condition;
  }

  public @Nullable Uses uses() {
    return parts.uses;
  }

  public @Nullable Text run() {
    return parts.run;
  }

  public String shell() {
    return parts.shell;
  }

  public @Nullable Text workingDirectory() {
    return parts.workingDirectory;
  }

  public Vars with() {
    return parts.with;
  }

  public Vars env() {
    return parts.env;
  }

  public @Nullable Text continueOnError() {
    return parts.continueOnError;
  }

  public boolean isUsing(String slug) {
    return parts.uses != null && parts.uses.is(slug);
  }

  public Optional<Uses.Remote> remote() {
    return parts.uses == null ? Optional.empty() : parts.uses.remote();
  }

  public Dialect dialect() {
    return parts.shell.isEmpty() ? Dialect.BASH : Shells.dialect(parts.shell);
  }

  /// What the step hands to its action, in the form in which the knowledge tables ask for it.
  public Inputs inputs() {
    Inputs known = inputs;
    if (known == null) {
      known = new Inputs(map(parts.with), map(parts.env));
      inputs = known;
    }
    return known;
  }

  private static Map<String, String> map(Vars vars) {
    Map<String, String> out = new HashMap<>();
    for (EnvVar variable : vars) {
      out.put(variable.name(), variable.value().value());
    }
    return out;
  }

  /// The parsed `run:`; empty for a step without one. Offsets count in the scalar's value.
  public Optional<Script> script() {
    if (parts.run == null) {
      return Optional.empty();
    }
    Script known = script;
    if (known == null) {
      known = Shells.parse(dialect(), parts.run.value());
      script = known;
    }
    return Optional.of(known);
  }

  /// Every command of the `run:`, in order; none for a step without one.
  public List<SimpleCommandView> commands() {
    return found().commands();
  }

  private Commands.Found found() {
    Commands.Found known = commands;
    if (known == null) {
      known =
          script()
              .map(s -> Commands.find(s, this::fixed))
              .orElse(new Commands.Found(List.of(), List.of()));
      commands = known;
    }
    return known;
  }

  /// The value of a variable that is the same in every run.
  private Optional<String> fixed(String variable) {
    Optional<EnvVar> found = parts.env.get(variable);
    for (Vars outer : parts.around) {
      found = found.or(() -> outer.get(variable));
    }
    return found.map(EnvVar::value).filter(value -> !value.mayHaveExpressions()).map(Text::value);
  }

  /// What of the `run:`, and of the code that it hands to shells, was not understood.
  public List<Problem> problems() {
    List<Trouble> all = new ArrayList<>();
    script().ifPresent(known -> all.addAll(known.troubles()));
    all.addAll(found().troubles());
    return all.isEmpty() ? List.of() : all.stream().map(this::problem).toList();
  }

  /// Where a limit ended it, a part of the script was not looked at; else the shell would stumble
  /// there too.
  public Problem problem(Trouble trouble) {
    int line = parts.run == null ? 0 : file.lines().line(parts.run.source(trouble.span()).start());
    return trouble.limit()
        ? Problem.incomplete(
            file.path(), line, "A part of this script was given up: " + trouble.message() + ".")
        : Problem.gap(file.path(), line, "This script is not understood here.", trouble.message());
  }

  /// How a person would call it: its name, id, action or first line.
  public String label() {
    if (parts.name != null && !parts.name.value().isBlank()) {
      return parts.name.value();
    }
    if (!id().isEmpty()) {
      return id();
    }
    if (parts.uses != null) {
      return parts.uses.text().value();
    }
    return parts.run == null
        ? "step " + (index + 1)
        : parts.run.value().strip().lines().findFirst().orElse("");
  }
}

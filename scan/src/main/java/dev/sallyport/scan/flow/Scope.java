package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.EnvVar;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Vars;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.expression.Reaching;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which names carry foreign values at one point of a run: inputs, environment, outputs of earlier
/// steps and jobs.
final class Scope {
  private static final String MATRIX = "matrix";

  /// Whose variables show through here, null for the outermost.
  private final @Nullable Scope around;

  private final Outputs outputs;
  private final Outputs needs;
  private final Function<String, List<Taint>> inputs;
  private final Cuts cuts;

  /// Told where a text holds more values than are kept apart.
  interface Cuts {
    void at(SourceText file, Span span);
  }

  /// Of one owner, [#MATRIX].
  private final Outputs matrix;

  /// Names of the matrix that its expressions do not set.
  private final Set<String> fixedMatrix;

  /// What this scope adds; no taints where it hides a variable of the scope around it.
  private final Map<String, List<Taint>> env = new HashMap<>();

  private @Nullable List<Taint> wholeEnv = List.of();
  private boolean everForeign;

  /// What an open step hands on to later ones, which it does not see itself.
  private final List<Runnable> later = new ArrayList<>();

  private boolean stepOpen;

  private Scope(
      @Nullable Scope around,
      Outputs outputs,
      Outputs needs,
      Function<String, List<Taint>> inputs,
      Outputs matrix,
      Set<String> fixedMatrix,
      Cuts cuts) {
    this.around = around;
    this.outputs = outputs;
    this.needs = needs;
    this.inputs = inputs;
    this.matrix = matrix;
    this.fixedMatrix = fixedMatrix;
    this.cuts = cuts;
    this.everForeign = around != null && around.everForeign;
  }

  /// @param inputs taints of an input by its lower-case name; `*` for all of them
  /// @param needs outputs of jobs
  static Scope of(Function<String, List<Taint>> inputs, Outputs needs, Cuts cuts) {
    return new Scope(null, new Outputs(), needs, inputs, new Outputs(), Set.of(), cuts);
  }

  /// A job's scope, which sees the workflow's variables.
  Scope job() {
    return new Scope(this, new Outputs(), needs, inputs, new Outputs(), new HashSet<>(), cuts);
  }

  /// A scope for one step: what it adds to the environment is gone after it. What the step hands
  /// on to this scope takes effect with [#endStep()].
  Scope step() {
    stepOpen = true;
    return new Scope(this, outputs, needs, inputs, matrix, fixedMatrix, cuts);
  }

  void endStep() {
    stepOpen = false;
    later.forEach(Runnable::run);
    later.clear();
  }

  /// A composite action's inside: same environment, other inputs and outputs.
  Scope inside(Function<String, List<Taint>> otherInputs) {
    return new Scope(
        this, new Outputs(), new Outputs(), otherInputs, new Outputs(), Set.of(), cuts);
  }

  List<Taint> env(String name) {
    String key = key(name);
    for (Scope scope = this; scope != null; scope = scope.around) {
      List<Taint> found = scope.env.get(key);
      if (found != null) {
        return found;
      }
    }
    return List.of();
  }

  /// Whether any variable may hold something foreign.
  boolean hasForeignEnv() {
    return everForeign;
  }

  /// What this scope itself added.
  Map<String, List<Taint>> ownEnv() {
    return env;
  }

  /// Sets or, with no taint, clears a variable.
  void env(String name, List<Taint> taints) {
    if (stepOpen) {
      later.add(() -> put(name, taints));
    } else {
      put(name, taints);
    }
  }

  private void put(String name, List<Taint> taints) {
    if (taints.isEmpty() && !everForeign) {
      return; // nothing to clear
    }
    boolean added = env.put(key(name), taints) == null;
    everForeign |= !taints.isEmpty();
    wholeEnv = added && wholeEnv != null ? Taint.merge(wholeEnv, taints) : null;
  }

  /// A variable that hides a foreign one counts with it: reading all at once is rare.
  private List<Taint> wholeEnv() {
    List<Taint> mine = wholeEnv;
    if (mine == null) {
      mine = List.of();
      for (List<Taint> taints : env.values()) {
        mine = Taint.merge(mine, taints);
      }
      wholeEnv = mine;
    }
    return around == null ? mine : Taint.merge(mine, around.wholeEnv());
  }

  void output(String step, String name, List<Taint> taints) {
    if (stepOpen) {
      later.add(() -> outputs.add(step, name, taints));
    } else {
      outputs.add(step, name, taints);
    }
  }

  void matrix(String name, List<Taint> taints) {
    matrix.add(MATRIX, name, taints);
  }

  /// Values of the matrix whose names an expression tells.
  ///
  /// @param fixed names that it does not set
  void matrixOfAnyName(List<Taint> taints, Set<String> fixed) {
    matrix.add(MATRIX, ContextPath.EVERY, taints);
    fixed.forEach(name -> fixedMatrix.add(name.toLowerCase(Locale.ROOT)));
  }

  private List<Taint> matrix(List<String> s) {
    if (s.size() < 2 || wild(s.get(1))) {
      return matrix.members(List.of(MATRIX));
    }
    return fixedMatrix.contains(s.get(1))
        ? matrix.of(MATRIX, s.get(1))
        : matrix.members(List.of(MATRIX, MATRIX, "outputs", s.get(1)));
  }

  /// Declares the variables of an `env:` block, each seen from before the block.
  void declare(SourceText file, Vars vars) {
    Map<String, List<Taint>> declared = new HashMap<>();
    for (EnvVar var : vars) {
      List<Taint> found =
          of(file, var.value()).stream()
              .map(
                  t ->
                      t.through(
                          file.at(var.entry().span()),
                          "it is kept in the environment variable " + var.name()))
              .toList();
      declared.put(var.name(), found);
    }
    declared.forEach(this::env);
  }

  /// Foreign values whose text ends up in `text`.
  List<Taint> of(SourceText file, Text text) {
    if (!text.mayHaveExpressions()) {
      return List.of();
    }
    List<Taint> out = List.of();
    for (Reaching reaching : Flow.reaching(text.template())) {
      out = Taint.merge(out, of(file, text, reaching));
    }
    if (Taint.isFull(out)) {
      cuts.at(file, text.span());
    }
    return out;
  }

  List<Taint> of(SourceText file, Text text, Reaching reaching) {
    List<Taint> found = path(reaching.path());
    if (Taint.isFull(found)) {
      cuts.at(file, text.source(reaching.span()));
    }
    return found.stream()
        .map(t -> t.trail().isEmpty() ? begin(t, file, text, reaching) : t)
        .map(t -> reaching.viaJson() && t.charset().multiLine() ? t.as(Charset.LINE) : t)
        .toList();
  }

  private static Taint begin(Taint taint, SourceText file, Text text, Reaching reaching) {
    Taint begun =
        taint.through(
            file.at(text.source(reaching.span())),
            "'" + reaching.path().text() + "' is read: " + describe(taint));
    return new Taint(
        begun.charset(),
        begun.events(),
        begun.cap(),
        begun.revision(),
        begun.origin(),
        begun.trail(),
        taint.hops(),
        begun.crossing(),
        begun.confidence(),
        begun.answer());
  }

  private static String describe(Taint taint) {
    String who =
        switch (taint.cap()) {
          case OUTSIDER, CONTRIBUTOR -> "whoever starts the run chooses it";
          case TRIAGER -> "people with triage rights choose it";
          case WRITER -> "people with write access choose it";
          case SUPPLIER -> "a supplier chooses it";
          case NONE -> "nobody foreign chooses it";
        };
    return switch (taint.charset()) {
      case FIXED -> who;
      case REF -> who + " (a branch name may hold ;, |, $, ` and quotes)";
      case NAME, LINE -> who + " (any single line)";
      case LOOSELY_CHECKED -> who + " (any text with one line that fits a check)";
      case TEXT -> who + " (any text)";
    };
  }

  /// Foreign values behind a context path.
  List<Taint> path(ContextPath path) {
    List<String> s = path.segments();
    return switch (s.getFirst()) {
      case "github" -> github(path);
      case "env" -> s.size() > 1 && !wild(s.get(1)) ? env(s.get(1)) : wholeEnv();
      case "inputs" -> inputs.apply(s.size() > 1 ? s.get(1) : ContextPath.EVERY);
      case "steps" -> outputs.members(s);
      case "needs" -> needs.members(s);
      case "matrix" -> matrix(s);
      default -> List.of();
    };
  }

  private List<Taint> github(ContextPath path) {
    List<String> s = path.segments();
    if (s.size() > 2 && s.get(1).equals("event") && s.get(2).equals("inputs")) {
      return inputs.apply(s.size() > 3 ? s.get(3) : ContextPath.EVERY);
    }
    List<ContextSources.Source> sources = ContextSources.of(s);
    if (sources.isEmpty()) {
      return List.of();
    }
    return List.of(merged(path, sources));
  }

  /// A whole object counts as its most dangerous part.
  private static Taint merged(ContextPath path, List<ContextSources.Source> sources) {
    Set<String> events = new HashSet<>();
    boolean all = false;
    ContextSources.Source worst = sources.getFirst();
    for (ContextSources.Source source : sources) {
      all |= source.events().isEmpty();
      events.addAll(source.events());
      if (source.charset().compareTo(worst.charset()) > 0) {
        worst = source;
      }
    }
    return new Taint(
        worst.charset(),
        all ? Set.of() : events,
        worst.cap(),
        sources.size() == 1 ? worst.revision() : ContextSources.named(path.segments()),
        path.text(),
        List.of(),
        0,
        null,
        Confidence.HIGH,
        null);
  }

  private static boolean wild(String segment) {
    return segment.equals(ContextPath.EVERY) || segment.equals(ContextPath.DYNAMIC);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

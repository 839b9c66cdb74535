package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Confidence;
import dev.sallyport.base.model.source.SourceText;
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

/// Which names carry foreign values at one point of a run: inputs, environment, outputs of earlier
/// steps and jobs.
final class Scope {
  /// Of the fixed part of an output's pattern.
  private static final int LONGEST_PATTERN = 16;

  private final Map<String, List<Taint>> env;
  private final Map<String, List<Taint>> outputs = new HashMap<>();
  private final Map<String, List<Taint>> needs;
  private final Function<String, List<Taint>> inputs;
  private final Map<String, List<Taint>> matrix;

  private Scope(
      Map<String, List<Taint>> env,
      Map<String, List<Taint>> needs,
      Function<String, List<Taint>> inputs,
      Map<String, List<Taint>> matrix) {
    this.env = env;
    this.needs = needs;
    this.inputs = inputs;
    this.matrix = matrix;
  }

  /// @param inputs taints of an input by its lower-case name; `*` for all of them
  /// @param needs by `job.output`, lower case
  static Scope of(Function<String, List<Taint>> inputs, Map<String, List<Taint>> needs) {
    return new Scope(new HashMap<>(), needs, inputs, new HashMap<>());
  }

  /// A scope for one step: what it adds to the environment is gone after it.
  Scope step() {
    Scope copy = new Scope(new HashMap<>(env), needs, inputs, matrix);
    copy.outputs.putAll(outputs);
    return copy;
  }

  /// A composite action's inside: same environment, other inputs and outputs.
  Scope inside(Function<String, List<Taint>> otherInputs) {
    return new Scope(new HashMap<>(env), Map.of(), otherInputs, Map.of());
  }

  List<Taint> env(String name) {
    return env.getOrDefault(key(name), List.of());
  }

  Map<String, List<Taint>> env() {
    return env;
  }

  /// Sets or, with no taint, clears a variable.
  void env(String name, List<Taint> taints) {
    if (taints.isEmpty()) {
      env.remove(key(name));
    } else {
      env.put(key(name), taints);
    }
  }

  void output(String step, String name, List<Taint> taints) {
    if (!step.isEmpty() && !taints.isEmpty()) {
      outputs.merge(key(step) + "." + key(name), taints, Taint::merge);
    }
  }

  void matrix(String name, List<Taint> taints) {
    if (!taints.isEmpty()) {
      matrix.put(key(name), taints);
    }
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
    return out;
  }

  List<Taint> of(SourceText file, Text text, Reaching reaching) {
    List<Taint> found = path(reaching.path());
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
      case "env" -> s.size() > 1 ? named(env, s.get(1)) : all(env);
      case "inputs" -> inputs.apply(s.size() > 1 ? s.get(1) : ContextPath.EVERY);
      case "steps" -> members(outputs, s);
      case "needs" -> members(needs, s);
      case "matrix" -> s.size() > 1 ? named(matrix, s.get(1)) : all(matrix);
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
        sources.size() == 1 ? worst.revision() : ContextSources.Revision.NONE,
        path.text(),
        List.of(),
        0,
        null,
        Confidence.HIGH,
        null);
  }

  /// `steps.x.outputs.y` and `needs.x.outputs.y`; `*` and `?` stand for any of them.
  private static List<Taint> members(Map<String, List<Taint>> map, List<String> s) {
    if (s.size() < 2) {
      return all(map);
    }
    if (s.size() > 2 && !s.get(2).equals("outputs")) {
      return List.of(); // result, outcome, conclusion
    }
    if (s.size() < 4 || wild(s.get(1)) || wild(s.get(3))) {
      String prefix = wild(s.get(1)) ? "" : s.get(1) + ".";
      List<Taint> out = List.of();
      for (Map.Entry<String, List<Taint>> entry : map.entrySet()) {
        if (entry.getKey().startsWith(prefix)) {
          out = Taint.merge(out, entry.getValue());
        }
      }
      return out;
    }
    String prefix = s.get(1) + ".";
    List<Taint> found = map.getOrDefault(prefix + s.get(3), List.of());
    for (String pattern : patterns(s.get(3))) {
      found = Taint.merge(found, map.getOrDefault(prefix + pattern, List.of()));
    }
    return found;
  }

  /// Keys that stand for many outputs, such as `*` and `*_files`: those that a name fits are looked
  /// up one by one, as a walk over all outputs of all steps for each read would be quadratic.
  private static List<String> patterns(String name) {
    List<String> out = new ArrayList<>(List.of("*"));
    int length = Math.min(name.length(), LONGEST_PATTERN);
    for (int n = 1; n <= length; n++) {
      out.add("*" + name.substring(name.length() - n));
      out.add(name.substring(0, n) + "*");
    }
    return out;
  }

  private static List<Taint> named(Map<String, List<Taint>> map, String name) {
    return wild(name) ? all(map) : map.getOrDefault(name, List.of());
  }

  private static List<Taint> all(Map<String, List<Taint>> map) {
    List<Taint> out = List.of();
    for (List<Taint> taints : map.values()) {
      out = Taint.merge(out, taints);
    }
    return out;
  }

  private static boolean wild(String segment) {
    return segment.equals(ContextPath.EVERY) || segment.equals(ContextPath.DYNAMIC);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

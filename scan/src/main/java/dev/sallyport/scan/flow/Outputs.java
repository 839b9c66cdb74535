package dev.sallyport.scan.flow;

import dev.sallyport.scan.syntax.expression.ContextPath;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Foreign values among the outputs of steps (`steps.x.outputs.y`) or of jobs
/// (`needs.x.outputs.y`). What whole objects carry is kept up to date, so that reading one never
/// looks at each output.
final class Outputs {
  /// Of the fixed part of an output's pattern.
  private static final int LONGEST_PATTERN = 16;

  private final Map<String, Map<String, List<Taint>>> byOwner = new HashMap<>();
  private final Map<String, List<Taint>> ofOwner = new HashMap<>();
  private List<Taint> all = List.of();

  /// @param owner id of the step or job; "" for a step without one, of which nobody can read
  /// @param name of the output, `*` for any
  void add(String owner, String name, List<Taint> taints) {
    if (owner.isEmpty() || taints.isEmpty()) {
      return;
    }
    byOwner
        .computeIfAbsent(key(owner), _ -> new HashMap<>())
        .merge(key(name), taints, Taint::merge);
    ofOwner.merge(key(owner), taints, Taint::merge);
    all = Taint.merge(all, taints);
  }

  /// What a path of lower-case segments reads; `*` and `?` stand for any owner or name.
  List<Taint> members(List<String> s) {
    if (s.size() < 2) {
      return all;
    }
    if (s.size() > 2 && !s.get(2).equals("outputs")) {
      return List.of(); // result, outcome, conclusion
    }
    if (wild(s.get(1))) {
      return all;
    }
    return s.size() < 4 || wild(s.get(3))
        ? ofOwner.getOrDefault(s.get(1), List.of())
        : named(byOwner.getOrDefault(s.get(1), Map.of()), s.get(3));
  }

  /// A name itself, and the patterns such as `*` and `*_files` that it fits. These are looked up
  /// one
  /// by one: a walk over all outputs for each read would be quadratic.
  private static List<Taint> named(Map<String, List<Taint>> outputs, String name) {
    if (outputs.isEmpty()) {
      return List.of();
    }
    List<Taint> found = outputs.getOrDefault(name, List.of());
    found = Taint.merge(found, outputs.getOrDefault("*", List.of()));
    int length = Math.min(name.length(), LONGEST_PATTERN);
    for (int n = 1; n <= length; n++) {
      String ending = "*" + name.substring(name.length() - n);
      found = Taint.merge(found, outputs.getOrDefault(ending, List.of()));
      String beginning = name.substring(0, n) + "*";
      found = Taint.merge(found, outputs.getOrDefault(beginning, List.of()));
    }
    return found;
  }

  /// Of one output, by lower-case names.
  List<Taint> of(String owner, String name) {
    return byOwner.getOrDefault(owner, Map.of()).getOrDefault(name, List.of());
  }

  private static boolean wild(String segment) {
    return segment.equals(ContextPath.EVERY) || segment.equals(ContextPath.DYNAMIC);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

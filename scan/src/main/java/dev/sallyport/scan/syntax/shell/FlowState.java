package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Statement.FunctionDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Variables while a script is followed. Each branch, loop body and subshell writes to a layer of
/// its own, which is then joined with, or dropped from, what is below.
final class FlowState<T> {
  /// @param constant the value if it is fixed, or null
  record Value<T>(Taint<T> taint, @Nullable String constant) {
    Value<T> or(Value<T> other) {
      boolean same = constant != null && constant.equals(other.constant);
      return new Value<>(taint.and(other.taint), same ? constant : null);
    }
  }

  private final List<Map<String, Value<T>>> layers = new ArrayList<>();
  private final Map<String, Value<T>> initial = new HashMap<>();
  private final Function<String, Taint<T>> environment;
  final Map<String, FunctionDefinition> functions = new LinkedHashMap<>();
  private final Map<String, Taint<T>> files = new HashMap<>();
  List<Taint<T>> positional = List.of();

  FlowState(Function<String, Taint<T>> environment) {
    this.environment = environment;
    layers.add(new LinkedHashMap<>());
  }

  static String key(Dialect dialect, Scope scope, String name) {
    return switch (dialect) {
      case SH, BASH, ZSH, OTHER -> name;
      case CMD -> name.toUpperCase(Locale.ROOT);
      // A script variable of PowerShell never comes from the environment; the colon keeps the two
      // apart, and names of either kind know no case.
      case POWERSHELL ->
          scope == Scope.ENVIRONMENT
              ? name.toUpperCase(Locale.ROOT)
              : ":" + name.toLowerCase(Locale.ROOT);
    };
  }

  Value<T> get(String key) {
    for (Map<String, Value<T>> layer : layers.reversed()) {
      Value<T> value = layer.get(key);
      if (value != null) {
        return value;
      }
    }
    return initial.computeIfAbsent(
        key, k -> new Value<>(k.startsWith(":") ? Taint.none() : environment.apply(k), null));
  }

  void set(String key, Value<T> value) {
    layers.getLast().put(key, value);
  }

  /// The variable was compared with what is harmless.
  void validate(String key) {
    set(key, new Value<>(Taint.none(), get(key).constant()));
  }

  /// One line of the variable was compared with what is harmless.
  void narrow(String key) {
    Value<T> value = get(key);
    set(key, new Value<>(value.taint().as(Form.LINE_CHECKED), value.constant()));
  }

  Optional<String> constant(String key) {
    return Optional.ofNullable(get(key).constant());
  }

  void push() {
    layers.add(new LinkedHashMap<>());
  }

  Map<String, Value<T>> pop() {
    return layers.removeLast();
  }

  /// A copy of the uppermost layer.
  Map<String, Value<T>> top() {
    return new LinkedHashMap<>(layers.getLast());
  }

  /// Goes on as after one of several paths, each of which wrote its own layer.
  void join(List<Map<String, Value<T>>> paths) {
    Set<String> keys = new LinkedHashSet<>();
    paths.forEach(p -> keys.addAll(p.keySet()));
    for (String key : keys) {
      Value<T> joined = null;
      for (Map<String, Value<T>> path : paths) {
        Value<T> one = path.containsKey(key) ? path.get(key) : get(key);
        joined = joined == null ? one : joined.or(one);
      }
      if (joined != null) {
        set(key, joined);
      }
    }
  }

  Taint<T> file(String name) {
    return files.getOrDefault(fileKey(name), Taint.none());
  }

  void write(String name, Taint<T> taint, boolean append) {
    files.merge(fileKey(name), taint, (old, more) -> append ? old.and(more) : more);
  }

  private static String fileKey(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }
}

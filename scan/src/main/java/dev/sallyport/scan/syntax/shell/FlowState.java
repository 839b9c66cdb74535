package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Statement.FunctionDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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

  /// What a stretch of the script read of what was there before it.
  ///
  /// @param base layers below this index were there before
  record Reads<T>(int base, Map<String, Value<T>> values) {}

  private final List<Map<String, Value<T>>> layers = new ArrayList<>();
  private final Deque<Reads<T>> readers = new ArrayDeque<>();
  private final Map<String, Value<T>> initial = new HashMap<>();
  private final Function<String, Taint<T>> environment;
  private final Map<String, List<FunctionDefinition>> functions = new LinkedHashMap<>();
  private final Map<String, Taint<T>> files = new HashMap<>();

  /// Grows when a file or a function changes.
  private int version;
  List<Taint<T>> positional = List.of();

  /// `$0`.
  Taint<T> zero = Taint.none();

  /// Arrays with texts for subscripts: bash does not evaluate those.
  final Set<String> associative = new HashSet<>();

  /// Variables that bash evaluates what is assigned to.
  final Set<String> integers = new HashSet<>();

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
    int at = layers.size() - 1;
    Value<T> value = null;
    while (at >= 0 && (value = layers.get(at).get(key)) == null) {
      at--;
    }
    if (value == null) {
      value = initial.computeIfAbsent(key, this::initial);
    }
    for (Reads<T> reader : readers) {
      if (reader.base() <= at) {
        break;
      }
      reader.values().putIfAbsent(key, value);
    }
    return value;
  }

  private Value<T> initial(String key) {
    return new Value<>(key.startsWith(":") ? Taint.none() : environment.apply(key), null);
  }

  /// Notes from here on what is read that was set before.
  void startReading() {
    readers.addFirst(new Reads<>(layers.size(), new LinkedHashMap<>()));
  }

  Map<String, Value<T>> endReading() {
    return readers.removeFirst().values();
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

  int depth() {
    return layers.size();
  }

  /// What was set in layers from an index on.
  Map<String, Value<T>> since(int base) {
    Map<String, Value<T>> all = new LinkedHashMap<>();
    layers.subList(Math.min(base, layers.size()), layers.size()).forEach(all::putAll);
    return all;
  }

  /// A copy of the uppermost layer.
  Map<String, Value<T>> top() {
    return new LinkedHashMap<>(layers.getLast());
  }

  /// Goes on as after one of several paths, each of which wrote its own layer.
  void join(List<Map<String, Value<T>>> paths) {
    joined(paths).forEach(this::set);
  }

  /// What holds after one of several paths.
  Map<String, Value<T>> joined(List<Map<String, Value<T>>> paths) {
    Map<String, Value<T>> all = new LinkedHashMap<>();
    Map<String, Integer> written = new HashMap<>();
    // Each path is looked at once: of many paths each may set a variable of its own.
    for (Map<String, Value<T>> path : paths) {
      path.forEach(
          (key, value) -> {
            all.merge(key, value, Value::or);
            written.merge(key, 1, Integer::sum);
          });
    }
    all.replaceAll(
        (key, value) -> written.getOrDefault(key, 0) < paths.size() ? value.or(get(key)) : value);
    return all;
  }

  /// Adds to what is there: as after a path that may or may not have been taken.
  void weaken(Map<String, Value<T>> path) {
    path.forEach((key, value) -> set(key, value.or(get(key))));
  }

  /// Inside a branch, loop, subshell or function a definition does not replace earlier ones, for
  /// it may not have run.
  void define(FunctionDefinition function) {
    List<FunctionDefinition> known =
        functions.computeIfAbsent(function.name(), _ -> new ArrayList<>());
    if (known.size() == 1 && known.getFirst() == function) {
      return;
    }
    if (layers.size() == 1) {
      known.clear();
    }
    if (known.stream().noneMatch(f -> f == function)) {
      known.add(function);
      version++;
    }
  }

  List<FunctionDefinition> functions(String name) {
    return functions.getOrDefault(name, List.of());
  }

  List<FunctionDefinition> functions() {
    return functions.values().stream().flatMap(List::stream).toList();
  }

  int version() {
    return version;
  }

  Taint<T> file(String name) {
    return files.getOrDefault(fileKey(name), Taint.none());
  }

  /// Like a function, a file is replaced only where the script runs straight.
  void write(String name, Taint<T> taint, boolean append) {
    boolean replaces = !append && layers.size() == 1;
    Taint<T> old = file(name);
    Taint<T> now = replaces ? taint : old.and(taint);
    if (!now.equals(old)) {
      files.put(fileKey(name), now);
      version++;
    }
  }

  private static String fileKey(String name) {
    return name.startsWith("./") ? name.substring(2) : name;
  }
}

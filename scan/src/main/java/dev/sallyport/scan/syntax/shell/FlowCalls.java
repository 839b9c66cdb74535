package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.FlowState.Value;
import dev.sallyport.scan.syntax.shell.Statement.FunctionDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Calls of a script's own functions on [FlowState]. A body is followed once for every different
/// state that it is called in, as far as it reads that state; a function that calls itself is
/// followed until nothing changes.
final class FlowCalls<T> {
  /// Results kept of each function.
  private static final int KEPT = 8;

  private final FlowEngine<T> engine;
  private final FlowState<T> state;
  private final List<Activation<T>> active = new ArrayList<>();
  private final Map<FunctionDefinition, Deque<Result<T>>> results = new IdentityHashMap<>();

  /// The outermost running function that was called again since this was last reset.
  private int outermost = Integer.MAX_VALUE;

  FlowCalls(FlowEngine<T> engine) {
    this.engine = engine;
    this.state = engine.state;
  }

  /// What a call was given.
  ///
  /// @param all the marks of all arguments, for named parameters
  private record Given<T>(
      List<Taint<T>> positional, Taint<T> all, Taint<T> zero, Taint<T> stdin, Dialect dialect) {}

  /// A call and what came of it.
  ///
  /// @param reads what it read of the variables around it
  private record Result<T>(
      Given<T> given,
      int version,
      Map<String, Value<T>> reads,
      Map<String, Value<T>> writes,
      Taint<T> out) {}

  /// A function that is being followed. The last five are known of all calls of itself by itself.
  private static final class Activation<T> {
    final FunctionDefinition function;
    final int base;
    final FlowLoops<T> loops;
    final Set<String> locals = new HashSet<>();
    final List<Map<String, Value<T>>> returns = new ArrayList<>();
    boolean changed;
    Given<T> given;
    final Map<String, Value<T>> entry = new LinkedHashMap<>();
    final Map<String, Value<T>> exit = new LinkedHashMap<>();
    Taint<T> out = Taint.none();

    Activation(FunctionDefinition function, int base, Given<T> given, FlowLoops<T> loops) {
      this.function = function;
      this.base = base;
      this.given = given;
      this.loops = loops;
    }
  }

  /// Of functions of one name that may be meant, all are followed.
  Taint<T> call(FlowCall<T> call, List<FunctionDefinition> functions) {
    Given<T> given =
        new Given<>(call.positional(0), call.all(), state.zero, call.stdin(), call.dialect());
    List<Map<String, Value<T>>> paths = new ArrayList<>();
    Taint<T> out = Taint.none();
    for (FunctionDefinition function : functions) {
      state.push();
      out = out.and(call(function, given));
      paths.add(state.pop());
    }
    state.join(paths);
    return out;
  }

  /// A function that nothing calls by name.
  void callUnknown(FunctionDefinition function, Dialect dialect) {
    state.push();
    call(function, new Given<>(List.of(), Taint.none(), Taint.none(), Taint.none(), dialect));
    state.pop();
  }

  private Taint<T> call(FunctionDefinition function, Given<T> given) {
    for (int i = 0; i < active.size(); i++) {
      if (active.get(i).function == function) {
        outermost = Math.min(outermost, i);
        return again(active.get(i), given);
      }
    }
    Result<T> known = known(function, given);
    if (known != null) {
      apply(known.writes(), given.dialect());
      return known.out();
    }
    return first(function, given);
  }

  private @Nullable Result<T> known(FunctionDefinition function, Given<T> given) {
    for (Result<T> result : results.getOrDefault(function, new ArrayDeque<>())) {
      if (result.version() == state.version()
          && result.given().equals(given)
          && result.reads().entrySet().stream()
              .allMatch(e -> state.get(e.getKey()).equals(e.getValue()))) {
        return result;
      }
    }
    return null;
  }

  private Taint<T> first(FunctionDefinition function, Given<T> given) {
    int outer = outermost;
    outermost = Integer.MAX_VALUE;
    int version = state.version();
    FlowLoops<T> loops = new FlowLoops<>(state, engine.limits);
    Activation<T> activation = new Activation<>(function, state.depth(), given, loops);
    int index = active.size();
    state.startReading();
    active.add(activation);
    Map<String, Value<T>> writes = rounds(activation);
    active.removeLast();
    Map<String, Value<T>> reads = state.endReading();
    writes.keySet().removeAll(activation.locals);
    // What a call inside a running function came to holds for that run only.
    if (outermost >= index && version == state.version() && !engine.limits.spent()) {
      Deque<Result<T>> kept = results.computeIfAbsent(function, _ -> new ArrayDeque<>());
      kept.addFirst(new Result<>(given, version, reads, writes, activation.out));
      if (kept.size() > KEPT) {
        kept.removeLast();
      }
    }
    outermost = Math.min(outer, outermost);
    apply(writes, given.dialect());
    return activation.out;
  }

  /// What a function assigns in PowerShell is its own unless it says otherwise.
  private void apply(Map<String, Value<T>> writes, Dialect dialect) {
    if (dialect == Dialect.POWERSHELL) {
      state.weaken(writes);
    } else {
      writes.forEach(state::set);
    }
  }

  private Map<String, Value<T>> rounds(Activation<T> activation) {
    List<Taint<T>> outside = state.positional;
    Map<String, Value<T>> writes;
    do {
      activation.changed = false;
      activation.returns.clear();
      state.push();
      Given<T> given = activation.given;
      bind(activation.function, given);
      state.weaken(activation.entry);
      state.positional = given.positional();
      Taint<T> out = engine.statements(activation.function.body(), given.stdin(), given.dialect());
      activation.returns.add(state.pop());
      writes = state.joined(activation.returns);
      leave(activation, out, writes);
    } while (activation.changed && !engine.limits.spent());
    state.positional = outside;
    return writes;
  }

  /// PowerShell binds parameters by name and position; every one may get any argument.
  private void bind(FunctionDefinition function, Given<T> given) {
    for (String parameter : function.parameters()) {
      String key = FlowState.key(given.dialect(), Scope.SHELL, parameter);
      state.set(key, new Value<>(given.all(), null));
    }
  }

  /// What the function leaves behind; if it called itself, those calls left that too.
  private void leave(Activation<T> activation, Taint<T> out, Map<String, Value<T>> writes) {
    boolean recursive = outermost <= active.size() - 1;
    Taint<T> all = activation.out.and(out);
    activation.changed |= recursive && !all.equals(activation.out);
    activation.out = all;
    if (recursive) {
      activation.changed |= grow(activation.exit, writes);
      writes.putAll(activation.exit);
    }
  }

  private boolean grow(Map<String, Value<T>> known, Map<String, Value<T>> more) {
    boolean changed = false;
    for (Map.Entry<String, Value<T>> entry : more.entrySet()) {
      Value<T> old = known.get(entry.getKey());
      Value<T> now = old == null ? entry.getValue() : old.or(entry.getValue());
      changed |= !now.equals(old);
      known.put(entry.getKey(), now);
    }
    return changed;
  }

  /// A function that is running is called: it runs in this state too.
  private Taint<T> again(Activation<T> running, Given<T> given) {
    Given<T> old = running.given;
    Given<T> both =
        new Given<>(
            either(old.positional(), given.positional()),
            old.all().and(given.all()),
            old.zero().and(given.zero()),
            old.stdin().and(given.stdin()),
            old.dialect());
    Map<String, Value<T>> here = state.since(running.base);
    engine.limits.copied(here.size());
    boolean grown = grow(running.entry, here);
    running.changed |= grown || !both.equals(old);
    running.given = both;
    state.weaken(running.exit);
    return running.out;
  }

  /// Parameters that are the one or the other.
  static <T> List<Taint<T>> either(List<Taint<T>> a, List<Taint<T>> b) {
    List<Taint<T>> all = new ArrayList<>();
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      all.add(at(a, i).and(at(b, i)));
    }
    return all;
  }

  private static <T> Taint<T> at(List<Taint<T>> list, int index) {
    return index < list.size() ? list.get(index) : Taint.none();
  }

  /// How many layers there are where the running function, or the script, runs straight.
  int depth() {
    return active.isEmpty() ? 1 : active.getLast().base + 1;
  }

  /// The loops of the running function, or null outside of any.
  @Nullable FlowLoops<T> loops() {
    return active.isEmpty() ? null : active.getLast().loops;
  }

  /// `local x`: what it is set to is gone when the function ends.
  void local(String key) {
    if (!active.isEmpty()) {
      active.getLast().locals.add(key);
    }
  }

  /// `return`: what holds here holds behind the call.
  void leave() {
    if (!active.isEmpty()) {
      Activation<T> running = active.getLast();
      Map<String, Value<T>> path = state.since(running.base);
      engine.limits.copied(path.size());
      running.returns.add(path);
    }
  }
}

package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.FlowState.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Loops of one body on [FlowState], followed until nothing changes: what one round assigns is seen
/// by the next. What is known at the head of a loop only grows, and inner loops keep their heads
/// while the outermost goes round, so that loops in loops do not multiply.
final class FlowLoops<T> {
  private final FlowState<T> state;
  private final FlowLimits limits;
  private final Map<Statement, Map<String, Value<T>>> heads = new IdentityHashMap<>();
  private final Deque<Left<T>> open = new ArrayDeque<>();
  private boolean changed;

  FlowLoops(FlowState<T> state, FlowLimits limits) {
    this.state = state;
    this.limits = limits;
  }

  /// @param base of the layers that belong to the loop's body
  /// @param paths that ended in `break` or `continue`
  private record Left<T>(int base, List<Map<String, Value<T>>> paths) {}

  /// A body that may run never or often.
  Taint<T> repeated(Statement loop, Supplier<Taint<T>> body) {
    if (!open.isEmpty()) {
      return round(loop, body);
    }
    Taint<T> out = Taint.none();
    int version;
    do {
      changed = false;
      version = state.version();
      out = out.and(round(loop, body));
    } while ((changed || version != state.version()) && !limits.spent());
    heads.clear();
    return out;
  }

  private Taint<T> round(Statement loop, Supplier<Taint<T>> body) {
    Map<String, Value<T>> head = heads.computeIfAbsent(loop, _ -> new LinkedHashMap<>());
    Left<T> left = new Left<>(state.depth(), new ArrayList<>());
    state.push();
    state.weaken(head);
    open.push(left);
    Taint<T> out = body.get();
    open.pop();
    left.paths().add(state.pop());
    left.paths().add(Map.of());
    state
        .joined(left.paths())
        .forEach(
            (key, value) -> {
              Value<T> old = head.getOrDefault(key, state.get(key));
              Value<T> more = value.or(old);
              changed |= !more.equals(old);
              head.put(key, more);
            });
    head.forEach(state::set);
    return out;
  }

  /// Something else than a variable changed.
  void again() {
    changed = true;
  }

  /// `break`, `continue`: what holds here holds behind the loop too.
  void leave() {
    if (!open.isEmpty()) {
      Map<String, Value<T>> path = state.since(open.peek().base());
      limits.copied(path.size());
      open.peek().paths().add(path);
    }
  }
}

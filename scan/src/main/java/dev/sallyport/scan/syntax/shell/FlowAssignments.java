package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.FlowState.Value;
import dev.sallyport.scan.syntax.shell.FlowUses.Flow;
import dev.sallyport.scan.syntax.shell.FlowUses.Site;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builtins and prefixes that set variables, on [FlowState].
final class FlowAssignments<T> {
  private final FlowEngine<T> engine;
  private final FlowState<T> state;
  private final FlowUses<T> uses;
  private final FlowWords<T> words;

  FlowAssignments(FlowEngine<T> engine) {
    this.engine = engine;
    this.state = engine.state;
    this.uses = engine.uses;
    this.words = engine.words;
  }

  void assign(Assignment assignment, SimpleCommandView view, Dialect dialect) {
    Taint<T> taint = Taint.none();
    for (Word word : assignment.words()) {
      List<Flow<T>> flows = words.flows(word, dialect, false);
      taint = taint.and(words.union(flows));
      assigned(flows, assignment.name(), view);
    }
    String key = FlowState.key(dialect, assignment.scope(), assignment.name());
    Value<T> old = state.get(key);
    String constant = assignment.value() == null ? null : constant(assignment.value());
    if (assignment.append()) {
      boolean known = old.constant() != null && constant != null;
      constant = known ? old.constant() + constant : null;
      taint = taint.and(old.taint());
    }
    state.set(key, new Value<>(taint, constant));
  }

  static @Nullable String constant(Word word) {
    return word.literal().orElse(null);
  }

  void assigned(List<Flow<T>> flows, String name, SimpleCommandView view) {
    for (Flow<T> flow : flows) {
      Site site = Site.of(UseKind.ASSIGN, flow.part().span(), view).place(name);
      uses.add(site.part(flow.part(), flow.quoted()), flow.taint());
    }
  }

  void put(FlowCall<T> call, String name, Taint<T> taint) {
    state.set(FlowState.key(call.dialect(), Scope.SHELL, name), new Value<>(taint, null));
  }

  void declare(FlowCall<T> call, String name) {
    List<Word> arguments = call.view().arguments();
    if (name.equals("set")) {
      int dashes = 0;
      while (dashes < arguments.size() && !arguments.get(dashes).is("--")) {
        dashes++;
      }
      if (dashes < arguments.size()) {
        state.positional = call.positional(dashes + 1);
      }
      return;
    }
    boolean local = !name.equals("export") && arguments.stream().noneMatch(w -> w.is("-g"));
    for (int i = 0; i < arguments.size(); i++) {
      Word word = arguments.get(i);
      if (local && word.literal().filter(Names::isName).isPresent()) {
        engine.calls.local(word.text());
      }
      Optional<String> variable = Wrappers.assignedName(word);
      if (variable.isPresent()) {
        List<Flow<T>> flows = call.arguments().get(i);
        assigned(flows, variable.get(), call.view());
        String key = FlowState.key(call.dialect(), Scope.SHELL, variable.get());
        state.set(key, new Value<>(words.union(flows), constant(Wrappers.assignedValue(word))));
        if (local) {
          engine.calls.local(key);
        }
      }
    }
  }

  void read(FlowCall<T> call, String name) {
    Set<String> values = Set.of("-d", "-p", "-n", "-N", "-t", "-u", "-i", "-O", "-s", "-c", "-C");
    Set<String> taking = new HashSet<>(values);
    if (name.equals("read")) {
      taking.remove("-s");
    }
    Arguments arguments = Arguments.of(call.view().arguments(), taking);
    // read -d '' takes all lines.
    Taint<T> taint = arguments.has("-d") ? call.stdin() : call.stdin().as(Form.SINGLE_LINE);
    for (Word word : arguments.operands()) {
      word.literal()
          .ifPresent(
              variable -> {
                Site site = Site.of(UseKind.ASSIGN, word.span(), call.view()).place(variable);
                uses.add(site, taint);
                put(call, variable, taint);
              });
    }
    arguments.value("-a").flatMap(Word::literal).ifPresent(v -> put(call, v, taint));
    if (arguments.operands().isEmpty()) {
      put(call, name.equals("read") ? "REPLY" : "MAPFILE", taint);
    }
  }

  void printfTo(FlowCall<T> call) {
    List<Word> arguments = call.view().arguments();
    if (arguments.size() < 3) {
      return;
    }
    Taint<T> taint = Taint.none();
    for (int i = 2; i < arguments.size(); i++) {
      taint = taint.and(call.argument(i));
    }
    boolean quotes = arguments.get(2).literal().filter(f -> f.contains("%q")).isPresent();
    Taint<T> result = quotes ? taint.as(Form.QUOTED) : taint;
    arguments.get(1).literal().ifPresent(v -> put(call, v, result));
  }
}

package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.FlowState.Value;
import dev.sallyport.scan.syntax.shell.FlowUses.Flow;
import dev.sallyport.scan.syntax.shell.FlowUses.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Builtins and prefixes that set variables, on [FlowState].
final class FlowAssignments<T> {
  /// Shells expand the values of the first three, substitutions included; other programs run what
  /// the rest name, or load it.
  private static final Set<String> CODE =
      Set.of(
          "BASH_ENV",
          "PROMPT_COMMAND",
          "PS4",
          "GIT_SSH_COMMAND",
          "GIT_SSH",
          "GIT_PROXY_COMMAND",
          "GIT_ASKPASS",
          "SSH_ASKPASS",
          "GIT_EDITOR",
          "GIT_SEQUENCE_EDITOR",
          "GIT_PAGER",
          "GIT_EXTERNAL_DIFF",
          "EDITOR",
          "VISUAL",
          "PAGER",
          "LESSOPEN",
          "LD_PRELOAD",
          "DYLD_INSERT_LIBRARIES",
          "NODE_OPTIONS",
          "PYTHONSTARTUP",
          "PERL5OPT",
          "RUBYOPT",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "_JAVA_OPTIONS",
          "MAVEN_OPTS",
          "GRADLE_OPTS");

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
    if (assignment.index() != null) {
      boolean number = evaluates(dialect) && !state.associative.contains(assignment.name());
      words.subscript(assignment.index(), dialect, number);
    }
    Taint<T> taint = Taint.none();
    for (Word word : assignment.words()) {
      boolean array = assignment.value() == null;
      List<Flow<T>> flows = words.flows(word, dialect, array);
      taint = taint.and(words.union(flows));
      assigned(flows, assignment.name(), view);
    }
    String key = FlowState.key(dialect, assignment.scope(), assignment.name());
    Value<T> old = state.get(key);
    String constant = assignment.value() == null ? null : constant(assignment.value());
    if (assignment.index() != null) {
      taint = taint.and(old.taint());
      constant = null;
    }
    if (assignment.append()) {
      boolean known = old.constant() != null && constant != null;
      constant = known ? old.constant() + constant : null;
      taint = taint.and(old.taint());
    }
    state.set(key, new Value<>(taint, constant));
  }

  /// `env NAME=value command`.
  void environment(Word word, SimpleCommandView view, Dialect dialect) {
    String name = Wrappers.assignedName(word).orElseThrow();
    List<Flow<T>> flows = words.flows(word, dialect, false);
    assigned(flows, name, view);
    String constant = constant(Wrappers.assignedValue(word));
    state.set(FlowState.key(dialect, Scope.SHELL, name), new Value<>(words.union(flows), constant));
  }

  static @Nullable String constant(Word word) {
    return word.literal().orElse(null);
  }

  private static boolean evaluates(Dialect dialect) {
    return dialect == Dialect.BASH || dialect == Dialect.ZSH;
  }

  void assigned(List<Flow<T>> flows, String name, SimpleCommandView view) {
    boolean code =
        CODE.contains(name) || (evaluates(view.dialect()) && state.integers.contains(name));
    for (Flow<T> flow : flows) {
      Site site =
          Site.of(code ? UseKind.EVAL : UseKind.ASSIGN, flow.part().span(), view).place(name);
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
        engine.positional(call.positional(dashes + 1));
      }
      return;
    }
    boolean local = !name.equals("export") && arguments.stream().noneMatch(w -> w.is("-g"));
    Set<String> marked = marking(arguments);
    for (int i = 0; i < arguments.size(); i++) {
      Word word = arguments.get(i);
      Wrappers.assignedName(word).or(word::literal).ifPresent(marked::add);
      if (local && word.literal().filter(Names::isName).isPresent()) {
        engine.calls.local(word.text());
      }
      Optional<String> variable = Wrappers.assignedName(word);
      if (variable.isPresent()) {
        List<Flow<T>> flows = new ArrayList<>(call.arguments().get(i));
        if (word.text().endsWith("=")) {
          // declare -a x=(…): the words behind it may all be elements
          call.arguments().subList(i + 1, arguments.size()).forEach(flows::addAll);
        }
        assigned(flows, variable.get(), call.view());
        String key = FlowState.key(call.dialect(), Scope.SHELL, variable.get());
        state.set(key, new Value<>(words.union(flows), constant(Wrappers.assignedValue(word))));
        if (local) {
          engine.calls.local(key);
        }
      }
    }
  }

  /// Where `declare -i` and `-A` keep the names behind them; elsewhere nobody asks.
  private Set<String> marking(List<Word> arguments) {
    boolean integers = false;
    boolean associative = false;
    for (Word word : arguments) {
      String text = word.literal().orElse("");
      boolean option = text.length() > 1 && text.charAt(0) == '-' && text.charAt(1) != '-';
      integers |= option && text.indexOf('i') > 0;
      associative |= option && text.indexOf('A') > 0;
    }
    return integers ? state.integers : associative ? state.associative : new HashSet<>();
  }

  void shift(FlowCall<T> call) {
    List<Word> arguments = call.view().arguments();
    List<Taint<T>> old = state.positional;
    String count = arguments.isEmpty() ? "1" : arguments.getFirst().literal().orElse("");
    boolean number = count.length() == 1 && Names.isDigit(count.charAt(0));
    if (number) {
      engine.positional(old.subList(Math.min(old.size(), count.charAt(0) - '0'), old.size()));
      return;
    }
    Taint<T> any = words.allPositional();
    engine.positional(old.stream().map(_ -> any).toList());
  }

  /// Words that builtins take for names: a subscript in one is evaluated.
  void named(FlowCall<T> call, int index) {
    for (Flow<T> flow : call.arguments().get(index)) {
      if (evaluates(call.dialect())) {
        Site site = Site.of(UseKind.EVAL, flow.part().span(), call.view());
        uses.add(site.part(flow.part(), flow.quoted()).at(index), flow.taint());
      }
    }
  }

  void unset(FlowCall<T> call) {
    List<Word> arguments = call.view().arguments();
    for (int i = 0; i < arguments.size(); i++) {
      named(call, i);
      arguments.get(i).literal().ifPresent(name -> put(call, name, Taint.none()));
    }
  }

  void read(FlowCall<T> call, String name) {
    boolean line = name.equals("read");
    Set<String> taking =
        line
            ? Set.of("-a", "-d", "-i", "-n", "-N", "-p", "-t", "-u")
            : Set.of("-d", "-n", "-O", "-s", "-u", "-C", "-c");
    Arguments arguments = Arguments.of(call.view().arguments(), taking);
    Set<Word> names = Collections.newSetFromMap(new IdentityHashMap<>());
    names.addAll(arguments.operands());
    for (int i = 0; i < call.view().arguments().size(); i++) {
      if (names.contains(call.view().arguments().get(i))) {
        named(call, i);
      }
    }
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
      put(call, line ? "REPLY" : "MAPFILE", taint);
    }
  }

  void printfTo(FlowCall<T> call) {
    List<Word> arguments = call.view().arguments();
    if (arguments.size() < 3) {
      return;
    }
    named(call, 1);
    Taint<T> taint = Taint.none();
    for (int i = 2; i < arguments.size(); i++) {
      taint = taint.and(call.argument(i));
    }
    Filters.Effect effect = Filters.printf(arguments.subList(2, arguments.size()));
    boolean passes = effect.passes() != Filters.Passes.NOTHING;
    Taint<T> result = passes ? taint.as(effect.form()) : Taint.none();
    arguments.get(1).literal().ifPresent(v -> put(call, v, result));
  }
}

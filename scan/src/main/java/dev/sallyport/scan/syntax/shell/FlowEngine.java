package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.FlowState.Value;
import dev.sallyport.scan.syntax.shell.FlowUses.Flow;
import dev.sallyport.scan.syntax.shell.FlowUses.Site;
import dev.sallyport.scan.syntax.shell.Statement.AndOr;
import dev.sallyport.scan.syntax.shell.Statement.ArithmeticCommand;
import dev.sallyport.scan.syntax.shell.Statement.Background;
import dev.sallyport.scan.syntax.shell.Statement.Case;
import dev.sallyport.scan.syntax.shell.Statement.Expression;
import dev.sallyport.scan.syntax.shell.Statement.For;
import dev.sallyport.scan.syntax.shell.Statement.FunctionDefinition;
import dev.sallyport.scan.syntax.shell.Statement.Group;
import dev.sallyport.scan.syntax.shell.Statement.If;
import dev.sallyport.scan.syntax.shell.Statement.Loop;
import dev.sallyport.scan.syntax.shell.Statement.Pipeline;
import dev.sallyport.scan.syntax.shell.Statement.SimpleCommand;
import dev.sallyport.scan.syntax.shell.Statement.Test;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Runs statements on [FlowState]: sequence, branches, loops, subshells. Every method returns the
/// marks of the statement's standard output, as far as that is not redirected.
final class FlowEngine<T> {
  final Script script;
  final Marks<T> marks;
  final FlowState<T> state;
  final FlowLimits limits = new FlowLimits();
  final FlowUses<T> uses = new FlowUses<>(limits);
  final FlowWords<T> words;
  final FlowCalls<T> calls;
  private final FlowLoops<T> loops;
  private final FlowCommands<T> commands;
  private final Exits exits;
  private final Set<String> called = new HashSet<>();

  FlowEngine(Script script, List<SimpleCommandView> views, Marks<T> marks) {
    this.script = script;
    this.marks = marks;
    this.state =
        new FlowState<>(
            name ->
                marks
                    .environment()
                    .apply(name)
                    .map(label -> Taint.of(label, marks.form().apply(label)))
                    .orElseGet(Taint::none));
    this.words = new FlowWords<>(this);
    this.calls = new FlowCalls<>(this);
    this.exits = new Exits(state::functions, limits);
    this.loops = new FlowLoops<>(state, limits);
    this.commands = new FlowCommands<>(this, views);
  }

  void run() {
    statements(script.statements(), Taint.none(), script.dialect());
    // What nothing calls by name may still run, as a trap or from a sourced file.
    for (FunctionDefinition function : state.functions()) {
      if (!called.contains(function.name())) {
        calls.callUnknown(function, script.dialect());
      }
    }
  }

  Collection<Use<T>> uses() {
    return uses.all();
  }

  List<Trouble> troubles() {
    return limits.troubles();
  }

  Guards.Reader reader(Dialect dialect) {
    return new Guards.Reader(
        dialect,
        state::constant,
        key ->
            state.get(key).taint().labels().values().stream()
                .allMatch(form -> form.compareTo(Form.LINE_CHECKED) > 0));
  }

  Taint<T> statements(List<Statement> list, Taint<T> stdin, Dialect dialect) {
    Taint<T> out = Taint.none();
    for (Statement statement : list) {
      out = out.and(statement(statement, stdin, dialect));
    }
    return out;
  }

  private Taint<T> statement(Statement statement, Taint<T> stdin, Dialect dialect) {
    if (!limits.enter(statement)) {
      return Taint.none();
    }
    Taint<T> out = entered(statement, stdin, dialect);
    limits.leave();
    return out;
  }

  private Taint<T> entered(Statement statement, Taint<T> stdin, Dialect dialect) {
    return switch (statement) {
      case SimpleCommand command -> commands.simple(command, stdin, dialect);
      case Expression expression -> commands.expression(expression, dialect);
      case Pipeline pipeline -> pipeline(pipeline, stdin, dialect);
      case AndOr list -> andOr(list, stdin, dialect);
      case Background(var _, Statement command) -> statement(command, stdin, dialect);
      case Group group -> {
        Taint<T> in = commands.input(group.redirects(), stdin, dialect);
        yield group.subshell()
            ? isolated(group.body(), in, dialect)
            : statements(group.body(), in, dialect);
      }
      case If conditional -> conditional(conditional, stdin, dialect);
      case Loop loop -> loop(loop, stdin, dialect);
      case For loop -> forLoop(loop, stdin, dialect);
      case Case choice -> choice(choice, stdin, dialect);
      case FunctionDefinition function -> {
        state.define(function);
        yield Taint.none();
      }
      case Test test -> {
        test(test, dialect);
        yield Taint.none();
      }
      case ArithmeticCommand arithmetic -> {
        words.arithmetic(arithmetic.expression(), dialect, null);
        yield Taint.none();
      }
    };
  }

  /// In a subshell: what it assigns is gone afterwards.
  Taint<T> isolated(List<Statement> body, Taint<T> stdin, Dialect dialect) {
    state.push();
    Taint<T> out = statements(body, stdin, dialect);
    state.pop();
    return out;
  }

  private Taint<T> pipeline(Pipeline pipeline, Taint<T> stdin, Dialect dialect) {
    Taint<T> passing = stdin;
    for (Statement command : pipeline.commands()) {
      // bash runs each stage in a subshell, zsh and PowerShell the last one in place. Keeping what
      // stages assign errs on the side of following too much.
      passing = statement(command, passing, dialect);
    }
    return passing;
  }

  private Taint<T> andOr(AndOr list, Taint<T> stdin, Dialect dialect) {
    List<Statement> commands = list.commands();
    Taint<T> out = statement(commands.getFirst(), stdin, dialect);
    Guards held = reader(dialect).of(commands.getFirst());
    for (int i = 0; i < list.operators().size(); i++) {
      boolean and = list.operators().get(i) == AndOr.Operator.AND;
      Statement next = commands.get(i + 1);
      state.push();
      prove(and ? held.ifTrue() : held.ifFalse());
      out = out.and(statement(next, stdin, dialect));
      Guards more = reader(dialect).of(next);
      Map<String, Value<T>> path = state.pop();
      if (exits.always(next)) {
        prove(and ? held.ifFalse() : held.ifTrue());
      } else {
        state.join(List.of(path, Map.of()));
        held = and ? held.and(more) : held.or(more);
      }
    }
    return out;
  }

  private void prove(Set<Guards.Proof> proofs) {
    for (Guards.Proof proof : proofs) {
      if (proof.whole()) {
        state.validate(proof.key());
      } else {
        state.narrow(proof.key());
      }
    }
  }

  private Taint<T> conditional(If conditional, Taint<T> stdin, Dialect dialect) {
    Taint<T> in = commands.input(conditional.redirects(), stdin, dialect);
    Taint<T> out = Taint.none();
    List<Map<String, Value<T>>> paths = new ArrayList<>();
    // What holds once all conditions so far turned out false is a layer that grows.
    state.push();
    for (Statement.Branch branch : conditional.branches()) {
      out = out.and(statements(branch.condition(), in, dialect));
      Guards guards = reader(dialect).of(branch.condition());
      state.push();
      prove(guards.ifTrue());
      out = out.and(statements(branch.body(), in, dialect));
      path(branch.body(), paths);
      prove(guards.ifFalse());
    }
    state.push();
    out = out.and(statements(conditional.otherwise(), in, dialect));
    path(conditional.otherwise(), paths);
    state.pop();
    state.join(paths);
    return out;
  }

  /// Ends the layer of a path and keeps it, on top of what the conditions in front of it did,
  /// unless the path leaves the script.
  private void path(List<Statement> body, List<Map<String, Value<T>>> paths) {
    Map<String, Value<T>> inner = state.pop();
    Map<String, Value<T>> path = state.top();
    path.putAll(inner);
    limits.copied(path.size());
    if (!exits.always(body)) {
      paths.add(path);
    }
  }

  private Taint<T> loop(Loop loop, Taint<T> stdin, Dialect dialect) {
    Taint<T> in = commands.input(loop.redirects(), stdin, dialect);
    return repeated(
        loop,
        () -> {
          Taint<T> out = statements(loop.condition(), in, dialect);
          Guards guards = reader(dialect).of(loop.condition());
          prove(loop.until() ? guards.ifFalse() : guards.ifTrue());
          return out.and(statements(loop.body(), in, dialect));
        });
  }

  private Taint<T> forLoop(For loop, Taint<T> stdin, Dialect dialect) {
    Taint<T> in = commands.input(loop.redirects(), stdin, dialect);
    Taint<T> items = Taint.none();
    for (Word word : loop.words()) {
      for (Flow<T> flow : words.flows(word, dialect, true)) {
        items = items.and(flow.taint());
        UseKind kind = UseKind.ASSIGN;
        uses.add(
            Site.of(kind, word.span(), null)
                .place(loop.variable())
                .part(flow.part(), flow.quoted()),
            flow.taint());
      }
    }
    if (loop.words().isEmpty()) {
      items = words.allPositional();
    }
    Taint<T> values = items;
    String key = FlowState.key(dialect, loop.scope(), loop.variable());
    return repeated(
        loop,
        () -> {
          state.set(key, new Value<>(values, null));
          return statements(loop.body(), in, dialect);
        });
  }

  private Taint<T> repeated(Statement loop, Supplier<Taint<T>> body) {
    return loops().repeated(loop, body);
  }

  /// `set --`, `shift`. Where the script does not run straight, the old parameters may hold too.
  void positional(List<Taint<T>> now) {
    List<Taint<T>> old = state.positional;
    // A command's own assignments are one layer more.
    boolean straight = state.depth() - 1 == calls.depth();
    List<Taint<T>> all = straight ? now : FlowCalls.either(old, now);
    if (!all.equals(old)) {
      loops().again();
    }
    state.positional = all;
  }

  private FlowLoops<T> loops() {
    FlowLoops<T> inFunction = calls.loops();
    return inFunction == null ? loops : inFunction;
  }

  /// `break`, `continue` and `return` end a path here; what holds on it goes on behind the loop or
  /// the call.
  void leave(boolean loop) {
    if (loop) {
      loops().leave();
    } else {
      calls.leave();
    }
  }

  private Taint<T> choice(Case choice, Taint<T> stdin, Dialect dialect) {
    Taint<T> in = commands.input(choice.redirects(), stdin, dialect);
    for (Flow<T> flow : words.flows(choice.subject(), dialect, false)) {
      uses.add(
          Site.of(UseKind.TEST, choice.subject().span(), null).part(flow.part(), flow.quoted()),
          flow.taint());
    }
    String key = reader(dialect).key(choice.subject());
    Taint<T> out = Taint.none();
    List<Map<String, Value<T>>> paths = new ArrayList<>();
    boolean all = false;
    state.push();
    for (Statement.Arm arm : choice.arms()) {
      state.push();
      if (key != null && Patterns.fixed(arm.patterns())) {
        state.validate(key);
      }
      out = out.and(statements(arm.body(), in, dialect));
      path(arm.body(), paths);
      all |= Patterns.anything(arm.patterns());
      if (key != null && Patterns.harmful(arm.patterns())) {
        state.validate(key);
      }
    }
    Map<String, Value<T>> none = state.pop();
    if (!all) {
      paths.add(none);
    }
    state.join(paths);
    return out;
  }

  private void test(Test test, Dialect dialect) {
    for (int i = 0; i < test.words().size(); i++) {
      boolean evaluated = dialect.isPosix() && Patterns.evaluated(test.words(), i);
      for (Flow<T> flow : words.flows(test.words().get(i), dialect, false)) {
        UseKind kind = evaluated ? UseKind.EVAL : UseKind.TEST;
        uses.add(Site.of(kind, test.span(), null).part(flow.part(), flow.quoted()), flow.taint());
      }
    }
  }

  /// Somebody calls a function of this name.
  void called(String name) {
    called.add(name);
  }
}

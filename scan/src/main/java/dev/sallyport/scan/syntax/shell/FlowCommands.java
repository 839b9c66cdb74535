package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.FlowState.Value;
import dev.sallyport.scan.syntax.shell.FlowUses.Flow;
import dev.sallyport.scan.syntax.shell.FlowUses.Site;
import dev.sallyport.scan.syntax.shell.Statement.Expression;
import dev.sallyport.scan.syntax.shell.Statement.FunctionDefinition;
import dev.sallyport.scan.syntax.shell.Statement.SimpleCommand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Simple commands on [FlowState]: what they do with marked arguments and input, what they assign
/// and what they print.
final class FlowCommands<T> {
  private final FlowEngine<T> engine;
  private final FlowState<T> state;
  private final FlowUses<T> uses;
  private final FlowWords<T> words;
  private final Map<Statement, SimpleCommandView> views = new IdentityHashMap<>();
  private final Map<WordPart, EnvFileWrite> envParts = new IdentityHashMap<>();
  private final EnvFileWrites.Found env;
  private final FlowAssignments<T> assignments;
  private final FlowOutputs<T> outputs;

  FlowCommands(FlowEngine<T> engine, List<SimpleCommandView> commands) {
    this.engine = engine;
    this.state = engine.state;
    this.uses = engine.uses;
    this.words = engine.words;
    this.env = EnvFileWrites.find(commands);
    this.assignments = new FlowAssignments<>(engine);
    this.outputs = new FlowOutputs<>(engine, env, envParts);
    commands.forEach(c -> views.putIfAbsent(c.syntax(), c));
    env.writes().forEach(w -> w.value().forEach(p -> envParts.put(p, w)));
  }

  Taint<T> expression(Expression expression, Dialect dialect) {
    SimpleCommandView view = views.get(expression);
    List<Flow<T>> flows = words.flows(expression.value(), dialect, false);
    for (Flow<T> flow : flows) {
      EnvFileWrite write = envParts.get(flow.part());
      if (write != null) {
        Site site = Site.of(UseKind.ENV_FILE, expression.span(), view);
        uses.add(site.part(flow.part(), flow.quoted()).write(write), flow.taint());
      }
    }
    Taint<T> out = words.union(flows);
    return view == null ? out : outputs.redirected(view, out, false);
  }

  Taint<T> simple(SimpleCommand command, Taint<T> stdin, Dialect dialect) {
    SimpleCommandView view = views.get(command);
    if (view == null) {
      return Taint.none();
    }
    if (command.words().isEmpty()) {
      command.assignments().forEach(a -> assignments.assign(a, view, dialect));
      // $(<file) and > file
      return input(command.redirects(), Taint.none(), dialect);
    }
    state.push();
    command.assignments().forEach(a -> assignments.assign(a, view, dialect));
    view.environmentWords().forEach(word -> assignments.environment(word, view, dialect));
    Map<String, Value<T>> prefix = state.pop();
    Input<T> in = fed(command.redirects(), stdin, dialect);
    FlowCall<T> call = call(command, view, dialect, in.taint());
    useInput(call, in.flows());
    boolean lasts = view.is("export", "local", "declare", "readonly", "typeset");
    if (!lasts) {
      state.push();
      prefix.forEach(state::set);
    }
    Taint<T> out = run(call);
    if (!lasts) {
      Map<String, Value<T>> left = state.pop();
      prefix.keySet().forEach(left::remove);
      left.forEach(state::set);
    }
    return outputs.redirected(view, out, FlowOutputs.prints(view));
  }

  /// @param flows the expansions in a here-document or here-string, if the input is one
  record Input<T>(Taint<T> taint, List<Flow<T>> flows) {}

  /// The marks of standard input after redirections.
  Taint<T> input(List<Redirect> redirects, Taint<T> piped, Dialect dialect) {
    return fed(redirects, piped, dialect).taint();
  }

  private Input<T> fed(List<Redirect> redirects, Taint<T> piped, Dialect dialect) {
    Input<T> in = new Input<>(piped, List.of());
    for (Redirect redirect : redirects) {
      List<Flow<T>> target = words.flows(redirect.target(), dialect, false);
      if (!redirect.feedsInput()) {
        continue;
      }
      List<Flow<T>> text =
          switch (redirect.operator()) {
            case HERE_DOC ->
                redirect
                    .document()
                    .map(d -> words.flows(d.body(), dialect, false))
                    .orElse(List.of());
            case HERE_STRING -> target;
            default -> List.of();
          };
      boolean file = redirect.operator() == Redirect.Operator.READ;
      in = new Input<>(file ? file(redirect.target(), target) : words.union(text), text);
    }
    return in;
  }

  private Taint<T> file(Word name, List<Flow<T>> flows) {
    Taint<T> known = name.literal().map(state::file).orElseGet(() -> outputs.substituted(flows));
    return known.isEmpty()
        ? engine
            .marks
            .file()
            .apply(name)
            .map(label -> Taint.of(label, engine.marks.form().apply(label)))
            .orElse(known)
        : known;
  }

  private FlowCall<T> call(
      SimpleCommand command, SimpleCommandView view, Dialect dialect, Taint<T> stdin) {
    List<Word> arguments = view.arguments();
    int offset = written(command, arguments);
    for (Word word : command.words().subList(0, offset)) {
      boolean held = command.words().get(offset - 1) == word;
      boolean name = held || view.nameWord().filter(n -> n == word).isPresent();
      UseKind kind = name ? UseKind.COMMAND_NAME : UseKind.ARGUMENT;
      List<Flow<T>> parts = words.flows(word, dialect, true);
      for (Flow<T> flow : name ? words.first(parts) : parts) {
        if (!(flow.part() instanceof WordPart.Spliced || flow.part() instanceof WordPart.Literal)) {
          uses.add(Site.of(kind, word.span(), view).part(flow.part(), flow.quoted()), flow.taint());
        }
      }
    }
    List<List<Flow<T>>> flows = new ArrayList<>();
    Taint<T> all = Taint.none();
    for (Word word : arguments) {
      List<Flow<T>> one = words.flows(word, dialect, true);
      flows.add(one);
      all = all.and(words.union(one));
    }
    return new FlowCall<>(view, dialect, flows, all, stdin);
  }

  /// Where the arguments begin among the words as written: the name may be a variable that stands
  /// for several words, of which some are arguments.
  private static int written(SimpleCommand command, List<Word> arguments) {
    List<Word> words = command.words();
    int same = 0;
    while (same < Math.min(words.size(), arguments.size())
        && words.get(words.size() - 1 - same) == arguments.get(arguments.size() - 1 - same)) {
      same++;
    }
    return words.size() - same;
  }

  private Taint<T> run(FlowCall<T> call) {
    SimpleCommandView view = call.view();
    String name = view.name().orElse("");
    List<FunctionDefinition> functions = state.functions(name);
    if (!functions.isEmpty() && view.wrappers().isEmpty()) {
      engine.called(name);
      // It may run its arguments as a command, as in `retry bash -c "…"`.
      useCode(call);
      return code(call).and(engine.calls.call(call, functions));
    }
    switch (name) {
      case "export", "local", "declare", "readonly", "typeset", "set" -> {
        assignments.declare(call, name);
        return Taint.none();
      }
      case "read", "mapfile", "readarray" -> {
        useCode(call);
        assignments.read(call, name);
        return Taint.none();
      }
      case "unset" -> {
        assignments.unset(call);
        return Taint.none();
      }
      case "shift" -> {
        assignments.shift(call);
        return Taint.none();
      }
      case "printf" -> {
        if (!view.arguments().isEmpty() && view.arguments().getFirst().is("-v")) {
          assignments.printfTo(call);
          return Taint.none();
        }
      }
      case "break", "continue" -> engine.leave(true);
      case "return" -> engine.leave(false);
      default -> {}
    }
    useArguments(call);
    return code(call).and(outputs.output(call));
  }

  private void useArguments(FlowCall<T> call) {
    Set<Integer> code = useCode(call);
    for (int i = 0; i < call.arguments().size(); i++) {
      if (!code.contains(i)) {
        for (Flow<T> flow : call.arguments().get(i)) {
          argument(call, i, flow);
        }
      }
    }
    if (call.view().is("let")) {
      call.view().arguments().forEach(w -> words.subscript(w, call.dialect(), true));
    }
    executedFiles(call);
  }

  /// Arguments that are code. A value quoted for a shell is one word of a shell's code, unless it
  /// stands in quotes there.
  private Set<Integer> useCode(FlowCall<T> call) {
    Set<Integer> indexes = new HashSet<>();
    for (Interpreters.Code text : Interpreters.code(call.view())) {
      found(call, text);
      boolean shell = text.dialect().isPosix();
      Set<WordPart> inQuotes = shell ? Quotes.around(text.words()) : Set.of();
      for (int i = text.first(); i < text.first() + text.words().size(); i++) {
        indexes.add(i);
        for (Flow<T> flow : call.arguments().get(i)) {
          if (flow.part() instanceof WordPart.Literal) {
            continue; // A `*` in a program is the program's own.
          }
          boolean keeps = shell && !inQuotes.contains(flow.part());
          Taint<T> taint = keeps ? flow.taint() : flow.taint().atMost(Form.JSON);
          WordPart part = flow.part();
          Site site = Site.of(UseKind.EVAL, part.span(), call.view()).part(part, flow.quoted());
          uses.add(site.at(i), taint);
        }
      }
    }
    return indexes;
  }

  /// `find -exec sh -c '… {} …'` puts the names that it finds into the code.
  private void found(FlowCall<T> call, Interpreters.Code text) {
    SimpleCommandView view = call.view();
    if (view.is("find") && text.words().stream().anyMatch(w -> w.text().contains("{}"))) {
      Optional<T> names = engine.marks.output().apply(view);
      names.ifPresent(
          label -> {
            Taint<T> taint = Taint.of(label, engine.marks.form().apply(label));
            uses.add(Site.of(UseKind.EVAL, view.span(), view), taint);
          });
    }
  }

  private void argument(FlowCall<T> call, int index, Flow<T> flow) {
    SimpleCommandView view = call.view();
    boolean tested =
        call.dialect() != Dialect.SH && index > 0 && view.arguments().get(index - 1).is("-v");
    EnvFileWrite write = envParts.get(flow.part());
    boolean prints = FlowOutputs.prints(view) && view.outputFile().isPresent();
    UseKind kind =
        view.is("let")
            ? UseKind.EVAL
            : view.is("[", "test")
                ? tested ? UseKind.EVAL : UseKind.TEST
                : flow.part() instanceof WordPart.ProcessSubstitution
                    ? file(view)
                    : prints ? UseKind.FILE_WRITE : UseKind.ARGUMENT;
    boolean pasted = flow.part() instanceof WordPart.Spliced;
    if (pasted && kind == UseKind.ARGUMENT && write == null) {
      // The expansion is reported where it becomes code.
      return;
    }
    Site site = Site.of(kind, flow.part().span(), view).part(flow.part(), flow.quoted()).at(index);
    if (write != null) {
      uses.add(site.write(write), flow.taint());
    } else {
      boolean named = kind == UseKind.FILE_WRITE;
      uses.add(
          named ? site.place(outputName(view)) : site,
          named ? FlowOutputs.printed(view, flow.taint()) : flow.taint());
    }
  }

  /// `bash <(…)` runs what it reads.
  private static UseKind file(SimpleCommandView view) {
    boolean runs = view.is("source", ".") || view.name().flatMap(Shells::known).isPresent();
    return runs ? UseKind.EVAL : UseKind.STDIN;
  }

  private static @Nullable String outputName(SimpleCommandView view) {
    return view.outputFile().map(Redirect::target).map(FlowOutputs::name).orElse(null);
  }

  /// `bash script`, `./script` and `source script` where the script was written before.
  private void executedFiles(FlowCall<T> call) {
    SimpleCommandView view = call.view();
    boolean interpreter =
        view.is("source", ".") || view.name().filter(Interpreters::isOne).isPresent();
    Optional<String> file =
        interpreter
            ? view.arguments().stream()
                .flatMap(w -> w.literal().stream())
                .filter(t -> !t.startsWith("-"))
                .findFirst()
            : view.nameWord().flatMap(Word::literal).filter(n -> n.contains("/"));
    file.map(this::text)
        .ifPresent(taint -> uses.add(Site.of(UseKind.EVAL, view.span(), view), taint));
  }

  private Taint<T> text(String file) {
    Taint<T> own = state.file(file);
    return own.isEmpty()
        ? engine
            .marks
            .script()
            .apply(file)
            .map(label -> Taint.of(label, engine.marks.form().apply(label)))
            .orElse(own)
        : own;
  }

  private void useInput(FlowCall<T> call, List<Flow<T>> flows) {
    SimpleCommandView view = call.view();
    boolean program = Interpreters.readsProgram(view).isPresent();
    boolean fed = isStage(view) || view.redirects().stream().anyMatch(Redirect::feedsInput);
    if (!(fed || program) || view.is("read", "mapfile", "readarray")) {
      return;
    }
    UseKind kind = program || CodeParameters.areReplaced(view) ? UseKind.EVAL : UseKind.STDIN;
    Site site = Site.of(kind, view.span(), view);
    if (flows.isEmpty() && !env.writers().contains(view)) {
      uses.add(site, call.stdin());
    }
    for (Flow<T> flow : flows) {
      Site expansion = site.part(flow.part(), flow.quoted());
      EnvFileWrite write = envParts.get(flow.part());
      uses.add(write == null ? expansion : expansion.write(write), flow.taint());
    }
  }

  /// Whether the command itself stands in the pipe, and not a group or loop around it.
  private static boolean isStage(SimpleCommandView view) {
    return view.pipeline().filter(p -> p.commands().get(view.stage()) == view.syntax()).isPresent();
  }

  /// Follows code that the command runs: in the same shell for `eval`, else in one of its own.
  private Taint<T> code(FlowCall<T> call) {
    List<Script> scripts = call.view().code();
    if (scripts.isEmpty()) {
      return Taint.none();
    }
    List<Interpreters.Code> texts =
        Interpreters.code(call.view()).stream()
            .filter(c -> c.dialect() != Dialect.OTHER && !c.words().isEmpty())
            .toList();
    boolean here = call.view().is("eval", "iex", "invoke-expression", "trap");
    Taint<T> out = Taint.none();
    for (int i = 0; i < scripts.size(); i++) {
      Script script = scripts.get(i);
      List<Taint<T>> outer = state.positional;
      Taint<T> zero = state.zero;
      boolean read = i >= texts.size();
      if (!here) {
        List<Taint<T>> given =
            read ? CodeParameters.read(call) : CodeParameters.passed(call, texts.get(i));
        state.zero = given.isEmpty() ? Taint.none() : given.getFirst();
        state.positional = given.isEmpty() ? List.of() : given.subList(1, given.size());
      }
      Taint<T> stdin = read ? Taint.none() : call.stdin();
      out =
          out.and(
              here
                  ? engine.statements(script.statements(), stdin, script.dialect())
                  : engine.isolated(script.statements(), stdin, script.dialect()));
      state.positional = outer;
      state.zero = zero;
    }
    return out;
  }
}

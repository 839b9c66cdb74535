package dev.sallyport.scan.flow;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.ci.github.knowledge.Answer;
import dev.sallyport.scan.ci.github.knowledge.AnswerKnowledge;
import dev.sallyport.scan.syntax.program.Language;
import dev.sallyport.scan.syntax.program.Node;
import dev.sallyport.scan.syntax.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows foreign values through a JavaScript or Python body: variables, members, strings, calls of
/// the body's own functions. What a function that is not known makes of a value is not guessed; its
/// result carries nothing.
final class ProgramFlow {
  private static final int MOST_STEPS = 50_000;
  private static final int DEEPEST_CALL = 4;
  private static final int LONGEST_NAME = 200;
  private static final int MOST_ARGUMENTS = 9;

  /// Methods whose result does not hold the text that they are called on.
  private static final Set<String> ENDS =
      Set.of(
          "length", "includes", "startsWith", "endsWith", "startswith", "endswith", "test",
          "indexOf", "some", "every", "has", "count", "find_index", "findIndex", "isdigit",
          "isalnum", "isalpha", "status", "then_", "search_", "keys", "size", "getTime",
          "returncode");

  /// Calls that leave nothing dangerous of their argument.
  private static final Set<String> CLEANS =
      Set.of(
          "parseInt", "Number", "Boolean", "encodeURIComponent", "encodeURI", "int", "len", "bool",
          "float", "shlex.quote", "quote", "pipes.quote", "urllib.parse.quote", "Number.parseInt",
          "hash", "isinstance");

  /// Calls whose result holds their argument.
  private static final Set<String> PASSES =
      Set.of(
          "String", "JSON.stringify", "JSON.parse", "str", "repr", "json.loads", "json.dumps",
          "Buffer.from", "format", "list", "sorted", "Array.from", "Object.values",
          "Object.assign", "html.escape", "util.promisify", "promisify", "path.join",
          "os.path.join", "Promise.all", "fetch", "requests.get", "reversed", "set", "tuple",
          "enumerate", "structuredClone", "bytes", "core.toPlatformPath", "os.path.expandvars");

  /// @param env foreign values of a variable of the process
  /// @param payload of a context path such as `github.event.issue.title`
  interface Sources {
    List<Taint> env(String name);

    List<Taint> payload(String path);

    /// The text of a file.
    List<Taint> file(String path);

    /// An argument of the program, from 0.
    List<Taint> argument(int index);
  }

  /// In front of the text of a pattern, where other values have their dotted name.
  private static final String PATTERN = "/";

  /// A function of the program.
  record Code(Node.Function node) {}

  private final Program program;
  private final Sources sources;
  private final ProgramSinks sinks;
  private final Map<String, ProgramValue> variables = new HashMap<>();
  private final Set<String> proven = new HashSet<>();
  private ProgramValue returned = ProgramValue.NONE;
  private int steps;
  private int calls;

  ProgramFlow(Program program, Sources sources, ProgramSinks sinks) {
    this.program = program;
    this.sources = sources;
    this.sinks = sinks;
  }

  /// The value that the body as a whole returns.
  ProgramValue run() {
    program.statements().forEach(this::prove);
    program.statements().forEach(this::evaluate);
    return returned;
  }

  // ---- values that a check lets through only when they are harmless

  private void prove(Node node) {
    switch (node) {
      case Node.Call call -> {
        tested(call);
        prove(call.callee());
        call.arguments().forEach(this::prove);
      }
      case Node.Plain plain -> {
        boolean listed = plain.operator().equals("in") && plain.parts().size() == 2;
        if (listed && plain.parts().get(1) instanceof Node.Several) {
          proven.add(written(plain.parts().getFirst()));
        }
        plain.parts().forEach(this::prove);
      }
      case Node.Function function -> function.body().forEach(this::prove);
      case Node.Assign assign -> prove(assign.value());
      case Node.Several several -> several.parts().forEach(this::prove);
      case Node.Joined joined -> joined.parts().forEach(this::prove);
      case Node.Member member -> prove(member.object());
      case Node.Return back -> prove(back.value());
      case Node.Entries entries -> entries.entries().forEach(e -> prove(e.value()));
      case Node.Name _, Node.Literal _, Node.Pattern _ -> {}
    }
  }

  /// `/^[a-z]+$/.test(x)`, `['a', 'b'].includes(x)`, `re.fullmatch(p, x)`.
  private void tested(Node.Call call) {
    if (!(call.callee() instanceof Node.Member(var _, Node object, String name))
        || call.arguments().isEmpty()) {
      return;
    }
    Node first = call.arguments().getFirst();
    boolean pattern = name.equals("test") && object instanceof Node.Pattern p && narrow(p.value());
    boolean list = name.equals("includes") && object instanceof Node.Several;
    if (pattern || list) {
      proven.add(written(first));
    }
    boolean match = name.equals("match") && first instanceof Node.Pattern p && narrow(p.value());
    if (match) {
      proven.add(written(object));
    }
    boolean python = name.equals("fullmatch") || name.equals("match");
    if (python
        && call.arguments().size() > 1
        && first instanceof Node.Literal(var _, String text)
        && narrow("^" + (name.equals("match") ? text : text + "$"))) {
      proven.add(written(call.arguments().get(1)));
    }
  }

  /// A pattern for the whole value that lets harmless characters through only.
  private static boolean narrow(String pattern) {
    return pattern.startsWith("^") && pattern.endsWith("$") && !RegexRange.isWide(pattern);
  }

  private boolean isProven(Node node) {
    boolean named = node instanceof Node.Name || node instanceof Node.Member;
    return named
        && !proven.isEmpty()
        && node.span().length() < LONGEST_NAME
        && proven.contains(written(node));
  }

  private String written(Node node) {
    return node.span().in(program.text());
  }

  // ---- evaluation

  ProgramValue evaluate(Node node) {
    if (++steps > MOST_STEPS || isProven(node)) {
      return ProgramValue.NONE;
    }
    return switch (node) {
      case Node.Name(var _, String name) ->
          variables.getOrDefault(name, ProgramValue.symbol(name));
      case Node.Member(var _, Node object, String name) -> member(evaluate(object), name);
      case Node.Literal(var _, String value) -> ProgramValue.text(value);
      case Node.Pattern(var _, String value) -> ProgramValue.symbol(PATTERN + value);
      case Node.Joined joined -> joined(joined.parts());
      case Node.Several several -> {
        ProgramValue all = ProgramValue.NONE;
        for (Node part : several.parts()) {
          all = all.or(evaluate(part));
        }
        yield all;
      }
      case Node.Entries entries -> {
        ProgramValue all = ProgramValue.NONE;
        for (Node.Entry entry : entries.entries()) {
          all = all.or(evaluate(entry.value()));
        }
        yield ProgramValue.of(data(all));
      }
      case Node.Plain plain -> {
        plain.parts().forEach(this::evaluate);
        yield ProgramValue.NONE;
      }
      case Node.Assign(var _, Node target, Node value, boolean adds) -> {
        ProgramValue assigned = evaluate(value);
        assign(target, assigned, adds);
        yield assigned;
      }
      case Node.Function function -> define(function);
      case Node.Return(var _, Node value) -> {
        ProgramValue result = evaluate(value);
        returned = returned.or(result);
        yield result;
      }
      case Node.Call call -> call(call);
    };
  }

  private ProgramValue joined(List<Node> parts) {
    ProgramValue all = ProgramValue.NONE;
    for (Node part : parts) {
      all = all.or(ProgramValue.of(data(evaluate(part))));
    }
    return all;
  }

  /// The foreign values in a value once it is used as text.
  List<Taint> data(ProgramValue value) {
    List<Taint> out = value.taints();
    String symbol = value.symbol();
    if (!symbol.isEmpty()) {
      out = Taint.merge(out, outside(symbol));
    }
    ProgramValue.Asked asked = value.asked();
    if (asked != null) {
      out =
          Taint.merge(
              out,
              Answers.taint(asked.part(), asked.base().origin()).map(asked.base()::part).stream()
                  .toList());
    }
    return out;
  }

  private List<Taint> outside(String symbol) {
    for (String env : new String[] {"process.env.", "os.environ.", "Deno.env.", "Bun.env."}) {
      if (symbol.startsWith(env)) {
        return sources.env(symbol.substring(env.length()));
      }
    }
    List<Taint> arguments = arguments(symbol);
    if (!arguments.isEmpty()) {
      return arguments;
    }
    String payload = "context.payload.";
    int at = symbol.indexOf(payload);
    boolean whole = at == 0 || (at > 0 && symbol.charAt(at - 1) == '.');
    return whole
        ? sources.payload("github.event." + symbol.substring(at + payload.length()))
        : List.of();
  }

  /// `sys.argv[1]` and `process.argv[2]` are the first.
  private List<Taint> arguments(String symbol) {
    boolean system = symbol.startsWith("sys.argv");
    if (!system && !symbol.startsWith("process.argv")) {
      return List.of();
    }
    String index = symbol.substring(symbol.lastIndexOf('.') + 1);
    if (isNumber(index) && index.length() < 3) {
      return sources.argument(Integer.parseInt(index) - (system ? 1 : 2));
    }
    List<Taint> all = List.of();
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
      all = Taint.merge(all, sources.argument(i));
    }
    return all;
  }

  private ProgramValue member(ProgramValue object, String name) {
    if (ENDS.contains(name)) {
      return object.symbol().isEmpty()
          ? ProgramValue.NONE
          : ProgramValue.symbol(object.symbol() + "." + name);
    }
    ProgramValue.Asked asked = object.asked();
    ProgramValue out = ProgramValue.of(object.taints());
    if (asked != null) {
      boolean same = name.isEmpty() || name.equals("data") || isNumber(name);
      out =
          out.or(
              ProgramValue.asked(
                  same
                      ? asked
                      : new ProgramValue.Asked(asked.part().member(name), asked.base())));
    }
    if (!object.symbol().isEmpty()) {
      boolean argument = object.symbol().endsWith(".argv");
      String step = name.isEmpty() || (isNumber(name) && !argument) ? "*" : name;
      out = out.or(ProgramValue.symbol(object.symbol() + "." + step));
    }
    return out;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void assign(Node target, ProgramValue value, boolean adds) {
    switch (target) {
      case Node.Name(var _, String name) -> {
        ProgramValue before = variables.get(name);
        boolean more = adds && before != null;
        variables.put(name, more ? before.or(value) : value);
      }
      case Node.Entries entries -> {
        for (Node.Entry entry : entries.entries()) {
          assign(entry.value(), entry.key().isEmpty() ? value : member(value, entry.key()), false);
        }
      }
      case Node.Several several -> several.parts().forEach(p -> assign(p, member(value, ""), false));
      case Node.Assign(var _, Node inner, var _, var _) -> assign(inner, value, adds);
      case Node.Member(var _, Node object, String name) -> {
        evaluate(object);
        if (object instanceof Node.Name(var _, String owner) && variables.containsKey(owner)) {
          variables.merge(owner, ProgramValue.of(data(value)), ProgramValue::or);
        }
        sinks.assigned(this, written(target), value, target.span());
      }
      default -> {}
    }
  }

  private ProgramValue define(Node.Function function) {
    ProgramValue value = ProgramValue.code(new Code(function));
    String name = function.name();
    if (name != null) {
      variables.put(name, value);
      invoke(new Code(function), List.of()); // what nobody calls may be called later
    }
    return value;
  }

  private ProgramValue invoke(Code code, List<ProgramValue> arguments) {
    if (calls >= DEEPEST_CALL) {
      return ProgramValue.NONE;
    }
    calls++;
    ProgramValue outer = returned;
    returned = ProgramValue.NONE;
    List<Node> parameters = code.node().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      ProgramValue given = i < arguments.size() ? arguments.get(i) : ProgramValue.NONE;
      if (given != ProgramValue.NONE || parameters.get(i) instanceof Node.Name) {
        assign(parameters.get(i), given, false);
      }
    }
    code.node().body().forEach(this::evaluate);
    ProgramValue result = returned;
    returned = outer;
    calls--;
    return result;
  }

  // ---- calls

  private ProgramValue call(Node.Call call) {
    // What a method is called on is looked at once: chains of calls would double at each link.
    Node.Member member = call.callee() instanceof Node.Member m ? m : null;
    ProgramValue object = member == null ? ProgramValue.NONE : evaluate(member.object());
    ProgramValue callee =
        member == null ? evaluate(call.callee()) : member(object, member.name());
    String name = callee.symbol();
    List<ProgramValue> arguments = new ArrayList<>();
    ProgramValue all = ProgramValue.NONE;
    for (Node argument : call.arguments()) {
      ProgramValue value = evaluate(argument);
      arguments.add(value);
      all = all.or(ProgramValue.of(data(value)));
    }
    sinks.called(this, name, call, arguments);
    Code own = callee.function();
    if (own != null) {
      return invoke(own, arguments);
    }
    Optional<ProgramValue> known = known(name, call, arguments);
    if (known.isPresent()) {
      return known.get();
    }
    return member == null
        ? ProgramValue.NONE
        : method(object, member.name(), call, arguments, all);
  }

  private Optional<ProgramValue> known(
      String name, Node.Call call, List<ProgramValue> arguments) {
    String first =
        arguments.isEmpty() || arguments.getFirst().texts().isEmpty()
            ? ""
            : arguments.getFirst().texts().getFirst();
    switch (name) {
      case "require", "import" -> {
        return Optional.of(
            ProgramValue.symbol(first.startsWith("node:") ? first.substring(5) : first));
      }
      case "os.getenv", "os.environ.get", "os.environ.pop", "Deno.env.get" -> {
        return Optional.of(ProgramValue.symbol("os.environ." + first));
      }
      case "fs.readFileSync", "fs.readFile", "fs.promises.readFile", "fs/promises.readFile",
          "open" -> {
        return Optional.of(
            ProgramValue.of(sources.file(first)).or(ProgramValue.symbol(opened(name, arguments))));
      }
      default -> {}
    }
    if (CLEANS.contains(name)) {
      return Optional.of(ProgramValue.NONE);
    }
    if (name.startsWith(PATTERN)) {
      boolean finds = name.endsWith(".exec") && !arguments.isEmpty();
      boolean wide = RegexRange.isWide(name.substring(1, name.lastIndexOf('.')));
      return Optional.of(
          finds && wide ? ProgramValue.of(data(arguments.getFirst())) : ProgramValue.NONE);
    }
    if (name.startsWith("re.") && arguments.size() > 1 && arguments.getFirst().texts().size() == 1) {
      boolean search = Set.of("re.match", "re.search", "re.fullmatch", "re.findall").contains(name);
      if (search) {
        return Optional.of(
            RegexRange.isWide(first)
                ? ProgramValue.of(data(arguments.get(1)))
                : ProgramValue.NONE);
      }
    }
    Optional<ProgramValue> answer = answer(name, call, arguments);
    if (answer.isPresent()) {
      return answer;
    }
    if (PASSES.contains(name) && !arguments.isEmpty()) {
      ProgramValue out = ProgramValue.NONE;
      for (ProgramValue argument : arguments) {
        out = out.or(argument);
      }
      return Optional.of(out);
    }
    if (name.equals("re.sub") && arguments.size() > 2) {
      boolean cleans = first.startsWith("[^") && !first.contains(".");
      return Optional.of(cleans ? ProgramValue.NONE : arguments.get(2));
    }
    return Optional.empty();
  }

  /// A file that Python opens: what is written to it goes there.
  private static String opened(String name, List<ProgramValue> arguments) {
    if (!name.equals("open") || arguments.isEmpty()) {
      return "";
    }
    return arguments.getFirst().symbol().isEmpty() ? "" : "file:" + arguments.getFirst().symbol();
  }

  /// Questions to the forge: Octokit's methods, `request`, `graphql`, `fetch` of an API address.
  private Optional<ProgramValue> answer(
      String name, Node.Call call, List<ProgramValue> arguments) {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (name.endsWith(".paginate") || name.endsWith("paginate.iterator")) {
      return arguments.isEmpty()
          ? Optional.empty()
          : method(arguments.getFirst().symbol(), call.span()).or(() -> route(call, arguments));
    }
    if (name.endsWith(".request") || name.equals("fetch") || name.equals("requests.get")) {
      return route(call, arguments);
    }
    if (name.endsWith(".graphql")) {
      Set<String> asked = Answers.queried(call.span().in(program.text()));
      return AnswerKnowledge.endpoint("graphql")
          .filter(_ -> !asked.isEmpty())
          .flatMap(row -> asked(row, asked, name, call.span()));
    }
    return method(name, call.span());
  }

  private Optional<ProgramValue> method(String name, Span at) {
    int last = name.lastIndexOf('.');
    int before = name.lastIndexOf('.', last - 1);
    return before < 0
        ? Optional.empty()
        : AnswerKnowledge.method(name.substring(before + 1))
            .flatMap(row -> asked(row, Set.of(), name.substring(before + 1), at));
  }

  /// `request('GET /repos/{owner}/{repo}/pulls/{number}')`.
  private Optional<ProgramValue> route(Node.Call call, List<ProgramValue> arguments) {
    String text = call.arguments().isEmpty() ? "" : written(call.arguments().getFirst());
    String route = text.replace("\"", "").replace("'", "").replace("`", "").strip();
    boolean get = route.startsWith("GET ") || route.startsWith("/") || route.contains("://");
    boolean reads = get || route.contains("/repos/");
    for (ProgramValue argument : arguments) {
      if (argument.symbol().endsWith("pull_request.url")) {
        return AnswerKnowledge.endpoint("pulls/*")
            .flatMap(row -> asked(row, Set.of(), argument.symbol(), call.span()));
      }
    }
    return reads
        ? AnswerKnowledge.endpoint(route.startsWith("GET ") ? route.substring(4) : route)
            .flatMap(row -> asked(row, Set.of(), row.source(), call.span()))
        : Optional.empty();
  }

  private Optional<ProgramValue> asked(Answer row, Set<String> fields, String name, Span at) {
    Answers.Part part = new Answers.Part(row, Set.of(""), fields);
    return Answers.taint(part, "the answer to " + name)
        .map(taint -> taint.through(sinks.place(at), "the forge answers with what others wrote"))
        .map(taint -> ProgramValue.asked(new ProgramValue.Asked(part, taint)));
  }

  /// A method of a value: of a list with a function that looks at each, or of a text.
  private ProgramValue method(
      ProgramValue object,
      String method,
      Node.Call call,
      List<ProgramValue> arguments,
      ProgramValue all) {
    if (ENDS.contains(method)) {
      return ProgramValue.NONE;
    }
    for (ProgramValue argument : arguments) {
      Code code = argument.function();
      if (code != null) {
        ProgramValue result = invoke(code, List.of(object, object));
        boolean maps = Set.of("map", "flatMap", "then", "replace", "reduce").contains(method);
        return maps ? result : object;
      }
    }
    if (cleans(method, call) || picks(method, arguments)) {
      return ProgramValue.NONE;
    }
    boolean format = method.equals("format") || method.equals("concat") || method.equals("join");
    ProgramValue own = object.asked() != null ? object : ProgramValue.of(data(object));
    boolean adds = method.equals("push") || method.equals("append") || method.equals("add");
    if (adds && call.callee() instanceof Node.Member(var _, Node.Name(var _, String list), var _)) {
      variables.merge(list, all, ProgramValue::or);
    }
    return format ? own.or(all) : own;
  }

  /// `x.match(/v([0-9]+)/)`: groups of a pattern that matches harmless text only.
  private static boolean picks(String method, List<ProgramValue> arguments) {
    if (arguments.isEmpty() || !(method.equals("match") || method.equals("matchAll"))) {
      return false;
    }
    String pattern = arguments.getFirst().symbol();
    return pattern.startsWith(PATTERN) && !RegexRange.isWide(pattern.substring(1));
  }

  /// `x.replace(/[^a-z0-9]/g, '')`.
  private static boolean cleans(String method, Node.Call call) {
    return (method.equals("replace") || method.equals("replaceAll"))
        && !call.arguments().isEmpty()
        && call.arguments().getFirst() instanceof Node.Pattern(var _, String pattern)
        && pattern.startsWith("[^")
        && pattern.indexOf('.') < 0
        && pattern.indexOf("\\s") < 0;
  }

  boolean isPython() {
    return program.language() == Language.PYTHON;
  }
}

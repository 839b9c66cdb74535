package dev.sallyport.scan.flow;

import dev.sallyport.scan.syntax.program.Language;
import dev.sallyport.scan.syntax.program.Node;
import dev.sallyport.scan.syntax.program.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows foreign values through a JavaScript or Python body: variables, members, strings, calls
/// of the body's own functions. What a function that is not known makes of a value is not guessed;
/// its result carries nothing.
final class ProgramFlow {
  private static final int MOST_STEPS = 50_000;
  private static final int DEEPEST_CALL = 16;

  /// So often a function is entered within itself: what one more round would add is known by then.
  private static final int MOST_ROUNDS = 2;

  private static final int LONGEST_NAME = 200;
  private static final int MOST_ARGUMENTS = 100;

  /// Where foreign values come in.
  interface Sources {
    /// Those of a variable of the process.
    List<Taint> env(String name);

    /// Those of a context path such as `github.event.issue.title`.
    List<Taint> payload(String path);

    /// The text of a file.
    List<Taint> file(String path);

    /// An argument of the program, from 0.
    List<Taint> argument(int index);
  }

  /// In front of the text of a pattern, where other values have their dotted name.
  static final String PATTERN = "/";

  /// A function of the program.
  record Code(Node.Function node) {}

  private final Program program;
  private final Sources sources;
  private final ProgramSinks sinks;
  private final ProgramResults results;
  private final Map<String, ProgramValue> variables = new HashMap<>();
  private final ProgramChecks checks;
  private ProgramValue returned = ProgramValue.NONE;
  private int steps;
  private final Deque<Node.Function> calls = new ArrayDeque<>();
  private boolean cut;

  ProgramFlow(Program program, Sources sources, ProgramSinks sinks) {
    this.program = program;
    this.sources = sources;
    this.sinks = sinks;
    this.checks = new ProgramChecks(program);
    this.results = new ProgramResults(this, sources, new ProgramQuestions(this, sinks));
  }

  /// The value that the body as a whole returns.
  ProgramValue run() {
    program.statements().forEach(this::evaluate);
    return returned;
  }

  /// Whether a limit ended it, so that something in the body was not looked at.
  boolean isCut() {
    return cut || !program.complete();
  }

  // ---- evaluation

  private boolean isProven(Node node) {
    boolean named = node instanceof Node.Name || node instanceof Node.Member;
    return named
        && !checks.isEmpty()
        && node.span().length() < LONGEST_NAME
        && checks.isProven(written(node));
  }

  String written(Node node) {
    return node.span().in(program.text());
  }

  ProgramValue evaluate(Node node) {
    if (++steps > MOST_STEPS) {
      cut = true;
      return ProgramValue.NONE;
    }
    if (isProven(node)) {
      return ProgramValue.NONE;
    }
    return switch (node) {
      case Node.Name(var _, String name) -> variables.getOrDefault(name, ProgramValue.symbol(name));
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
      case Node.Entries entries -> entries(entries, new HashMap<>());
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
    if (isNumber(index) && index.length() < 4) {
      return sources.argument(Integer.parseInt(index) - (system ? 1 : 2));
    }
    List<Taint> all = List.of();
    for (int i = 0; i < MOST_ARGUMENTS; i++) {
      all = Taint.merge(all, sources.argument(i));
    }
    return all;
  }

  private ProgramValue member(ProgramValue object, String name) {
    if (ProgramLibrary.ENDS.contains(name)) {
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
                  same ? asked : new ProgramValue.Asked(asked.part().member(name), asked.base())));
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
        ProgramValue before = adds ? variables.get(name) : null;
        variables.put(name, before == null ? value : before.or(value));
      }
      case Node.Entries entries -> {
        for (Node.Entry entry : entries.entries()) {
          assign(entry.value(), entry.key().isEmpty() ? value : member(value, entry.key()), false);
        }
      }
      case Node.Several several ->
          several.parts().forEach(p -> assign(p, member(value, ""), false));
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
    long rounds = calls.stream().filter(function -> function == code.node()).count();
    if (rounds >= MOST_ROUNDS) {
      return ProgramValue.NONE;
    }
    if (calls.size() >= DEEPEST_CALL) {
      cut = true;
      return ProgramValue.NONE;
    }
    calls.push(code.node());
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
    calls.pop();
    return result;
  }

  // ---- calls

  private ProgramValue call(Node.Call call) {
    // What a method is called on is looked at once: chains of calls would double at each link.
    Node.Member member = call.callee() instanceof Node.Member m ? m : null;
    ProgramValue object = member == null ? ProgramValue.NONE : evaluate(member.object());
    ProgramValue callee = member == null ? evaluate(call.callee()) : member(object, member.name());
    String name = callee.symbol();
    List<ProgramValue> arguments = new ArrayList<>();
    ProgramValue all = ProgramValue.NONE;
    Map<String, ProgramValue> keywords = new HashMap<>();
    boolean python = program.language() == Language.PYTHON;
    for (Node argument : call.arguments()) {
      ProgramValue value =
          python && argument instanceof Node.Entries entries
              ? entries(entries, keywords)
              : evaluate(argument);
      arguments.add(value);
      all = all.or(ProgramValue.of(data(value)));
    }
    sinks.called(this, name, call, arguments);
    Code own = callee.function();
    if (own != null) {
      return invoke(own, bound(own, arguments, keywords));
    }
    Optional<ProgramValue> known = results.of(name, call, arguments);
    if (known.isPresent()) {
      return known.get();
    }
    return member == null ? ProgramValue.NONE : method(object, member.name(), call, arguments, all);
  }

  /// Arguments by the place of their parameter: `f(b=x)` gives x to b. Those with names come last,
  /// as one.
  private static List<ProgramValue> bound(
      Code own, List<ProgramValue> arguments, Map<String, ProgramValue> keywords) {
    List<ProgramValue> bound = new ArrayList<>(arguments);
    boolean first = true;
    int place = 0;
    for (Node parameter : own.node().parameters()) {
      ProgramValue given =
          parameter instanceof Node.Name(var _, String name) ? keywords.get(name) : null;
      if (given != null) {
        if (first) {
          bound.set(bound.size() - 1, ProgramValue.NONE);
          first = false;
        }
        while (bound.size() <= place) {
          bound.add(ProgramValue.NONE);
        }
        bound.set(place, given);
      }
      place++;
    }
    return bound;
  }

  /// `{a: b}`, or `a=b` among the arguments of a call.
  private ProgramValue entries(Node.Entries entries, Map<String, ProgramValue> values) {
    ProgramValue all = ProgramValue.NONE;
    for (Node.Entry entry : entries.entries()) {
      ProgramValue value = evaluate(entry.value());
      values.put(entry.key(), value);
      all = all.or(value);
    }
    return ProgramValue.of(data(all));
  }

  /// A method of a value: of a list with a function that looks at each, or of a text.
  private ProgramValue method(
      ProgramValue object,
      String method,
      Node.Call call,
      List<ProgramValue> arguments,
      ProgramValue all) {
    if (ProgramLibrary.ENDS.contains(method)) {
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
    if (ProgramLibrary.cleans(method, call) || ProgramLibrary.picks(method, arguments)) {
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

  boolean isPython() {
    return program.language() == Language.PYTHON;
  }
}

package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.shell.FlowUses.Flow;
import dev.sallyport.scan.syntax.shell.FlowUses.Site;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Marks of words and expansions. Every expansion is evaluated once for each time its command runs,
/// so that substitutions in substitutions cost no more than their length.
final class FlowWords<T> {
  private final FlowEngine<T> engine;

  /// The marks an expansion had last: for where its value was pasted into code.
  private final Map<WordPart, Taint<T>> last = new IdentityHashMap<>();

  /// What is pasted by an expression is the same each time its command runs.
  private final Map<WordPart, Taint<T>> pasted = new IdentityHashMap<>();

  FlowWords(FlowEngine<T> engine) {
    this.engine = engine;
  }

  /// The marked expansions of a word.
  ///
  /// @param split whether unquoted values are split into words, which takes out line breaks
  List<Flow<T>> flows(Word word, Dialect dialect, boolean split) {
    List<Flow<T>> flows = new ArrayList<>();
    word.forEach(
        (part, quoted) -> {
          if (part instanceof WordPart.Literal literal) {
            if (split && !quoted && dialect.isPosix() && flows.isEmpty() && isGlob(literal)) {
              names(word).ifPresent(taint -> flows.add(new Flow<>(part, taint, false)));
            }
            return;
          }
          Taint<T> taint = part(part, dialect);
          boolean lines = split && !quoted && dialect.isPosix() && isSplit(part);
          if (!taint.isEmpty()) {
            flows.add(new Flow<>(part, lines ? taint.as(Form.SINGLE_LINE) : taint, quoted));
          }
        });
    return flows;
  }

  /// An escaped character is a literal of its own, with a longer span than value.
  private static boolean isGlob(WordPart.Literal literal) {
    String text = literal.value();
    boolean escaped = literal.span().length() > text.length();
    return !escaped && (text.indexOf('*') >= 0 || text.indexOf('?') >= 0);
  }

  /// Of the file names that a pattern stands for.
  Optional<Taint<T>> names(Word pattern) {
    return engine
        .marks
        .glob()
        .apply(pattern)
        .map(label -> Taint.of(label, engine.marks.form().apply(label)));
  }

  private static boolean isSplit(WordPart part) {
    return part instanceof WordPart.Variable || part instanceof WordPart.CommandSubstitution;
  }

  Taint<T> union(List<Flow<T>> flows) {
    Taint<T> all = Taint.none();
    for (Flow<T> flow : flows) {
      all = all.and(flow.taint());
    }
    return all;
  }

  /// Of `"$@"` as a command, the first parameter is the name.
  List<Flow<T>> first(List<Flow<T>> name) {
    boolean all =
        name.size() == 1
            && name.getFirst().part() instanceof WordPart.Variable variable
            && variable.operator().isEmpty()
            && (variable.name().equals("@") || variable.name().equals("*"));
    if (!all) {
      return name;
    }
    Flow<T> flow = name.getFirst();
    List<Taint<T>> given = engine.state.positional;
    Taint<T> first = given.isEmpty() ? Taint.none() : given.getFirst();
    return List.of(new Flow<>(flow.part(), first, flow.quoted()));
  }

  Taint<T> allPositional() {
    Taint<T> all = Taint.none();
    for (Taint<T> one : engine.state.positional) {
      all = all.and(one);
    }
    return all;
  }

  private Taint<T> part(WordPart part, Dialect dialect) {
    Taint<T> taint = evaluate(part, dialect);
    last.put(part, taint);
    return taint;
  }

  private Taint<T> evaluate(WordPart part, Dialect dialect) {
    return switch (part) {
      case WordPart.Literal _ -> Taint.none();
      case WordPart.Variable variable -> variable(variable, dialect);
      case WordPart.CommandSubstitution(var _, Script body, var _) ->
          engine.isolated(body.statements(), Taint.none(), dialect);
      case WordPart.ProcessSubstitution(var _, var _, Script body) ->
          engine.isolated(body.statements(), Taint.none(), dialect);
      case WordPart.Block(var _, Script body) ->
          engine.statements(body.statements(), Taint.none(), dialect);
      case WordPart.Arithmetic arithmetic -> {
        arithmetic(arithmetic, dialect, null);
        yield Taint.none();
      }
      case WordPart.Placeholder placeholder ->
          pasted.computeIfAbsent(placeholder, _ -> pasted(placeholder));
      case WordPart.Spliced(var _, WordPart outer) ->
          last.getOrDefault(outer, Taint.none()).unquoted();
      case WordPart.SingleQuoted _, WordPart.DoubleQuoted _, WordPart.AnsiQuoted _ -> {
        Taint<T> all = Taint.none();
        for (WordPart inner : part.parts()) {
          all = all.and(part(inner, dialect));
        }
        yield all;
      }
    };
  }

  private Taint<T> pasted(WordPart.Placeholder placeholder) {
    return engine
        .marks
        .placeholder()
        .apply(placeholder)
        .map(label -> Taint.of(label, engine.marks.form().apply(label)))
        .orElseGet(Taint::none);
  }

  private Taint<T> variable(WordPart.Variable variable, Dialect dialect) {
    boolean evaluates = dialect == Dialect.BASH || dialect == Dialect.ZSH;
    if (variable.index() != null) {
      boolean number = evaluates && !engine.state.associative.contains(variable.name());
      subscript(variable.index(), dialect, number);
    }
    boolean offset = evaluates && variable.operator().equals(":");
    Taint<T> argument =
        variable.argument() == null
            ? Taint.none()
            : subscript(variable.argument(), dialect, offset);
    Taint<T> value = value(variable, dialect);
    if (dialect == Dialect.CMD && variable.scope() == Scope.SHELL && isPasted(variable)) {
      evaluated(variable, value);
    }
    return switch (variable.operator()) {
      case "${#" -> Taint.none();
      case "${!" -> indirect(variable, value, dialect);
      case ":" -> value;
      case ":+", "+" -> argument;
      case ":-", "-", ":=", "=" -> value.and(argument);
      case "//" -> replaced(variable, value).and(argument);
      case "%%" -> startsWithLineBreak(variable) ? value.as(Form.SINGLE_LINE) : value;
      case "@" -> transformed(variable, value);
      default -> value;
    };
  }

  /// `${x@Q}` quotes; `${x@P}` expands what is in the value as a prompt, substitutions included.
  private Taint<T> transformed(WordPart.Variable variable, Taint<T> value) {
    String operator = variable.argument() == null ? "" : variable.argument().text();
    if (operator.equals("P")) {
      evaluated(variable, value);
    }
    return operator.equals("Q") ? value.as(Form.QUOTED) : value;
  }

  /// `${!x}`: the value of the variable that x names. A name may have a subscript, which is
  /// evaluated.
  private Taint<T> indirect(WordPart.Variable variable, Taint<T> name, Dialect dialect) {
    evaluated(variable, name);
    return engine
        .state
        .constant(FlowState.key(dialect, variable.scope(), variable.name()))
        .filter(Names::isName)
        .map(n -> engine.state.get(FlowState.key(dialect, variable.scope(), n)).taint())
        .orElse(name);
  }

  /// cmd.exe puts the text of `%x%` into the line before it reads it; `!x!` comes later.
  private boolean isPasted(WordPart.Variable variable) {
    Span span = variable.span();
    return span.start() < engine.script.text().length()
        && engine.script.text().charAt(span.start()) == '%';
  }

  private void evaluated(WordPart part, Taint<T> taint) {
    engine.uses.add(Site.of(UseKind.EVAL, part.span(), null).part(part, true), taint);
  }

  /// A word that bash evaluates as arithmetic if `number`: names in it stand for their values.
  Taint<T> subscript(Word word, Dialect dialect, boolean number) {
    List<Flow<T>> flows = flows(word, dialect, false);
    if (number) {
      for (Flow<T> flow : flows) {
        evaluated(flow.part(), flow.taint());
      }
      word.forEach((part, _) -> names(part, dialect));
    }
    return union(flows);
  }

  private void names(WordPart part, Dialect dialect) {
    if (!(part instanceof WordPart.Literal literal)) {
      return;
    }
    String text = literal.value();
    int i = 0;
    while (i < text.length()) {
      int end = i;
      while (end < text.length() && Names.isPart(text.charAt(end))) {
        end++;
      }
      if (end > i && Names.isStart(text.charAt(i))) {
        String key = FlowState.key(dialect, Scope.SHELL, text.substring(i, end));
        evaluated(part, engine.state.get(key).taint());
      }
      i = Math.max(end, i + 1);
    }
  }

  private static boolean startsWithLineBreak(WordPart.Variable variable) {
    return variable.argument() != null && variable.argument().literalPrefix().startsWith("\n");
  }

  /// `${x//[^a-z0-9]/}` leaves harmless text, `${x//$'\n'/}` one line.
  private Taint<T> replaced(WordPart.Variable variable, Taint<T> value) {
    String text = variable.argument() == null ? "" : variable.argument().literal().orElse("");
    int bracket = text.indexOf(']');
    int slash = text.indexOf('/', Math.max(bracket, 0));
    String pattern = slash < 0 ? text : text.substring(0, slash);
    String replacement = slash < 0 ? "" : text.substring(slash + 1);
    if (SafeText.complement(pattern) && SafeText.set(replacement)) {
      return Taint.none();
    }
    return startsWithLineBreak(variable) ? value.as(Form.SINGLE_LINE) : value;
  }

  private Taint<T> value(WordPart.Variable variable, Dialect dialect) {
    String name = variable.name();
    boolean arguments = dialect == Dialect.POWERSHELL && name.equalsIgnoreCase("args");
    if (name.equals("@") || name.equals("*") || arguments) {
      return allPositional();
    }
    if (name.equals("0") && dialect.isPosix()) {
      return engine.state.zero;
    }
    if (!name.isEmpty() && Names.isDigit(name.charAt(0))) {
      return positional(name);
    }
    return name.isEmpty()
        ? Taint.none()
        : engine.state.get(FlowState.key(dialect, variable.scope(), name)).taint();
  }

  private Taint<T> positional(String digits) {
    boolean number = digits.length() < 5 && digits.chars().allMatch(Names::isDigit);
    int index = number ? Integer.parseInt(digits) : 0;
    List<Taint<T>> positional = engine.state.positional;
    return index > 0 && index <= positional.size() ? positional.get(index - 1) : Taint.none();
  }

  /// bash evaluates the values of variables in arithmetic again, command substitutions in
  /// subscripts included; dash takes numbers only.
  void arithmetic(
      WordPart.Arithmetic arithmetic, Dialect dialect, @Nullable SimpleCommandView command) {
    for (WordPart part : arithmetic.parts()) {
      Taint<T> taint = part(part, dialect);
      if (dialect == Dialect.BASH || dialect == Dialect.ZSH) {
        engine.uses.add(Site.of(UseKind.EVAL, part.span(), command).part(part, true), taint);
      }
    }
  }
}

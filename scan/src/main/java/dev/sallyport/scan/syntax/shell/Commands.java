package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.SimpleCommandView.Place;
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
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Every simple command of a script in the order in which a reader meets them, with those inside
/// substitutions, functions, control flow and re-parsed code. A command comes behind the ones in
/// its own substitutions and before the ones in code that it runs.
public final class Commands {
  /// Code inside code inside code: every level is read anew, so that the length of a script counts
  /// as often.
  private static final int MAX_REPARSE = 10;

  private final List<SimpleCommandView> found = new ArrayList<>();
  private final Script script;
  private final Session session;
  private final Inputs inputs = new Inputs();
  private final HeldCommands held;
  private boolean errorsIgnored;

  private Commands(Script script, Function<String, Optional<String>> environment) {
    this.script = script;
    this.held = new HeldCommands(environment);
    this.session = new Session(script.text().length());
  }

  /// @param commands in order
  /// @param troubles in code that commands run, those of the script itself not included
  public record Found(List<SimpleCommandView> commands, List<Trouble> troubles) {
    public Found {
      commands = List.copyOf(commands);
      troubles = List.copyOf(troubles);
    }
  }

  public static List<SimpleCommandView> of(Script script) {
    return find(script).commands();
  }

  public static Found find(Script script) {
    return find(script, _ -> Optional.empty());
  }

  /// @param environment fixed values of variables that the script starts with
  public static Found find(Script script, Function<String, Optional<String>> environment) {
    Commands commands = new Commands(script, environment);
    commands.statements(script.statements(), Context.top(script.dialect()));
    return new Found(commands.found, commands.session.troubles);
  }

  private void statements(List<Statement> statements, Context context) {
    for (Statement statement : statements) {
      statement(statement, context);
    }
  }

  private void statement(Statement statement, Context context) {
    for (Redirect redirect : statement.redirects()) {
      redirect(redirect, context);
    }
    Context inside = context.redirected(statement.redirects());
    switch (statement) {
      case SimpleCommand command -> simple(command, context);
      case Expression expression -> {
        word(expression.value(), context);
        emit(expression, List.of(), context);
      }
      case Pipeline pipeline -> pipeline(pipeline, context);
      case AndOr list -> andOr(list, context);
      case Background(var _, Statement command) ->
          statement(command, context.with(Place.STATUS_IGNORED));
      case Group group ->
          statements(group.body(), group.subshell() ? inside.with(Place.SUBSHELL) : inside);
      case If conditional -> conditional(conditional, inside);
      case Loop loop -> {
        statements(loop.condition(), inside.with(Place.CONDITION).with(Place.LOOP));
        statements(loop.body(), inside.with(Place.LOOP).with(Place.CONDITIONAL));
      }
      case For loop -> {
        loop.words().forEach(w -> word(w, context));
        held.loop(loop, context.dialect());
        statements(loop.body(), inside.with(Place.LOOP));
      }
      case Case choice -> {
        word(choice.subject(), context);
        choice.arms().forEach(a -> statements(a.body(), inside.with(Place.CONDITIONAL)));
      }
      case FunctionDefinition function ->
          statements(function.body(), context.inFunction(function.name()));
      case Test test -> test.words().forEach(w -> word(w, context));
      case ArithmeticCommand arithmetic -> parts(arithmetic.expression().parts(), context);
    }
  }

  private void conditional(If conditional, Context context) {
    for (Statement.Branch branch : conditional.branches()) {
      statements(branch.condition(), context.with(Place.CONDITION));
      statements(branch.body(), context.with(Place.CONDITIONAL));
    }
    statements(conditional.otherwise(), context.with(Place.CONDITIONAL));
  }

  private void pipeline(Pipeline pipeline, Context context) {
    List<Statement> commands = pipeline.commands();
    if (commands.size() == 1) {
      statement(commands.getFirst(), context);
      return;
    }
    PipelineView view = new PipelineView(pipeline, context.pipeline(), context.stage());
    for (int i = 0; i < commands.size(); i++) {
      boolean last = i == commands.size() - 1;
      statement(commands.get(i), context.inPipeline(view, i, last));
    }
  }

  private void andOr(AndOr list, Context context) {
    int ignoredTo = -1;
    for (int i = 0; i < list.operators().size(); i++) {
      if (list.operators().get(i) == AndOr.Operator.OR && succeeds(list.commands().get(i + 1))) {
        ignoredTo = i;
      }
    }
    for (int i = 0; i < list.commands().size(); i++) {
      Context inside = i > 0 ? context.with(Place.CONDITIONAL) : context;
      statement(
          list.commands().get(i), i <= ignoredTo ? inside.with(Place.STATUS_IGNORED) : inside);
    }
  }

  private static boolean succeeds(Statement statement) {
    return statement instanceof SimpleCommand command
        && !command.words().isEmpty()
        && command
            .words()
            .getFirst()
            .literal()
            .filter(n -> n.equals("true") || n.equals(":"))
            .isPresent();
  }

  private void simple(SimpleCommand command, Context context) {
    for (Assignment assignment : command.assignments()) {
      assignment.words().forEach(w -> word(w, context));
      held.assign(assignment, context.dialect());
    }
    command.words().forEach(w -> word(w, context));
    List<Word> words =
        held.resolve(
            command,
            context.dialect(),
            context.reparsed() == 0,
            all -> runs(command, all, context));
    SimpleCommandView view = emit(command, words, context);
    held.declare(view);
    if (view.is("set")) {
      errorsIgnored = ErrorExit.after(view.arguments(), errorsIgnored);
    }
    reparse(view, context.redirected(command.redirects()));
  }

  private static boolean runs(SimpleCommand command, List<Word> words, Context context) {
    return !Interpreters.code(
            new SimpleCommandView(
                context.dialect(), command, Wrappers.unwrap(words), context.surroundings()))
        .isEmpty();
  }

  private SimpleCommandView emit(Statement syntax, List<Word> words, Context context) {
    Context here = errorsIgnored ? context.with(Place.STATUS_IGNORED) : context;
    SimpleCommandView view =
        new SimpleCommandView(
            context.dialect(), syntax, Wrappers.unwrap(words), here.surroundings());
    found.add(view);
    if (context.pipeline() != null) {
      context.pipeline().add(context.stage(), view);
    }
    return view;
  }

  private void reparse(SimpleCommandView view, Context context) {
    for (Interpreters.Code code : Interpreters.code(view)) {
      reparse(view, code.words(), code.dialect(), context);
    }
    Optional<Dialect> reads = Interpreters.readsProgram(view);
    if (reads.isPresent()) {
      if (inputs.spent(view)) {
        session.limit(
            view.span(),
            "the same text is the input of more than " + Inputs.MOST_READERS + " commands");
      }
      reparse(view, inputs.take(view), reads.get(), context);
    }
  }

  private void reparse(SimpleCommandView view, List<Word> words, Dialect dialect, Context context) {
    if (words.isEmpty() || dialect == Dialect.OTHER) {
      return;
    }
    if (context.reparsed() >= MAX_REPARSE) {
      session.limit(view.span(), "code inside code, more than " + MAX_REPARSE + " times");
      return;
    }
    Source source = Source.ofWords(words, script.text());
    List<Statement> statements = Shells.statements(dialect, source, session);
    Script code =
        Script.nested(
            dialect,
            words.getFirst().span().cover(words.getLast().span()),
            script.text(),
            statements);
    view.addCode(code);
    statements(statements, context.reparsed(dialect));
  }

  private void redirect(Redirect redirect, Context context) {
    word(redirect.target(), context);
    redirect.document().ifPresent(d -> word(d.body(), context));
  }

  private void word(Word word, Context context) {
    parts(word.parts(), context);
  }

  private void parts(List<WordPart> parts, Context context) {
    for (WordPart part : parts) {
      part(part, context);
    }
  }

  private void part(WordPart part, Context context) {
    switch (part) {
      case WordPart.CommandSubstitution substitution ->
          statements(substitution.body().statements(), context.substitution());
      case WordPart.ProcessSubstitution substitution ->
          statements(substitution.body().statements(), context.substitution());
      case WordPart.Block block -> statements(block.body().statements(), context);
      case WordPart.Variable variable -> {
        if (variable.index() != null) {
          word(variable.index(), context);
        }
        if (variable.argument() != null) {
          word(variable.argument(), context);
        }
      }
      case WordPart.SingleQuoted _,
          WordPart.DoubleQuoted _,
          WordPart.AnsiQuoted _,
          WordPart.Arithmetic _ ->
          parts(part.parts(), context);
      case WordPart.Literal _, WordPart.Placeholder _, WordPart.Spliced _ -> {}
    }
  }
}

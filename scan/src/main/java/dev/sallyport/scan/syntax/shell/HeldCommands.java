package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.shell.Statement.SimpleCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Commands that are written as a variable: `e=eval; $e "$x"`, `c=(bash -c); "${c[@]}" "$x"`,
/// `${SHELL:-sh} -c "$x"`, `$(which bash) -c "$x"`.
final class HeldCommands {
  /// Values of one variable that are told apart; those that come later are not looked at.
  private static final int MOST = 4;

  /// Words that one variable stands for, and variables that hold variables.
  private static final int MOST_WORDS = 20;

  private static final int DEEPEST = 4;

  private final Map<String, List<List<Word>>> held = new HashMap<>();
  private final Function<String, Optional<String>> environment;

  /// @param environment fixed values of variables that the script starts with
  HeldCommands(Function<String, Optional<String>> environment) {
    this.environment = environment;
  }

  /// Notes what a variable is set to.
  void assign(Assignment assignment, Dialect dialect) {
    if (assignment.append() || assignment.index() != null) {
      return;
    }
    note(
        FlowState.key(dialect, assignment.scope(), assignment.name()),
        assignment.words(),
        assignment.value() == null);
  }

  /// Notes what a loop sets its variable to.
  void loop(Statement.For loop, Dialect dialect) {
    String key = FlowState.key(dialect, loop.scope(), loop.variable());
    loop.words().forEach(word -> note(key, List.of(word), false));
  }

  /// Notes what `export X=…` and its like set.
  void declare(SimpleCommandView view) {
    if (view.is("export", "local", "declare", "readonly", "typeset")) {
      for (Word word : view.arguments()) {
        Wrappers.assignedName(word)
            .ifPresent(name -> note(name, List.of(Wrappers.assignedValue(word)), false));
      }
    }
  }

  private void note(String key, List<Word> words, boolean array) {
    List<Word> value = array ? words : words.stream().flatMap(w -> split(w).stream()).toList();
    boolean fits = !value.isEmpty() && value.size() <= MOST_WORDS;
    List<List<Word>> known = held.computeIfAbsent(key, _ -> new ArrayList<>());
    if (fits && known.size() < MOST) {
      known.add(value);
    }
  }

  /// A command's words with a variable in front replaced by what it may hold, as far as that is
  /// known: the value that pleases, else the last one. The same list if there is no such variable.
  ///
  /// @param zero whether `$0` is the shell's own
  List<Word> resolve(
      SimpleCommand command, Dialect dialect, boolean zero, Predicate<List<Word>> pleases) {
    List<Word> words = command.words();
    // `sudo $E …`: wrappers stay in front.
    List<Word> inner = Wrappers.unwrap(words).words();
    int at = words.size() - inner.size();
    if (inner.isEmpty() || inner.getFirst().parts().isEmpty()) {
      return words;
    }
    List<Word> chosen = words;
    for (List<Word> front : values(inner.getFirst(), dialect, zero, 0)) {
      List<Word> all = new ArrayList<>(words.subList(0, at));
      all.addAll(front);
      all.addAll(words.subList(at + 1, words.size()));
      chosen = all;
      if (pleases.test(all)) {
        break;
      }
    }
    return chosen;
  }

  private List<List<Word>> values(Word word, Dialect dialect, boolean zero, int depth) {
    List<WordPart> leaves = word.leaves();
    if (leaves.size() != 1 || depth > DEEPEST) {
      return List.of();
    }
    return switch (leaves.getFirst()) {
      case WordPart.Variable variable -> variable(word, variable, dialect, zero, depth);
      case WordPart.CommandSubstitution(Span at, Script body, var _) -> located(at, body, word);
      default -> List.of();
    };
  }

  private List<List<Word>> variable(
      Word word, WordPart.Variable variable, Dialect dialect, boolean zero, int depth) {
    if (variable.operator().startsWith("${")) {
      return List.of();
    }
    List<List<Word>> all = new ArrayList<>();
    List<List<Word>> known =
        held.getOrDefault(FlowState.key(dialect, variable.scope(), variable.name()), List.of());
    for (List<Word> value : known) {
      List<List<Word>> deeper =
          value.size() == 1 && value.getFirst().literal().isEmpty()
              ? values(value.getFirst(), dialect, zero, depth + 1)
              : List.of(value);
      deeper.stream().filter(v -> v.getFirst().literal().isPresent()).forEach(all::add);
    }
    boolean outer =
        dialect.isPosix() || variable.scope() == Scope.ENVIRONMENT || dialect == Dialect.CMD;
    if (known.isEmpty() && outer) {
      environment
          .apply(variable.name())
          .map(value -> pieces(value, variable.span(), word))
          .filter(value -> !value.isEmpty() && value.size() <= MOST_WORDS)
          .ifPresent(all::add);
    }
    boolean fallback = List.of(":-", "-", ":=", "=").contains(variable.operator());
    if (fallback && variable.argument() != null) {
      List<Word> other = split(variable.argument());
      if (!other.isEmpty() && other.getFirst().literal().isPresent()) {
        all.add(other);
      }
    }
    if (all.isEmpty() && known.isEmpty() && dialect.isPosix() && isShell(variable.name(), zero)) {
      all.add(List.of(named("bash", variable.span(), word)));
    }
    return all.subList(0, Math.min(MOST, all.size()));
  }

  private static boolean isShell(String name, boolean zero) {
    return name.equals("BASH") || name.equals("SHELL") || (zero && name.equals("0"));
  }

  /// `$(which bash)`, `$(command -v bash)`, `$(type -p bash)`, `$(echo bash)`.
  private static List<List<Word>> located(Span at, Script body, Word word) {
    if (body.statements().size() != 1
        || !(body.statements().getFirst() instanceof SimpleCommand command)
        || command.words().size() < 2
        || command.words().size() > 3) {
      return List.of();
    }
    String finder = command.words().getFirst().literal().map(Shells::baseName).orElse("");
    boolean finds = List.of("which", "command", "type", "echo").contains(finder);
    return command
        .words()
        .getLast()
        .literal()
        .filter(name -> finds && !name.isEmpty() && !name.startsWith("-"))
        .map(name -> List.of(List.of(named(name, at, word))))
        .orElse(List.of());
  }

  private static Word named(String name, Span at, Word like) {
    return new Word(at, List.of(new WordPart.Literal(at, name)), like.script());
  }

  /// An unquoted variable is split at blanks where it is used.
  private static List<Word> split(Word word) {
    String value = word.literal().orElse("");
    if (value.isBlank()) {
      return value.isEmpty() && word.literal().isEmpty() ? List.of(word) : List.of();
    }
    return pieces(value, word.span(), word);
  }

  private static List<Word> pieces(String value, Span at, Word like) {
    List<Word> words = new ArrayList<>();
    for (String one : value.strip().split("[ \t\n]+", MOST_WORDS + 2)) {
      words.add(named(one, at, like));
    }
    return words;
  }
}

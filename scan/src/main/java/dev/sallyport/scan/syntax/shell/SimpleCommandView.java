package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A simple command where it stands: what it runs once wrappers such as `sudo` and `env` are taken
/// off, and what surrounds it. Made by [Commands].
public final class SimpleCommandView {
  private final Dialect dialect;
  private final Statement syntax;
  private final Wrappers.Unwrapped unwrapped;
  private final Surroundings around;
  private final List<Script> code = new ArrayList<>();
  // Dozens of rules ask for these of every command.
  private volatile @Nullable String name;
  private volatile @Nullable List<String> texts;

  SimpleCommandView(
      Dialect dialect, Statement syntax, Wrappers.Unwrapped unwrapped, Surroundings around) {
    this.dialect = dialect;
    this.syntax = syntax;
    this.unwrapped = unwrapped;
    this.around = around;
  }

  /// What a command stands in.
  ///
  /// @param redirects of the groups and compound commands around it, the innermost first
  /// @param function the function whose body it is in, or null
  record Surroundings(
      List<Redirect> redirects,
      @Nullable PipelineView pipeline,
      int stage,
      Set<Place> places,
      @Nullable String function) {}

  /// Facts about where a command stands.
  public enum Place {
    /// In the body of a loop.
    LOOP,
    /// It runs only if something else turned out so: a branch, an arm, behind `&&` or `||`.
    CONDITIONAL,
    /// It is itself (part of) the condition of `if`, `while` or `until`.
    CONDITION,
    /// Its exit status has no consequence: `|| true`, `set +e`, `&`.
    STATUS_IGNORED,
    /// In a command or process substitution: its output becomes text of another command.
    SUBSTITUTION,
    /// In code that a command got as an argument or input: `sh -c`, `eval`, a here-document.
    REPARSED,
    /// In `( … )` or a part of a pipeline: its variables do not last.
    SUBSHELL
  }

  public Dialect dialect() {
    return dialect;
  }

  /// A [Statement.SimpleCommand], or a PowerShell [Statement.Expression], which has no name and
  /// hands its value down the pipeline.
  public Statement syntax() {
    return syntax;
  }

  public Span span() {
    return syntax.span();
  }

  /// The base name of the program or builtin: `curl` for `sudo -E /usr/bin/curl`. Lower-case and
  /// without `.exe` in PowerShell and cmd. Empty for a bare assignment and for a name that varies.
  public Optional<String> name() {
    String known = nameOrNone();
    return known.isEmpty() ? Optional.empty() : Optional.of(known);
  }

  private String nameOrNone() {
    String known = name;
    if (known == null) {
      known = nameWord().flatMap(Word::literal).map(this::canonical).orElse("");
      name = known;
    }
    return known;
  }

  private String canonical(String word) {
    String base = Shells.baseName(word);
    if (dialect.isPosix()) {
      return base;
    }
    String lower = base.toLowerCase(Locale.ROOT);
    return lower.endsWith(".exe") ? lower.substring(0, lower.length() - 4) : lower;
  }

  public boolean is(String... names) {
    String own = nameOrNone();
    for (String candidate : names) {
      if (candidate.equals(own)) {
        return true;
      }
    }
    return false;
  }

  public Optional<Word> nameWord() {
    List<Word> words = unwrapped.words();
    return words.isEmpty() ? Optional.empty() : Optional.of(words.getFirst());
  }

  /// What follows the name.
  public List<Word> arguments() {
    List<Word> words = unwrapped.words();
    return words.isEmpty() ? words : words.subList(1, words.size());
  }

  /// What follows the name, as text: each word's value, or what is written without its quotes.
  public List<String> argumentTexts() {
    List<String> known = texts;
    if (known == null) {
      known = arguments().stream().map(Word::plainText).toList();
      texts = known;
    }
    return known;
  }

  /// Wrappers that were taken off, the outermost first: `sudo`, `env`, `timeout`, `xargs` …
  public List<String> wrappers() {
    return unwrapped.wrappers();
  }

  /// Assignments in front of the command, without those of `env`.
  public List<Assignment> assignments() {
    return syntax instanceof Statement.SimpleCommand simple ? simple.assignments() : List.of();
  }

  /// The words that `env` and `sudo` take as assignments: `NAME=value`.
  public List<Word> environmentWords() {
    return unwrapped.environment();
  }

  /// The command's own redirections.
  public List<Redirect> redirects() {
    return syntax.redirects();
  }

  /// Redirections of the groups and compound commands around it that apply to it, innermost first.
  public List<Redirect> inheritedRedirects() {
    return around.redirects();
  }

  /// Own redirections, then inherited ones.
  public List<Redirect> allRedirects() {
    List<Redirect> all = new ArrayList<>(redirects());
    all.addAll(around.redirects());
    return all;
  }

  /// Where standard output goes, if into a file: own redirections win over inherited ones.
  public Optional<Redirect> outputFile() {
    Optional<Redirect> found = Optional.empty();
    boolean moved = false;
    for (Redirect redirect : redirects()) {
      boolean output = redirect.fd().isEmpty() || redirect.fd().equals("1");
      if (redirect.writesOutput()) {
        found = Optional.of(redirect);
      } else if (redirect.operator() == Redirect.Operator.DUPLICATE_OUTPUT && output) {
        moved = true;
        found = Optional.empty();
      }
    }
    if (found.isPresent() || moved) {
      return found;
    }
    return around.redirects().stream().filter(Redirect::writesOutput).findFirst();
  }

  /// The redirection of standard output to another descriptor, `>&3`, if that is where it goes.
  Optional<Redirect> outputDescriptor() {
    for (Redirect redirect : redirects().reversed()) {
      boolean output = redirect.fd().isEmpty() || redirect.fd().equals("1");
      if (redirect.writesOutput()) {
        return Optional.empty();
      }
      if (redirect.operator() == Redirect.Operator.DUPLICATE_OUTPUT && output) {
        return Optional.of(redirect);
      }
    }
    return Optional.empty();
  }

  /// All commands whose output passes into this one through pipes.
  public List<SimpleCommandView> upstream() {
    return around.pipeline() == null ? List.of() : around.pipeline().before(around.stage());
  }

  /// What the stage just before this one prints, as far as the script spells it out.
  List<Word> piped() {
    return around.pipeline() == null ? List.of() : around.pipeline().piped(around.stage());
  }

  /// All commands that this one's output passes into through pipes.
  public List<SimpleCommandView> downstream() {
    return around.pipeline() == null ? List.of() : around.pipeline().after(around.stage());
  }

  /// The next command that its output passes into and that something holds of. Quicker than to go
  /// through [#downstream()], for it is looked up once for a whole pipeline.
  ///
  /// @param wanted always the same object for the same question
  public Optional<SimpleCommandView> nextDownstream(Predicate<SimpleCommandView> wanted) {
    return around.pipeline() == null
        ? Optional.empty()
        : around.pipeline().next(around.stage(), wanted);
  }

  /// Whether something holds of any of [#upstream()].
  ///
  /// @param wanted always the same object for the same question
  public boolean anyUpstream(Predicate<SimpleCommandView> wanted) {
    return around.pipeline() != null && around.pipeline().anyBefore(around.stage(), wanted);
  }

  /// Whether something holds of any command of the stage just before this one.
  ///
  /// @param wanted always the same object for the same question
  public boolean anyFeeder(Predicate<SimpleCommandView> wanted) {
    return around.pipeline() != null && around.pipeline().anyFeeding(around.stage(), wanted);
  }

  /// Whether a pipe takes its output; cheaper than to list what is downstream.
  public boolean isPiped() {
    return around.pipeline() != null && around.pipeline().continues(around.stage());
  }

  /// The innermost pipeline around it.
  public Optional<Statement.Pipeline> pipeline() {
    return Optional.ofNullable(around.pipeline()).map(p -> p.syntax);
  }

  /// Position in [#pipeline()], from 0.
  public int stage() {
    return around.stage();
  }

  public boolean at(Place place) {
    return around.places().contains(place);
  }

  public boolean statusIgnored() {
    return at(Place.STATUS_IGNORED);
  }

  public boolean inLoop() {
    return at(Place.LOOP);
  }

  public boolean conditional() {
    return at(Place.CONDITIONAL);
  }

  public Optional<String> function() {
    return Optional.ofNullable(around.function());
  }

  /// Scripts that this command runs: the argument of `sh -c` or `eval`, a here-document into a
  /// shell, `echo … | sh`. Their commands follow this one in [Commands#of].
  public List<Script> code() {
    return List.copyOf(code);
  }

  void addCode(Script script) {
    code.add(script);
  }

  @Override
  public String toString() {
    return name().orElse("?") + " " + arguments();
  }
}

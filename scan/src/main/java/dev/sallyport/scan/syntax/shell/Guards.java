package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Statement.AndOr;
import dev.sallyport.scan.syntax.shell.Statement.Pipeline;
import dev.sallyport.scan.syntax.shell.Statement.SimpleCommand;
import dev.sallyport.scan.syntax.shell.Statement.Test;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Which variables a condition proves to be harmless: compared with a fixed text, or matched from
/// end to end by a strict expression.
///
/// @param ifTrue what is proven when the condition holds
/// @param ifFalse what is proven when it does not
record Guards(Set<Proof> ifTrue, Set<Proof> ifFalse) {
  /// @param key of the variable
  /// @param whole false where only one line of the value was looked at
  record Proof(String key, boolean whole) {}

  private static final Guards NONE = new Guards(Set.of(), Set.of());
  private static final int MAX_DEPTH = 40;

  @SuppressWarnings("ArgumentSelectionDefectChecker") // to swap them is what it means
  Guards not() {
    return new Guards(ifFalse, ifTrue);
  }

  Guards and(Guards other) {
    return new Guards(union(ifTrue, other.ifTrue), common(ifFalse, other.ifFalse));
  }

  Guards or(Guards other) {
    return new Guards(common(ifTrue, other.ifTrue), union(ifFalse, other.ifFalse));
  }

  private static Set<Proof> union(Set<Proof> a, Set<Proof> b) {
    Set<Proof> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }

  private static Set<Proof> common(Set<Proof> a, Set<Proof> b) {
    Set<Proof> both = new LinkedHashSet<>(a);
    both.retainAll(b);
    return both;
  }

  /// @param constants the fixed value of a variable by key, for expressions kept in one
  /// @param singleLine whether a variable's value has no line break: `grep` looks at each line
  record Reader(
      Dialect dialect,
      Function<String, Optional<String>> constants,
      Function<String, Boolean> singleLine) {

    Guards of(List<Statement> condition) {
      return condition.isEmpty() ? NONE : of(condition.getLast());
    }

    Guards of(Statement statement) {
      return switch (statement) {
        case Test test -> new Conditions(this, test.words()).read();
        case SimpleCommand command -> command(command);
        case Pipeline pipeline -> pipeline(pipeline);
        case AndOr list -> andOr(list);
        default -> NONE;
      };
    }

    private Guards andOr(AndOr list) {
      Guards all = of(list.commands().getFirst());
      for (int i = 0; i < list.operators().size(); i++) {
        Guards next = of(list.commands().get(i + 1));
        all = list.operators().get(i) == AndOr.Operator.AND ? all.and(next) : all.or(next);
      }
      return all;
    }

    private Guards pipeline(Pipeline pipeline) {
      List<Statement> commands = pipeline.commands();
      Guards guards =
          switch (commands.size()) {
            case 1 -> of(commands.getFirst());
            case 2 -> piped(commands.getFirst(), commands.getLast());
            default -> NONE;
          };
      return pipeline.negated() ? guards.not() : guards;
    }

    /// `echo "$x" | grep -qE '^…$'`.
    private Guards piped(Statement first, Statement second) {
      if (first instanceof SimpleCommand echo
          && second instanceof SimpleCommand grep
          && !echo.words().isEmpty()
          && (echo.words().getFirst().is("echo") || echo.words().getFirst().is("printf"))) {
        return grep(grep, echo.words().getLast());
      }
      return NONE;
    }

    private Guards command(SimpleCommand command) {
      List<Word> words = command.words();
      String name = words.isEmpty() ? "" : words.getFirst().literal().orElse("");
      return switch (name) {
        case "[" -> new Conditions(this, words.subList(1, Math.max(1, words.size() - 1))).read();
        case "test" -> new Conditions(this, words.subList(1, words.size())).read();
        case "grep", "egrep" ->
            command.redirects().stream()
                .filter(r -> r.operator() == Redirect.Operator.HERE_STRING)
                .findFirst()
                .map(r -> grep(command, r.target()))
                .orElse(NONE);
        default -> NONE;
      };
    }

    private Guards grep(SimpleCommand grep, Word subject) {
      List<Word> words = grep.words();
      if (words.isEmpty() || !words.getFirst().literal().orElse("").endsWith("grep")) {
        return NONE;
      }
      Arguments arguments = Arguments.of(words.subList(1, words.size()), Set.of("-e"));
      Optional<String> regex =
          arguments
              .value("-e")
              .or(() -> arguments.operands().stream().findFirst())
              .flatMap(this::text);
      boolean safe =
          regex.isPresent()
              && !arguments.has("-v", "--invert-match")
              && (SafeText.whole(regex.get())
                  || (arguments.has("-x", "--line-regexp") && SafeText.part(regex.get())));
      String key = key(subject);
      return safe && key != null
          ? new Guards(Set.of(new Proof(key, singleLine.apply(key))), Set.of())
          : NONE;
    }

    /// The text of a word that is fixed or one variable with a fixed value.
    Optional<String> text(Word word) {
      String key = key(word);
      return key == null ? word.literal() : constants.apply(key);
    }

    /// The key of the variable that a word consists of, or null.
    @Nullable String key(Word word) {
      List<WordPart> leaves = word.leaves();
      return leaves.size() == 1
              && leaves.getFirst() instanceof WordPart.Variable v
              && v.operator().isEmpty()
              && v.index() == null
          ? FlowState.key(dialect, v.scope(), v.name())
          : null;
    }
  }

  /// Reads the words of `[ … ]` and `[[ … ]]`.
  private static final class Conditions {
    private final Reader reader;
    private final List<Word> words;
    private int at;

    Conditions(Reader reader, List<Word> words) {
      this.reader = reader;
      this.words = words;
    }

    Guards read() {
      return or(0);
    }

    private Guards or(int depth) {
      Guards all = and(depth);
      while (accept("||", "-o", "-or")) {
        all = all.or(and(depth));
      }
      return all;
    }

    private Guards and(int depth) {
      Guards all = primary(depth);
      while (accept("&&", "-a", "-and")) {
        all = all.and(primary(depth));
      }
      return all;
    }

    private Guards primary(int depth) {
      boolean negated = false;
      while (accept("!", "-not", "!")) {
        negated = !negated;
      }
      Guards guards;
      if (depth < MAX_DEPTH && accept("(", "(", "(")) {
        guards = or(depth + 1);
        accept(")", ")", ")");
      } else {
        guards = comparison();
      }
      return negated ? guards.not() : guards;
    }

    private Guards comparison() {
      List<Word> operands = new ArrayList<>();
      while (at < words.size() && !isConnective(words.get(at))) {
        operands.add(words.get(at++));
      }
      return operands.size() == 3
          ? compare(operands.get(0), operands.get(1).literal().orElse(""), operands.get(2))
          : NONE;
    }

    private boolean isConnective(Word word) {
      return switch (word.text().toLowerCase(Locale.ROOT)) {
        case "&&", "||", "-a", "-o", "-and", "-or", ")" -> true;
        default -> false;
      };
    }

    private Guards compare(Word left, String operator, Word right) {
      String key = reader.key(left);
      if (key == null) {
        return NONE;
      }
      Guards proven = new Guards(Set.of(new Proof(key, true)), Set.of());
      Optional<String> text = reader.text(right);
      return switch (operator.toLowerCase(Locale.ROOT)) {
        case "=", "==" -> equal(right, proven);
        case "!=" -> equal(right, proven).not();
        case "=~", "-match", "-cmatch", "-imatch" -> matches(text, proven);
        case "-notmatch", "-cnotmatch", "-inotmatch" -> matches(text, proven).not();
        case "-eq" -> numericOrFixed(right) ? proven : NONE;
        case "-ne" -> numericOrFixed(right) ? proven.not() : NONE;
        case "-gt", "-ge", "-lt", "-le" -> reader.dialect().isPosix() ? proven : NONE;
        default -> NONE;
      };
    }

    /// `[[ $x == *[!a-z]* ]]` is false for what is harmless only.
    private static Guards equal(Word right, Guards proven) {
      if (isFixed(right)) {
        return proven;
      }
      return Patterns.harmful(List.of(right)) ? proven.not() : NONE;
    }

    /// `[[ $x =~ [^a-z] ]]` is false for what is harmless only.
    private static Guards matches(Optional<String> regex, Guards proven) {
      if (regex.filter(SafeText::whole).isPresent()) {
        return proven;
      }
      return regex.filter(SafeText::complement).isPresent() ? proven.not() : NONE;
    }

    /// `[ "$x" -eq "$x" ]` fails for what is no number; PowerShell's `-eq` compares texts.
    private boolean numericOrFixed(Word right) {
      return reader.dialect().isPosix() || isFixed(right);
    }

    private static boolean isFixed(Word word) {
      return Patterns.fixed(List.of(word));
    }

    private boolean accept(String... spellings) {
      if (at < words.size()) {
        String text = words.get(at).text().toLowerCase(Locale.ROOT);
        for (String spelling : spellings) {
          if (spelling.equals(text)) {
            at++;
            return true;
          }
        }
      }
      return false;
    }
  }
}

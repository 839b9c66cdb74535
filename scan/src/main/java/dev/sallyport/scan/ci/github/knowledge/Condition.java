package dev.sallyport.scan.ci.github.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// On which inputs a row depends. Terms are joined by `;` and must all hold; `with.x` is an input,
/// `env.X` a variable of the step:
///
/// | term | holds when |
/// |---|---|
/// | `with.x` / `!with.x` | it is given (and not empty) / it is not |
/// | `with.x=v` / `with.x!=v` | it is `v`, compared without case / it is absent or another |
/// | `with.x~v` / `with.x!~v` | `v` occurs in it / it is absent or lacks `v` |
/// | `with.x=@job` | it is given as the job's own token |
/// | `with.x=@default` | it is absent or the job's own token |
///
/// @param terms all must hold; none means always
public record Condition(List<Term> terms) {

  enum Test {
    GIVEN,
    EQUALS,
    CONTAINS,
    JOB_TOKEN,
    DEFAULT_TOKEN
  }

  /// @param variable a variable instead of an input
  /// @param negated whether the opposite is asked
  record Term(boolean variable, String name, Test test, String value, boolean negated) {

    Truth holds(Inputs inputs) {
      Optional<String> given =
          (variable ? inputs.variable(name) : inputs.input(name)).filter(text -> !text.isBlank());
      Truth truth =
          switch (test) {
            case GIVEN -> Truth.of(given.isPresent());
            case EQUALS -> given.map(this::isEqual).orElse(Truth.NO);
            case CONTAINS -> given.map(this::isContained).orElse(Truth.NO);
            case JOB_TOKEN -> given.map(Term::isJobToken).orElse(Truth.NO);
            case DEFAULT_TOKEN -> given.map(Term::isJobToken).orElse(Truth.YES);
          };
      return negated ? truth.not() : truth;
    }

    private Truth isEqual(String text) {
      return isOpen(text) ? Truth.MAYBE : Truth.of(text.strip().equalsIgnoreCase(value));
    }

    private Truth isContained(String text) {
      boolean contained = text.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
      return !contained && isOpen(text) ? Truth.MAYBE : Truth.of(contained);
    }

    private static Truth isJobToken(String text) {
      String lower = text.toLowerCase(Locale.ROOT);
      boolean job = lower.contains("github.token") || lower.contains("secrets.github_token");
      boolean choice = lower.contains("||") || lower.contains("inputs.") || lower.contains("env.");
      if (choice) {
        return Truth.MAYBE;
      }
      return Truth.of(job);
    }

    private static boolean isOpen(String text) {
      return text.contains("${{");
    }
  }

  public Condition {
    terms = List.copyOf(terms);
  }

  public Truth holds(Inputs inputs) {
    return terms.stream().map(term -> term.holds(inputs)).reduce(Truth.YES, Truth::and);
  }

  static Condition read(Sheet.Row row) {
    return parse(row.text("when"));
  }

  static Condition parse(String text) {
    List<Term> terms = new ArrayList<>();
    if (!text.isEmpty()) {
      for (String term : text.split(";", -1)) {
        terms.add(term(term.strip()));
      }
    }
    return new Condition(terms);
  }

  private static Term term(String text) {
    boolean not = text.startsWith("!");
    String rest = not ? text.substring(1) : text;
    boolean variable = rest.startsWith("env.");
    Sheet.require(variable || rest.startsWith("with."), "not a condition: " + text);
    String body = rest.substring(variable ? 4 : 5);
    int operator = operator(body);
    boolean inverse = operator > 0 && body.charAt(operator - 1) == '!';
    String name = operator < 0 ? body : body.substring(0, inverse ? operator - 1 : operator);
    String value = operator < 0 ? "" : body.substring(operator + 1);
    Sheet.require(isName(name), "not a name: " + text);
    Sheet.require(!(not && operator >= 0), "both ! and an operator: " + text);
    Sheet.require(operator < 0 || !value.isEmpty(), "no value: " + text);
    return new Term(variable, name, test(body, operator, value), value, not || inverse);
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "_.-".indexOf(c) >= 0));
  }

  private static int operator(String body) {
    int equals = body.indexOf('=');
    int tilde = body.indexOf('~');
    return equals < 0 ? tilde : tilde < 0 ? equals : Math.min(equals, tilde);
  }

  private static Test test(String body, int operator, String value) {
    if (operator < 0) {
      return Test.GIVEN;
    }
    if (body.charAt(operator) == '~') {
      return Test.CONTAINS;
    }
    return switch (value) {
      case "@job" -> Test.JOB_TOKEN;
      case "@default" -> Test.DEFAULT_TOKEN;
      default -> {
        Sheet.require(!value.startsWith("@"), "not a value: " + value);
        yield Test.EQUALS;
      }
    };
  }
}

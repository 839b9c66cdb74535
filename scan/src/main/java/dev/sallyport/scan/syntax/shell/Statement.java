package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.List;

/// A statement of a script. Statements that `;` or a line break separates are neighbours in a list.
public sealed interface Statement {

  Span span();

  /// Redirections that hold for the whole statement.
  default List<Redirect> redirects() {
    return List.of();
  }

  /// Assignments, words and redirections; `words` is empty for a bare assignment.
  record SimpleCommand(
      Span span, List<Assignment> assignments, List<Word> words, List<Redirect> redirects)
      implements Statement {
    public SimpleCommand {
      assignments = List.copyOf(assignments);
      words = List.copyOf(words);
      redirects = List.copyOf(redirects);
    }
  }

  /// A PowerShell expression as a statement: its value goes down the pipeline.
  record Expression(Span span, Word value, List<Redirect> redirects) implements Statement {
    public Expression {
      redirects = List.copyOf(redirects);
    }
  }

  /// Commands joined by `|`, or one command with `!` in front of it.
  record Pipeline(Span span, List<Statement> commands, boolean negated) implements Statement {
    public Pipeline {
      commands = List.copyOf(commands);
    }
  }

  /// `a && b || c`: `operators` stand between `commands` and are one fewer.
  record AndOr(Span span, List<Statement> commands, List<Operator> operators) implements Statement {
    public AndOr {
      commands = List.copyOf(commands);
      operators = List.copyOf(operators);
    }

    /// What joins two commands.
    public enum Operator {
      AND,
      OR
    }
  }

  /// `command &`.
  record Background(Span span, Statement command) implements Statement {}

  /// `(…)` when `subshell`, else `{ …; }`.
  record Group(Span span, boolean subshell, List<Statement> body, List<Redirect> redirects)
      implements Statement {
    public Group {
      body = List.copyOf(body);
      redirects = List.copyOf(redirects);
    }
  }

  /// `if`, with one branch per `if` and `elif`.
  record If(Span span, List<Branch> branches, List<Statement> otherwise, List<Redirect> redirects)
      implements Statement {
    public If {
      branches = List.copyOf(branches);
      otherwise = List.copyOf(otherwise);
      redirects = List.copyOf(redirects);
    }
  }

  /// A condition and what it guards.
  record Branch(List<Statement> condition, List<Statement> body) {
    public Branch {
      condition = List.copyOf(condition);
      body = List.copyOf(body);
    }
  }

  /// `while`, or `until` when `until`.
  record Loop(
      Span span,
      boolean until,
      List<Statement> condition,
      List<Statement> body,
      List<Redirect> redirects)
      implements Statement {
    public Loop {
      condition = List.copyOf(condition);
      body = List.copyOf(body);
      redirects = List.copyOf(redirects);
    }
  }

  /// `for x in words`, `select`, `foreach`. Of `for ((…))` the variable is empty and `words` holds
  /// the arithmetic. Without `in`, `words` is empty and the positional parameters are meant.
  record For(
      Span span,
      Scope scope,
      String variable,
      List<Word> words,
      List<Statement> body,
      List<Redirect> redirects)
      implements Statement {
    public For {
      words = List.copyOf(words);
      body = List.copyOf(body);
      redirects = List.copyOf(redirects);
    }
  }

  /// `case subject in … esac`, PowerShell's `switch`.
  record Case(Span span, Word subject, List<Arm> arms, List<Redirect> redirects)
      implements Statement {
    public Case {
      arms = List.copyOf(arms);
      redirects = List.copyOf(redirects);
    }
  }

  /// Patterns of a `case` and what they lead to.
  record Arm(List<Word> patterns, List<Statement> body) {
    public Arm {
      patterns = List.copyOf(patterns);
      body = List.copyOf(body);
    }
  }

  /// A function; `parameters` are named in PowerShell only.
  record FunctionDefinition(Span span, String name, List<String> parameters, List<Statement> body)
      implements Statement {
    public FunctionDefinition {
      parameters = List.copyOf(parameters);
      body = List.copyOf(body);
    }
  }

  /// `[[ … ]]`: operands and operators in order, without the brackets.
  record Test(Span span, List<Word> words, List<Redirect> redirects) implements Statement {
    public Test {
      words = List.copyOf(words);
      redirects = List.copyOf(redirects);
    }
  }

  /// `((…))`.
  record ArithmeticCommand(Span span, WordPart.Arithmetic expression, List<Redirect> redirects)
      implements Statement {
    public ArithmeticCommand {
      redirects = List.copyOf(redirects);
    }
  }
}

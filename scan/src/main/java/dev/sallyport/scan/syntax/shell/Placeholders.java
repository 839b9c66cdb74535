package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Where the CI system pastes text into a script, and between which quotes: what an attacker has to
/// write to leave them, and what a fix has to put there instead.
public final class Placeholders {
  private static final String OPEN = "${{";

  private final List<Place> found = new ArrayList<>();

  private Placeholders() {}

  /// @param quoting of the innermost quotes or here-document around it
  public record Place(WordPart.Placeholder placeholder, Quoting quoting) {}

  /// What stands around a placeholder.
  public enum Quoting {
    NONE,
    /// `'…'`, where `'` ends the string.
    SINGLE,
    /// `"…"`, where also `$(` and backticks are code.
    DOUBLE,
    /// A here-document that is expanded.
    HERE_DOCUMENT,
    /// A here-document with a quoted delimiter: only its delimiter ends it.
    QUOTED_HERE_DOCUMENT,
    /// `$((…))`.
    ARITHMETIC,
    /// A comment, which a line break ends.
    COMMENT
  }

  /// All placeholders that were understood, in order of their offsets.
  public static List<Place> of(Script script) {
    Placeholders placeholders = new Placeholders();
    placeholders.statements(script.statements());
    Cursor cursor = new Cursor(Source.of(script.text()), new Session(script.text().length()));
    script.comments().forEach(c -> placeholders.comment(c, cursor));
    placeholders.found.sort(Comparator.comparingInt(p -> p.placeholder().span().start()));
    return List.copyOf(placeholders.found);
  }

  /// @param cursor one for all comments, so that its limit on reading ahead holds for them together
  private void comment(Span comment, Cursor cursor) {
    cursor.at = comment.start();
    cursor.end = comment.end();
    while (!cursor.atEnd()) {
      if (cursor.substituted() instanceof WordPart.Placeholder placeholder) {
        found.add(new Place(placeholder, Quoting.COMMENT));
      } else {
        int next = cursor.text.indexOf(OPEN, cursor.at + 1);
        cursor.at = next < 0 ? cursor.end : Math.min(next, cursor.end);
      }
    }
  }

  private void statements(List<Statement> statements) {
    statements.forEach(this::statement);
  }

  private void statement(Statement statement) {
    statement.redirects().forEach(this::redirect);
    switch (statement) {
      case Statement.SimpleCommand command -> {
        command.assignments().forEach(a -> a.words().forEach(this::word));
        command.words().forEach(this::word);
      }
      case Statement.Expression expression -> word(expression.value());
      case Statement.Pipeline pipeline -> statements(pipeline.commands());
      case Statement.AndOr list -> statements(list.commands());
      case Statement.Background background -> statement(background.command());
      case Statement.Group group -> statements(group.body());
      case Statement.If conditional -> {
        for (Statement.Branch branch : conditional.branches()) {
          statements(branch.condition());
          statements(branch.body());
        }
        statements(conditional.otherwise());
      }
      case Statement.Loop loop -> {
        statements(loop.condition());
        statements(loop.body());
      }
      case Statement.For loop -> {
        loop.words().forEach(this::word);
        statements(loop.body());
      }
      case Statement.Case choice -> {
        word(choice.subject());
        for (Statement.Arm arm : choice.arms()) {
          arm.patterns().forEach(this::word);
          statements(arm.body());
        }
      }
      case Statement.FunctionDefinition function -> statements(function.body());
      case Statement.Test test -> test.words().forEach(this::word);
      case Statement.ArithmeticCommand arithmetic ->
          parts(arithmetic.expression().parts(), Quoting.ARITHMETIC);
    }
  }

  private void redirect(Redirect redirect) {
    word(redirect.target());
    redirect
        .document()
        .ifPresent(
            d ->
                parts(
                    d.body().parts(),
                    d.quoted() ? Quoting.QUOTED_HERE_DOCUMENT : Quoting.HERE_DOCUMENT));
  }

  private void word(Word word) {
    parts(word.parts(), Quoting.NONE);
  }

  private void parts(List<WordPart> parts, Quoting quoting) {
    for (WordPart part : parts) {
      switch (part) {
        case WordPart.Placeholder placeholder -> found.add(new Place(placeholder, quoting));
        case WordPart.SingleQuoted quoted -> parts(quoted.parts(), Quoting.SINGLE);
        case WordPart.AnsiQuoted quoted -> parts(quoted.parts(), Quoting.SINGLE);
        case WordPart.DoubleQuoted quoted -> parts(quoted.parts(), Quoting.DOUBLE);
        case WordPart.Arithmetic arithmetic -> parts(arithmetic.parts(), Quoting.ARITHMETIC);
        case WordPart.CommandSubstitution substitution ->
            statements(substitution.body().statements());
        case WordPart.ProcessSubstitution substitution ->
            statements(substitution.body().statements());
        case WordPart.Block block -> statements(block.body().statements());
        case WordPart.Variable variable -> {
          if (variable.index() != null) {
            parts(variable.index().parts(), quoting);
          }
          if (variable.argument() != null) {
            parts(variable.argument().parts(), quoting);
          }
        }
        case WordPart.Literal _, WordPart.Spliced _ -> {}
      }
    }
  }
}

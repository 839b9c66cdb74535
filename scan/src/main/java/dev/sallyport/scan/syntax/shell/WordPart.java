package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A piece of a [Word].
public sealed interface WordPart {

  Span span();

  /// The pieces inside: of quotes, of an arithmetic expression.
  default List<WordPart> parts() {
    return List.of();
  }

  /// Fixed text, escapes taken out. Glob characters, braces and tildes stay as they are.
  record Literal(Span span, String value) implements WordPart {}

  /// `'…'`: literals and placeholders.
  record SingleQuoted(Span span, List<WordPart> parts) implements WordPart {
    public SingleQuoted {
      parts = List.copyOf(parts);
    }
  }

  /// `$'…'`, its escapes decoded.
  record AnsiQuoted(Span span, List<WordPart> parts) implements WordPart {
    public AnsiQuoted {
      parts = List.copyOf(parts);
    }
  }

  /// `"…"`, also `$"…"` and PowerShell's expandable here-strings.
  record DoubleQuoted(Span span, List<WordPart> parts) implements WordPart {
    public DoubleQuoted {
      parts = List.copyOf(parts);
    }
  }

  /// A variable or parameter expansion: `$x`, `${x:-word}`, `$1`, `$@`, `$env:X`, `%X%`.
  ///
  /// @param name without sigil and scope: `x`, `1`, `@`; in PowerShell a property path is not part
  ///     of it
  /// @param operator as written (`:-`, `//`, `^^`, `:`), `${#` for a length, `${!` for an
  ///     indirection, empty for none
  /// @param index of an array, or null
  /// @param argument what stands behind the operator, or null
  record Variable(
      Span span,
      Scope scope,
      String name,
      String operator,
      @Nullable Word index,
      @Nullable Word argument)
      implements WordPart {}

  /// `$(…)`, a backtick substitution, PowerShell's `$(…)`, `@(…)` and `(…)`.
  record CommandSubstitution(Span span, Script body, boolean backtick) implements WordPart {}

  /// `$((…))`: the variables in it, those without a dollar sign too, and its literals.
  record Arithmetic(Span span, List<WordPart> parts) implements WordPart {
    public Arithmetic {
      parts = List.copyOf(parts);
    }
  }

  /// `<(…)` when `input`, else `>(…)`.
  record ProcessSubstitution(Span span, boolean input, Script body) implements WordPart {}

  /// A PowerShell script block `{…}` as an argument.
  record Block(Span span, Script body) implements WordPart {}

  /// `${{ … }}`: text that the CI system puts in before any shell reads the script.
  ///
  /// @param inner between the braces, as written
  record Placeholder(Span span, String inner) implements WordPart {}

  /// In code that was re-parsed (`bash -c "…$X…"`): the value of an expansion of the outer shell,
  /// pasted into the code as text.
  record Spliced(Span span, WordPart outer) implements WordPart {}
}

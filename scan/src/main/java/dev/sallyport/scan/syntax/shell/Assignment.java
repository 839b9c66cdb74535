package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `NAME=value`, `NAME+=value`, `NAME=(elements)`; in PowerShell `$name = value`, where a pipeline
/// on the right is a word that holds one command substitution.
///
/// @param scope where the name lives; POSIX shells and cmd know one namespace only
/// @param value null for an array literal
/// @param elements the words of an array literal
/// @param index the subscript in `NAME[index]=value`, or null
public record Assignment(
    Span span,
    Scope scope,
    String name,
    boolean append,
    @Nullable Word value,
    List<Word> elements,
    @Nullable Word index) {

  public Assignment {
    elements = List.copyOf(elements);
  }

  Assignment(
      Span span,
      Scope scope,
      String name,
      boolean append,
      @Nullable Word value,
      List<Word> elements) {
    this(span, scope, name, append, value, elements, null);
  }

  /// The value or, of an array, its elements.
  public List<Word> words() {
    return value == null ? elements : List.of(value);
  }
}

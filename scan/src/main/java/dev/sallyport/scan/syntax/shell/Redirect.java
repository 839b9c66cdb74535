package dev.sallyport.scan.syntax.shell;

import dev.sallyport.base.text.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A redirection.
///
/// @param fd the descriptor in front of the operator as written (`2`, `{log}`, PowerShell's `*`),
///     or empty
/// @param target the file, descriptor or here-string; of a here-document its delimiter
/// @param hereDoc null unless the operator is [Operator#HERE_DOC]
public record Redirect(
    Span span, String fd, Operator operator, Word target, @Nullable HereDoc hereDoc) {

  /// What is redirected, and how.
  public enum Operator {
    READ("<"),
    WRITE(">"),
    APPEND(">>"),
    CLOBBER(">|"),
    READ_WRITE("<>"),
    HERE_DOC("<<"),
    HERE_STRING("<<<"),
    DUPLICATE_INPUT("<&"),
    DUPLICATE_OUTPUT(">&"),
    WRITE_ALL("&>"),
    APPEND_ALL("&>>");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  public Optional<HereDoc> document() {
    return Optional.ofNullable(hereDoc);
  }

  /// Whether standard output goes to the file that `target` names.
  public boolean writesOutput() {
    return switch (operator) {
      case WRITE, APPEND, CLOBBER -> fd.isEmpty() || fd.equals("1") || fd.equals("*");
      case WRITE_ALL, APPEND_ALL -> true;
      case DUPLICATE_OUTPUT -> fd.isEmpty() && !isDescriptor();
      case READ, READ_WRITE, HERE_DOC, HERE_STRING, DUPLICATE_INPUT -> false;
    };
  }

  /// Whether a file that `target` names is written through any descriptor.
  public boolean writesFile() {
    return switch (operator) {
      case WRITE, APPEND, CLOBBER, WRITE_ALL, APPEND_ALL, READ_WRITE -> true;
      case DUPLICATE_OUTPUT -> !isDescriptor();
      case READ, HERE_DOC, HERE_STRING, DUPLICATE_INPUT -> false;
    };
  }

  /// Whether standard input comes from here.
  public boolean feedsInput() {
    return switch (operator) {
      case READ, READ_WRITE, HERE_DOC, HERE_STRING -> fd.isEmpty() || fd.equals("0");
      case WRITE, APPEND, CLOBBER, DUPLICATE_INPUT, DUPLICATE_OUTPUT, WRITE_ALL, APPEND_ALL ->
          false;
    };
  }

  private boolean isDescriptor() {
    return target
        .literal()
        .filter(t -> t.equals("-") || t.chars().allMatch(c -> c >= '0' && c <= '9'))
        .isPresent();
  }
}

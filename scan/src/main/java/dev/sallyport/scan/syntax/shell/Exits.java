package dev.sallyport.scan.syntax.shell;

import dev.sallyport.scan.syntax.shell.Statement.FunctionDefinition;
import dev.sallyport.scan.syntax.shell.Statement.Group;
import dev.sallyport.scan.syntax.shell.Statement.SimpleCommand;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Which statements never go on to what follows them.
final class Exits {
  private static final int MAX_DEPTH = 4;

  private Exits() {}

  static boolean always(
      List<Statement> body, Function<String, List<FunctionDefinition>> functions) {
    return always(body, functions, MAX_DEPTH);
  }

  static boolean always(Statement statement, Function<String, List<FunctionDefinition>> functions) {
    return always(List.of(statement), functions, MAX_DEPTH);
  }

  private static boolean always(
      List<Statement> body, Function<String, List<FunctionDefinition>> functions, int depth) {
    return body.stream().anyMatch(s -> always(s, functions, depth));
  }

  private static boolean always(
      Statement statement, Function<String, List<FunctionDefinition>> functions, int depth) {
    return switch (statement) {
      case Group group -> !group.subshell() && always(group.body(), functions, depth);
      case SimpleCommand command when !command.words().isEmpty() -> {
        String name = command.words().getFirst().literal().orElse("");
        yield isExit(name) || (depth > 0 && leaves(functions.apply(name), functions, depth));
      }
      default -> false;
    };
  }

  private static boolean isExit(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "exit", "return", "continue", "break", "throw" -> true;
      default -> false;
    };
  }

  /// A `die` of the script's own: it has to exit, not just return.
  private static boolean leaves(
      List<FunctionDefinition> definitions,
      Function<String, List<FunctionDefinition>> functions,
      int depth) {
    return !definitions.isEmpty()
        && definitions.stream().allMatch(f -> leaves(f, functions, depth));
  }

  private static boolean leaves(
      FunctionDefinition function,
      Function<String, List<FunctionDefinition>> functions,
      int depth) {
    return function.body().stream()
        .anyMatch(
            s ->
                s instanceof SimpleCommand command
                    && !command.words().isEmpty()
                    && !command.words().getFirst().is("return")
                    && always(s, functions, depth - 1));
  }
}

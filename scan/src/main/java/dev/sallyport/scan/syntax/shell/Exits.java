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

  /// Statements looked at for one question: functions full of calls of others would multiply. What
  /// is not looked at goes on to what follows, so that nothing less is followed.
  private static final int MAX_VISITS = 10_000;

  private final Function<String, List<FunctionDefinition>> functions;
  private final FlowLimits limits;
  private int visits;

  /// @param functions that a name may mean when it is asked
  Exits(Function<String, List<FunctionDefinition>> functions, FlowLimits limits) {
    this.functions = functions;
    this.limits = limits;
  }

  boolean always(Statement statement) {
    return always(List.of(statement));
  }

  boolean always(List<Statement> body) {
    visits = 0;
    boolean always = always(body, MAX_DEPTH);
    limits.looked(visits);
    return always;
  }

  private boolean always(List<Statement> body, int depth) {
    return body.stream().anyMatch(s -> always(s, depth));
  }

  private boolean always(Statement statement, int depth) {
    if (++visits > MAX_VISITS) {
      return false;
    }
    return switch (statement) {
      case Group group -> !group.subshell() && always(group.body(), depth);
      case SimpleCommand command when !command.words().isEmpty() -> {
        String name = command.words().getFirst().literal().orElse("");
        yield isExit(name) || (depth > 0 && leaves(functions.apply(name), depth));
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
  private boolean leaves(List<FunctionDefinition> definitions, int depth) {
    return !definitions.isEmpty() && definitions.stream().allMatch(f -> leaves(f, depth));
  }

  private boolean leaves(FunctionDefinition function, int depth) {
    return function.body().stream()
        .anyMatch(
            s ->
                s instanceof SimpleCommand command
                    && !command.words().isEmpty()
                    && !command.words().getFirst().is("return")
                    && always(s, depth - 1));
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.syntax.shell.Redirect;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.SimpleCommandView.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether what a command prints ends in the log of the run.
final class ToLog {
  private static final Set<String> TERMINALS =
      Set.of("/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/fd/1", "/dev/fd/2", "CON");
  private static final int MAX_DEPTH = 5;

  private final List<SimpleCommandView> commands;

  ToLog(List<SimpleCommandView> commands) {
    this.commands = commands;
  }

  boolean prints(SimpleCommandView command) {
    return prints(command, 0);
  }

  private boolean prints(SimpleCommandView command, int depth) {
    if (toStandardError(command)) {
      return true;
    }
    Optional<Redirect> file = command.outputFile();
    if (file.isPresent() && !file.get().writesOutput()) {
      return true;
    }
    if (file.isPresent()) {
      return file.get().target().literal().filter(TERMINALS::contains).isPresent();
    }
    if (command.at(Place.SUBSTITUTION) || !command.downstream().isEmpty()) {
      return false;
    }
    return depth >= MAX_DEPTH || isCalled(command, depth);
  }

  /// A function prints where it is called; one that nothing calls may be a trap.
  private boolean isCalled(SimpleCommandView command, int depth) {
    String function = command.function().orElse("");
    if (function.isEmpty()) {
      return true;
    }
    List<SimpleCommandView> calls =
        commands.stream()
            .filter(c -> c != command && c.is(function))
            .filter(c -> !c.function().equals(command.function()))
            .toList();
    return calls.isEmpty() || calls.stream().anyMatch(c -> prints(c, depth + 1));
  }

  private static boolean toStandardError(SimpleCommandView command) {
    return command.redirects().stream()
        .anyMatch(
            r ->
                r.operator() == Redirect.Operator.DUPLICATE_OUTPUT
                    && (r.fd().isEmpty() || r.fd().equals("1"))
                    && r.target().is("2"));
  }
}

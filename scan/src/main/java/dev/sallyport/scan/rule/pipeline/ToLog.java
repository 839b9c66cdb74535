package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.syntax.shell.Redirect;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.SimpleCommandView.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whether what a command prints ends in the log of the run.
final class ToLog {
  private static final Set<String> TERMINALS =
      Set.of("/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/fd/1", "/dev/fd/2", "CON");
  private static final int MAX_DEPTH = 5;

  private final Map<String, List<SimpleCommandView>> byName = new HashMap<>();
  private final Map<Call, Boolean> called = new HashMap<>();

  /// A function, asked for at some depth of calls.
  private record Call(String function, int depth) {}

  ToLog(List<SimpleCommandView> commands) {
    for (SimpleCommandView command : commands) {
      command
          .name()
          .ifPresent(name -> byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(command));
    }
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
    if (command.at(Place.SUBSTITUTION) || command.isPiped()) {
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
    Call call = new Call(function, depth);
    Boolean known = called.get(call);
    if (known == null) {
      List<SimpleCommandView> calls =
          byName.getOrDefault(function, List.of()).stream()
              .filter(c -> !c.function().equals(command.function()))
              .toList();
      known = calls.isEmpty() || calls.stream().anyMatch(c -> prints(c, depth + 1));
      called.put(call, known);
    }
    return known;
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

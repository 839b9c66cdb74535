package dev.sallyport.scan.syntax.shell;

import java.util.Comparator;
import java.util.List;

/// Follows marked values through a script: assignments, expansions, substitutions, pipes, files,
/// functions and re-parsed code, in the order in which the script runs. Both ways of a branch are
/// followed; a comparison that proves a value harmless counts on the way where it holds, and behind
/// it if the other way ends in `exit`. Filters that let harmless characters through only end a
/// mark.
///
/// An approximation: arrays are one value, arguments are not split, what a program that is not
/// known does with its arguments is not guessed (its output carries no mark).
public final class ShellFlow {
  private ShellFlow() {}

  /// @param uses in the order of their spans
  /// @param troubles where the script was not followed to its end
  public record Result<T>(List<Use<T>> uses, List<Trouble> troubles) {
    public Result {
      uses = List.copyOf(uses);
      troubles = List.copyOf(troubles);
    }

    public boolean complete() {
      return troubles.isEmpty();
    }
  }

  public static <T> Result<T> analyze(Script script, Marks<T> marks) {
    return analyze(script, Commands.of(script), marks);
  }

  /// The same with the commands that [Commands#of] listed for this very script.
  public static <T> Result<T> analyze(
      Script script, List<SimpleCommandView> commands, Marks<T> marks) {
    FlowEngine<T> engine = new FlowEngine<>(script, commands, marks);
    engine.run();
    List<Use<T>> uses =
        engine.uses().stream()
            .sorted(Comparator.comparingInt((Use<T> u) -> u.span().start()))
            .toList();
    return new Result<>(uses, engine.troubles());
  }
}

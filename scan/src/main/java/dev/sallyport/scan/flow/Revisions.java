package dev.sallyport.scan.flow;

import dev.sallyport.scan.syntax.expression.ExpressionParser;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Use;
import dev.sallyport.scan.syntax.shell.UseKind;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which foreign values the words and the input of a script's commands hold.
final class Revisions {
  private final JobFlow job;
  private final Scope inside;
  private final Supplier<List<Use<Taint>>> analysis;
  private final Map<SimpleCommandView, List<Use<Taint>>> byCommand = new IdentityHashMap<>();
  private @Nullable List<Use<Taint>> uses;

  /// @param analysis where the script uses foreign values; asked for only if a command needs it
  Revisions(JobFlow job, Scope inside, Supplier<List<Use<Taint>>> analysis) {
    this.job = job;
    this.inside = inside;
    this.analysis = analysis;
  }

  /// The first foreign value among the words and the input of a command that is wanted.
  Optional<Taint> of(SimpleCommandView command, Predicate<Taint> wanted) {
    for (Word word : command.arguments()) {
      Optional<Taint> found = of(command, word, wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return uses(command).stream().map(Use::label).filter(wanted).filter(job::happens).findFirst();
  }

  /// The same of one word: through an expression, the environment, or what the script assigned.
  Optional<Taint> of(SimpleCommandView command, Word word, Predicate<Taint> wanted) {
    List<WordPart> leaves = word.leaves();
    for (WordPart part : leaves) {
      for (Taint taint : taints(part)) {
        if (wanted.test(taint) && job.happens(taint)) {
          return Optional.of(taint);
        }
      }
    }
    return leaves.stream().allMatch(WordPart.Literal.class::isInstance)
        ? Optional.empty()
        : uses(command).stream()
            .filter(use -> use.part().filter(leaves::contains).isPresent())
            .map(Use::label)
            .filter(wanted)
            .filter(job::happens)
            .findFirst();
  }

  private List<Use<Taint>> uses(SimpleCommandView command) {
    uses();
    return byCommand.getOrDefault(command, List.of());
  }

  List<Use<Taint>> uses() {
    List<Use<Taint>> known = uses;
    if (known == null) {
      known = analysis.get();
      uses = known;
      for (Use<Taint> use : known) {
        if (use.kind() != UseKind.FILE_WRITE) {
          use.command()
              .ifPresent(c -> byCommand.computeIfAbsent(c, _ -> new ArrayList<>()).add(use));
        }
      }
    }
    return known;
  }

  private List<Taint> taints(WordPart part) {
    return switch (part) {
      case WordPart.Variable variable -> inside.env(variable.name());
      case WordPart.Placeholder placeholder ->
          ExpressionParser.parse(placeholder.inner(), 0).tree().stream()
              .flatMap(expr -> Flow.reaching(expr).stream())
              .flatMap(r -> inside.path(r.path()).stream())
              .toList();
      default -> List.of();
    };
  }
}

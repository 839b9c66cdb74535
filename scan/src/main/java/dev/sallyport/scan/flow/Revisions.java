package dev.sallyport.scan.flow;

import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.expression.ExpressionParser;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.shell.SimpleCommandView;
import dev.sallyport.scan.syntax.shell.Use;
import dev.sallyport.scan.syntax.shell.UseKind;
import dev.sallyport.scan.syntax.shell.Word;
import dev.sallyport.scan.syntax.shell.WordPart;
import java.util.ArrayList;
import java.util.HashMap;
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
  private @Nullable Index index;

  /// What the script does with foreign values, looked up once for all its commands.
  ///
  /// @param written by the file
  private record Index(
      Map<SimpleCommandView, List<Use<Taint>>> byCommand,
      Map<Span, List<Use<Taint>>> byPart,
      Map<String, List<Use<Taint>>> written) {

    static Index of(List<Use<Taint>> uses) {
      Index index = new Index(new HashMap<>(), new HashMap<>(), new HashMap<>());
      uses.forEach(index::add);
      return index;
    }

    private void add(Use<Taint> use) {
      if (use.kind() == UseKind.FILE_WRITE) {
        use.target().ifPresent(file -> put(written, file, use));
        return;
      }
      use.command().ifPresent(command -> put(byCommand, command, use));
      use.part().ifPresent(part -> put(byPart, part.span(), use));
    }

    private static <K> void put(Map<K, List<Use<Taint>>> map, K key, Use<Taint> use) {
      map.computeIfAbsent(key, _ -> new ArrayList<>()).add(use);
    }
  }

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
        : leaves.stream()
            .flatMap(leaf -> index().byPart().getOrDefault(leaf.span(), List.of()).stream())
            .filter(use -> use.command().filter(c -> c == command).isPresent())
            .map(Use::label)
            .filter(wanted)
            .filter(job::happens)
            .findFirst();
  }

  private List<Use<Taint>> uses(SimpleCommandView command) {
    return index().byCommand().getOrDefault(command, List.of());
  }

  /// What the script writes into a file.
  List<Use<Taint>> written(String file) {
    return index().written().getOrDefault(file, List.of());
  }

  private Index index() {
    Index known = index;
    if (known == null) {
      known = Index.of(analysis.get());
      index = known;
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

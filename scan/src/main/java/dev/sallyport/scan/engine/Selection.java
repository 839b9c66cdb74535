package dev.sallyport.scan.engine;

import dev.sallyport.base.text.Suggest;
import dev.sallyport.scan.syntax.settings.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which rules run: those that `--only` picks (all, without it), less those that `--skip` names.
public final class Selection {
  private final Collection<String> known;
  private final List<String> problems = new ArrayList<>();

  private Selection(Collection<String> known) {
    this.known = known;
  }

  /// What reading the two options came to.
  public sealed interface Result {
    /// @param rules sorted ids
    record Selected(List<String> rules) implements Result {
      public Selected {
        rules = List.copyOf(rules);
      }
    }

    /// @param problems one line each
    record Unknown(List<String> problems) implements Result {
      public Unknown {
        problems = List.copyOf(problems);
      }
    }
  }

  /// @param only ids or patterns such as `unpinned-*`
  /// @param skip the same
  /// @param known ids of all rules there are
  public static Result of(List<String> only, List<String> skip, Collection<String> known) {
    Selection selection = new Selection(known);
    Set<String> rules = new TreeSet<>(only.isEmpty() ? known : selection.pick("--only", only));
    rules.removeAll(selection.pick("--skip", skip));
    if (rules.isEmpty() && selection.problems.isEmpty()) {
      // A run without rules would always be clean, and that would be a lie.
      selection.problems.add("--only and --skip together leave no rule to run");
    }
    return selection.problems.isEmpty()
        ? new Result.Selected(List.copyOf(rules))
        : new Result.Unknown(selection.problems);
  }

  private Set<String> pick(String option, List<String> patterns) {
    Set<String> picked = new TreeSet<>();
    for (String pattern : patterns) {
      List<String> found = matching(pattern.strip());
      if (found.isEmpty()) {
        problems.add(
            "%s: there is no rule '%s'%s"
                .formatted(option, Printable.of(pattern), Suggest.hint(pattern, known)));
      }
      picked.addAll(found);
    }
    return picked;
  }

  /// Ids hold no slash, so that paths' patterns serve for them too.
  private List<String> matching(String pattern) {
    return switch (Glob.parse(pattern)) {
      case Glob.Result.Ok(Glob glob) -> known.stream().filter(glob::matches).toList();
      case Glob.Result.Bad _ -> List.of();
    };
  }
}

package dev.sallyport.scan.rule.pipeline;

import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Trigger;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.syntax.expression.ContextPath;
import dev.sallyport.scan.syntax.expression.Evaluator;
import dev.sallyport.scan.syntax.expression.Expr;
import dev.sallyport.scan.syntax.expression.Flow;
import dev.sallyport.scan.syntax.expression.Value;
import dev.sallyport.scan.syntax.expression.Values;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A `runs-on` that chooses between labels, as `${{ vars.BIG && 'self-hosted' || 'linux' }}`.
final class ChosenRunner {
  /// What tells a stranger's run from one of the repository's own: such a choice is a check.
  private static final Set<String> TELLING =
      Set.of("actor", "triggering_actor", "head_ref", "ref", "ref_name", "ref_type", "event");

  private ChosenRunner() {}

  /// The events of the workflow under which the job may get a self-hosted runner.
  static Set<String> events(Workflow workflow, Job job) {
    Set<String> out = new TreeSet<>();
    for (Text label : job.runsOn()) {
      Optional<Expr> expr =
          label.mayHaveExpressions() && label.template().isWholeExpression()
              ? label.template().whole()
              : Optional.empty();
      if (expr.isPresent() && !isCheck(expr.get())) {
        workflow.triggers().stream()
            .map(Trigger::event)
            .filter(event -> isChosen(expr.get(), event))
            .forEach(out::add);
      }
    }
    return out;
  }

  private static boolean isCheck(Expr expr) {
    return Flow.mentioned(expr).stream()
        .map(access -> access.path().segments())
        .anyMatch(s -> s.size() > 1 && s.get(0).equals("github") && TELLING.contains(s.get(1)));
  }

  private static boolean isChosen(Expr expr, String event) {
    return Evaluator.alternatives(expr, path -> context(path, event)).stream()
        .anyMatch(ChosenRunner::saysSelfHosted);
  }

  /// Inputs are empty unless somebody, or a caller, gives them.
  private static Value context(ContextPath path, String event) {
    List<String> segments = path.segments();
    boolean called = event.equals("workflow_call");
    if (segments.equals(List.of("github", "event_name")) && !called) {
      return Value.of(event);
    }
    boolean input = segments.size() > 1 && segments.getFirst().equals("inputs");
    return input && !called && !event.equals("workflow_dispatch") ? Values.NULL : Values.UNKNOWN;
  }

  private static boolean saysSelfHosted(Value value) {
    return switch (value) {
      case Value.Str(String text) -> text.strip().toLowerCase(Locale.ROOT).equals("self-hosted");
      case Value.Arr(List<Value> items, _) -> items.stream().anyMatch(ChosenRunner::saysSelfHosted);
      default -> false;
    };
  }
}

package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.flow.Gates.Passage;
import dev.sallyport.scan.syntax.expression.Access;
import dev.sallyport.scan.syntax.expression.Flow;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Steps that ask who acts and stop the job otherwise.
final class PermissionChecks {

  /// A check among the steps before `step`, or one whose output `step` depends on.
  Passage before(Job job, Step step) {
    for (Step earlier : job.steps()) {
      if (earlier == step) {
        break;
      }
      Optional<GateSteps.Question> question = GateSteps.of(earlier);
      if (question.isPresent()
          && ((question.get().fails() && stops(earlier))
              || dependsOn(step.condition(), "steps", earlier.id()))) {
        return Passage.of(gate(earlier, question.get().leaves()));
      }
    }
    return Passage.OPEN;
  }

  /// A check in a job that must have succeeded, or that `condition` asks for its outputs.
  Passage anywhere(Job job, @Nullable Text condition) {
    for (Step step : job.steps()) {
      Optional<GateSteps.Question> question = GateSteps.of(step);
      if (question.isPresent()
          && ((question.get().fails() && stops(step)) || dependsOn(condition, "needs", job.id()))) {
        return Passage.of(gate(step, question.get().leaves()));
      }
    }
    return Passage.OPEN;
  }

  private static boolean stops(Step step) {
    Text goOn = step.continueOnError();
    return goOn == null || goOn.value().equals("false");
  }

  private static boolean dependsOn(@Nullable Text condition, String context, String id) {
    if (condition == null || id.isEmpty()) {
      return false;
    }
    return Flow.mentioned(condition.template()).stream()
        .map(Access::path)
        .map(path -> path.segments())
        .anyMatch(
            s ->
                s.size() > 1
                    && s.get(0).equals(context)
                    && s.get(1).equals(id.toLowerCase(Locale.ROOT)));
  }

  private static Gate gate(Step step, Reach leaves) {
    return new Gate(
        leaves == Reach.TRIAGER ? Gate.Kind.LABEL : Gate.Kind.PERMISSION,
        leaves,
        step.file().at(step.span()),
        "check in step '" + step.label() + "'");
  }
}

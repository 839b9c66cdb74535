package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.flow.Gates.Passage;
import dev.sallyport.scan.syntax.expression.Access;
import dev.sallyport.scan.syntax.expression.Flow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Steps that ask who acts and stop the job otherwise. What a job asks is looked up once: many
/// steps stand behind its checks, and many jobs may need it.
final class PermissionChecks {
  private final Map<Job, Asked> known = new HashMap<>();
  private final Map<Text, Mentioned> mentioned = new HashMap<>();

  private record Check(Step step, Reach leaves) {}

  /// The checks of a job, as far as one of them can be the first that somebody meets.
  ///
  /// @param any the first of all
  /// @param stopping the first that ends the job
  /// @param byId the first with an id
  private record Asked(@Nullable Check any, @Nullable Check stopping, Map<String, Check> byId) {}

  /// A check among the steps before `step`, or one whose output `step` depends on.
  Passage before(Job job, Step step, Entry entry) {
    Asked asked = asked(job);
    Check first = earlier(asked.stopping(), null, step);
    if (!asked.byId().isEmpty()) {
      for (String id : mentioned(step.condition()).steps()) {
        first = earlier(asked.byId().get(id), first, step);
      }
    }
    return passage(first, entry);
  }

  private static @Nullable Check earlier(@Nullable Check a, @Nullable Check b, Step end) {
    if (a == null || a.step().index() >= end.index()) {
      return b;
    }
    return b == null || a.step().index() < b.step().index() ? a : b;
  }

  /// A check in a job that must have succeeded, or that `condition` asks for its outputs.
  Passage anywhere(Job job, @Nullable Text condition, Entry entry) {
    Asked asked = asked(job);
    if (asked.any() == asked.stopping()) {
      return passage(asked.any(), entry);
    }
    boolean read = mentioned(condition).needs().contains(job.id().toLowerCase(Locale.ROOT));
    return passage(read ? asked.any() : asked.stopping(), entry);
  }

  private Asked asked(Job job) {
    return known.computeIfAbsent(job, PermissionChecks::ask);
  }

  private static Asked ask(Job job) {
    Check any = null;
    Check stopping = null;
    Map<String, Check> byId = new HashMap<>();
    for (Step step : job.steps()) {
      GateSteps.Question question = GateSteps.of(step).orElse(null);
      if (question == null) {
        continue;
      }
      Check check = new Check(step, question.leaves());
      any = any == null ? check : any;
      stopping = stopping == null && question.fails() && stops(step) ? check : stopping;
      if (!step.id().isEmpty()) {
        byId.putIfAbsent(step.id().toLowerCase(Locale.ROOT), check);
      }
    }
    return new Asked(any, stopping, byId);
  }

  private static boolean stops(Step step) {
    Text goOn = step.continueOnError();
    return goOn == null || goOn.value().equals("false");
  }

  /// Ids, in lower case, of the steps and jobs that a condition asks for something.
  private record Mentioned(Set<String> steps, Set<String> needs) {
    static final Mentioned NOTHING = new Mentioned(Set.of(), Set.of());

    static Mentioned in(Text condition) {
      Mentioned out = new Mentioned(new HashSet<>(), new HashSet<>());
      for (Access access : Flow.mentioned(condition.template())) {
        List<String> path = access.path().segments();
        if (path.size() > 1) {
          switch (path.getFirst()) {
            case "steps" -> out.steps.add(path.get(1));
            case "needs" -> out.needs.add(path.get(1));
            default -> {}
          }
        }
      }
      return out;
    }
  }

  private Mentioned mentioned(@Nullable Text condition) {
    return condition == null
        ? Mentioned.NOTHING
        : mentioned.computeIfAbsent(condition, Mentioned::in);
  }

  private static Passage passage(@Nullable Check check, Entry entry) {
    return check == null ? Passage.OPEN : Passage.of(gate(check.step(), check.leaves(), entry));
  }

  private static Gate gate(Step step, Reach leaves, Entry entry) {
    boolean label = leaves == Reach.TRIAGER;
    return new Gate(
        label ? Gate.Kind.LABEL : Gate.Kind.PERMISSION,
        label ? Labels.leaves(entry.event(), entry.types()) : leaves,
        step.file().at(step.span()),
        "check in step '" + step.label() + "'");
  }
}

package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.Uses;
import dev.sallyport.scan.flow.Gates.Passage;
import dev.sallyport.scan.syntax.expression.Access;
import dev.sallyport.scan.syntax.expression.Flow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Steps that ask who acts and stop the job otherwise.
final class PermissionChecks {
  private final Predicate<Uses.Remote> checkingAction;

  /// @param checkingAction known actions that check the actor's permission
  PermissionChecks(Predicate<Uses.Remote> checkingAction) {
    this.checkingAction = checkingAction;
  }

  /// A check among the steps before `step`, or one whose output `step` depends on.
  Passage before(Job job, Step step) {
    for (Step earlier : job.steps()) {
      if (earlier == step) {
        break;
      }
      Optional<Gate> gate = gate(earlier);
      if (gate.isPresent() && stops(earlier)) {
        return Passage.of(gate.get());
      }
      if (gate.isPresent() && dependsOn(step.condition(), earlier.id())) {
        return Passage.of(gate.get());
      }
    }
    return Passage.OPEN;
  }

  /// A check anywhere in a job that must have succeeded.
  Passage anywhere(Job job) {
    return job.steps().stream()
        .flatMap(step -> gate(step).stream())
        .findFirst()
        .map(Passage::of)
        .orElse(Passage.OPEN);
  }

  private static boolean stops(Step step) {
    Text goOn = step.continueOnError();
    return goOn == null || goOn.value().equals("false");
  }

  private static boolean dependsOn(@org.jspecify.annotations.Nullable Text condition, String id) {
    if (condition == null || id.isEmpty()) {
      return false;
    }
    return Flow.mentioned(condition.template()).stream()
        .map(Access::path)
        .map(path -> path.segments())
        .anyMatch(
            s ->
                s.size() > 1
                    && s.get(0).equals("steps")
                    && s.get(1).equals(id.toLowerCase(Locale.ROOT)));
  }

  private Optional<Gate> gate(Step step) {
    boolean checks =
        step.remote().filter(checkingAction).isPresent() || asksInScript(step) || asksInShell(step);
    return checks
        ? Optional.of(
            new Gate(
                Gate.Kind.PERMISSION,
                Reach.WRITER,
                step.file().at(step.span()),
                "permission check in step '" + step.label() + "'"))
        : Optional.empty();
  }

  private static boolean asksInScript(Step step) {
    if (!step.isUsing("actions/github-script")) {
      return false;
    }
    String script = step.with().value("script");
    boolean asks =
        script.contains("getCollaboratorPermissionLevel")
            || script.contains("getMembershipForUserInOrg")
            || script.contains("checkCollaborator");
    return asks && containsAny(script, "setFailed", "throw ", "setOutput", "return");
  }

  private static boolean asksInShell(Step step) {
    Text run = step.run();
    if (run == null) {
      return false;
    }
    String script = run.value();
    boolean asks = script.contains("/collaborators/") && script.contains("permission");
    return asks && containsAny(script, "exit 1", "false", "GITHUB_OUTPUT");
  }

  private static boolean containsAny(String text, String... parts) {
    return List.of(parts).stream().anyMatch(text::contains);
  }
}

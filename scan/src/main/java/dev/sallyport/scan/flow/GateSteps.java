package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Text;
import dev.sallyport.scan.ci.github.knowledge.ActionKnowledge;
import dev.sallyport.scan.ci.github.knowledge.GateAction;
import dev.sallyport.scan.ci.github.knowledge.Truth;
import java.util.List;
import java.util.Optional;

/// Steps that ask whether somebody may go on: known actions, and scripts that ask the code host's
/// interface.
public final class GateSteps {

  /// @param fails whether a no ends the job; otherwise an output says so and has to be asked
  /// @param leaves the weakest person who gets a yes
  /// @param action whether a known action asks, not a script
  public record Question(boolean fails, Reach leaves, boolean action) {}

  private GateSteps() {}

  /// What a step asks, if it does.
  public static Optional<Question> of(Step step) {
    return action(step).or(() -> script(step)).or(() -> shell(step));
  }

  private static Optional<Question> action(Step step) {
    if (step.remote().isEmpty()) {
      return Optional.empty();
    }
    List<GateAction> rows =
        ActionKnowledge.gates(step.remote().get().use()).stream()
            .filter(row -> row.when().holds(step.inputs()) != Truth.NO)
            .toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    boolean label = rows.stream().allMatch(row -> row.asks() == GateAction.Asks.LABEL);
    boolean fails = rows.stream().anyMatch(row -> row.effect() == GateAction.Effect.FAILS);
    return Optional.of(new Question(fails, label ? Reach.TRIAGER : Reach.WRITER, true));
  }

  private static Optional<Question> script(Step step) {
    if (!step.isUsing("actions/github-script")) {
      return Optional.empty();
    }
    String script = step.with().value("script");
    boolean asks =
        script.contains("getCollaboratorPermissionLevel")
            || script.contains("getMembershipForUserInOrg")
            || script.contains("checkCollaborator");
    boolean fails =
        script.contains("setFailed")
            || script.contains("throw ")
            || script.contains("process.exit")
            || script.contains("checkCollaborator");
    boolean says = script.contains("setOutput") || script.contains("return");
    return asks && (fails || says)
        ? Optional.of(new Question(fails, Reach.WRITER, false))
        : Optional.empty();
  }

  private static Optional<Question> shell(Step step) {
    Text run = step.run();
    if (run == null || !run.value().contains("/collaborators/")) {
      return Optional.empty();
    }
    String script = run.value();
    boolean fails = script.contains("exit 1") || script.contains("false");
    boolean says = script.contains("GITHUB_OUTPUT");
    return script.contains("permission") && (fails || says)
        ? Optional.of(new Question(fails, Reach.WRITER, false))
        : Optional.empty();
  }
}

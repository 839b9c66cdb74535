package dev.sallyport.scan.ci.github.knowledge;

/// An action that asks whether someone may go on.
///
/// @param output says so, for [Effect#OUTPUT]; else empty
/// @param when inputs on which this depends
public record GateAction(
    ActionPattern action, Asks asks, Effect effect, String output, Condition when, String why)
    implements ActionRow {

  /// What is asked.
  public enum Asks {
    /// The permission on the repository.
    PERMISSION,
    TEAM,
    /// A list of names.
    USER,
    /// A label on the pull request.
    LABEL,
    /// Someone's word while the run waits.
    APPROVAL
  }

  /// What a no leads to.
  public enum Effect {
    /// The step fails, and what follows does not run.
    FAILS,
    /// Nothing by itself: a later condition must ask for the output.
    OUTPUT
  }

  static GateAction read(Sheet.Row row) {
    Effect effect = row.keyword("effect", Effect.class);
    String output = row.text("output");
    Sheet.require((effect == Effect.OUTPUT) == !output.isEmpty(), "output goes with its effect");
    return new GateAction(
        ActionPattern.read(row),
        row.keyword("asks", Asks.class),
        effect,
        output,
        Condition.read(row),
        row.filled("why"));
  }
}

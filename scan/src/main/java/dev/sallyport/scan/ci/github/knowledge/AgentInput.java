package dev.sallyport.scan.ci.github.knowledge;

import java.util.Locale;
import java.util.regex.Pattern;

/// What an input of an AI agent's action means for safety. An action with any row is an agent.
///
/// @param input lower case; empty for [Role#READS]
/// @param danger text in the input that gives away what the input guards; empty where there is none
public record AgentInput(ActionPattern action, Role role, String input, String danger, String why)
    implements ActionRow {

  /// What the input is for.
  public enum Role {
    /// Text that the model reads as its task: others' text in it can steer the agent, by whatever
    /// way it got there.
    PROMPT,
    TOOLS,
    USERS,
    SANDBOX,
    ARGUMENTS,
    /// No input: the agent reads the event's text by itself.
    READS
  }

  /// Whether a text given to the input gives away what it guards. A `*`, and what follows
  /// `=`, counts only as an item of its own.
  public boolean isDangerous(String text) {
    if (danger.isEmpty()) {
      return false;
    }
    boolean item = danger.equals("*") || danger.startsWith("=");
    return item
        ? ITEM.splitAsStream(text).anyMatch(dangerous()::equals)
        : text.toLowerCase(Locale.ROOT).contains(danger.toLowerCase(Locale.ROOT));
  }

  /// The text that is dangerous; empty where there is none.
  public String dangerous() {
    return danger.startsWith("=") ? danger.substring(1) : danger;
  }

  private static final Pattern ITEM = Pattern.compile("[\\s,\"'=\\[\\]]+");

  static AgentInput read(Sheet.Row row) {
    Role role = row.keyword("role", Role.class);
    String input = row.text("input").toLowerCase(Locale.ROOT);
    Sheet.require((role == Role.READS) == input.isEmpty(), "input goes with every role but reads");
    return new AgentInput(
        ActionPattern.read(row), role, input, row.text("danger"), row.filled("why"));
  }
}

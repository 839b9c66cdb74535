package dev.sallyport.scan.ci.github.knowledge;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What is known about actions, one question per table. Each table is read at its first question.
/// A [Condition] in an answer is for the caller to judge against the step's inputs.
public final class ActionKnowledge {
  private static final Lazy<ActionTable<CodeInput>> CODE_INPUTS =
      table("code-inputs.tsv", CodeInput::read);
  private static final Lazy<ActionTable<UntrustedOutput>> UNTRUSTED_OUTPUTS =
      table("untrusted-outputs.tsv", UntrustedOutput::read);
  private static final Lazy<ActionTable<BuildAction>> BUILD_ACTIONS =
      table("build-actions.tsv", BuildAction::read);

  private static final Lazy<ActionTable<ActionTokenNeed>> TOKEN_NEEDS =
      table("action-permissions.tsv", ActionTokenNeed::read);
  private static final Lazy<ActionTable<CacheUse>> CACHES =
      table("cache-actions.tsv", CacheUse::read);
  private static final Lazy<ActionTable<AgentInput>> AGENTS =
      table("agent-actions.tsv", AgentInput::read);

  private ActionKnowledge() {}

  /// The inputs whose text the action executes.
  public static List<CodeInput> codeInputs(ActionUse use) {
    return CODE_INPUTS.get().find(use);
  }

  /// The outputs that carry text of others; ask [UntrustedOutput#names] for a given one.
  public static List<UntrustedOutput> untrustedOutputs(ActionUse use) {
    return UNTRUSTED_OUTPUTS.get().find(use);
  }

  /// How the action runs code of the working directory, if it does.
  public static List<BuildAction> buildActions(ActionUse use) {
    return BUILD_ACTIONS.get().find(use);
  }

  /// What the step needs of the job's token; empty where the action is not known.
  public static Optional<TokenNeeds> tokenNeeds(ActionUse use, Inputs inputs) {
    List<ActionTokenNeed> rows = TOKEN_NEEDS.get().find(use);
    return rows.isEmpty() ? Optional.empty() : Optional.of(ActionTokenNeed.sum(rows, inputs));
  }

  /// How the action uses caches; ask [CacheUse#isOn] whether a step does.
  public static List<CacheUse> caches(ActionUse use) {
    return CACHES.get().find(use);
  }

  /// The inputs of an AI agent; empty where the action is not known as one.
  public static List<AgentInput> agentInputs(ActionUse use) {
    return AGENTS.get().find(use);
  }

  private static <T extends ActionRow> Lazy<ActionTable<T>> table(
      String resource, Function<Sheet.Row, T> reader) {
    return new Lazy<>(() -> ActionTable.read(resource, reader));
  }

  static List<ActionTable<?>> tables() {
    return List.of(
        CODE_INPUTS.get(),
        UNTRUSTED_OUTPUTS.get(),
        BUILD_ACTIONS.get(),
        TOKEN_NEEDS.get(),
        CACHES.get(),
        AGENTS.get());
  }
}

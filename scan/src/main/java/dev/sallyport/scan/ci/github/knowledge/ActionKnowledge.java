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

  private static final Lazy<ActionTable<GateAction>> GATES =
      table("gate-actions.tsv", GateAction::read);
  private static final Lazy<ActionTable<MergeAction>> MERGES =
      table("merge-actions.tsv", MergeAction::read);
  private static final Lazy<ActionTable<StaticCredential>> STATIC_CREDENTIALS =
      table("static-credential-actions.tsv", StaticCredential::read);
  private static final Lazy<ActionTable<UnpinnedTool>> UNPINNED_TOOLS =
      table("unpinned-tools.tsv", UnpinnedTool::read);
  private static final Lazy<ActionTable<OutdatedAction>> OUTDATED =
      table("outdated-actions.tsv", OutdatedAction::read);
  private static final Lazy<ActionTable<TagOnly>> TAG_ONLY = table("tag-only.tsv", TagOnly::read);
  private static final Lazy<ActionTable<SuperfluousAction>> SUPERFLUOUS =
      table("superfluous-actions.tsv", SuperfluousAction::read);
  private static final Lazy<ActionTable<DeliveryAction>> DELIVERY =
      table("delivery-actions.tsv", DeliveryAction::read);

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

  /// How the action asks whether someone may go on, if it does.
  public static List<GateAction> gates(ActionUse use) {
    return GATES.get().find(use);
  }

  /// Whether it approves or merges the pull request that started the run.
  public static Optional<MergeAction> merges(ActionUse use) {
    return MERGES.get().find(use).stream().findFirst();
  }

  /// The long-lived credentials that the step is given although the identity token would do. Those
  /// that an expression may turn off are left out.
  public static List<StaticCredential> staticCredentials(ActionUse use, Inputs inputs) {
    return STATIC_CREDENTIALS.get().find(use).stream()
        .filter(row -> row.when().holds(inputs) == Truth.YES)
        .toList();
  }

  /// The tools that the action fetches in their newest version unless told otherwise.
  public static List<UnpinnedTool> unpinnedTools(ActionUse use) {
    return UNPINNED_TOOLS.get().find(use);
  }

  /// Whether the action no longer works or has a successor.
  public static Optional<OutdatedAction> outdated(ActionUse use) {
    return OUTDATED.get().find(use).stream().findFirst();
  }

  /// Whether it cannot be named by a commit, because it looks at its own tag.
  public static boolean isNamedByTagOnly(ActionUse use) {
    return !TAG_ONLY.get().find(use).isEmpty();
  }

  /// What the runner has at hand to do the same.
  public static Optional<SuperfluousAction> superfluous(ActionUse use) {
    return SUPERFLUOUS.get().find(use).stream().findFirst();
  }

  /// Whether the step does this part of the delivery.
  public static Truth delivers(Delivery kind, ActionUse use, Inputs inputs) {
    Truth truth = Truth.NO;
    for (DeliveryAction row : DELIVERY.get().find(use)) {
      if (row.kind() == kind) {
        Truth here = row.when().holds(inputs);
        truth = here.compareTo(truth) > 0 ? here : truth;
      }
    }
    return truth;
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
        AGENTS.get(),
        GATES.get(),
        MERGES.get(),
        STATIC_CREDENTIALS.get(),
        UNPINNED_TOOLS.get(),
        OUTDATED.get(),
        TAG_ONLY.get(),
        SUPERFLUOUS.get(),
        DELIVERY.get());
  }
}

package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom a check of the labels holds off. A label is set once and stays: where the workflow also
/// starts on something that needs no rights over labels, whoever may do that goes on with another
/// text or other code than was there when the label was set (GitHub docs, "Events that trigger
/// workflows").
public final class Labels {
  private static final List<String> PULL_REQUEST =
      List.of(
          "synchronize", "reopened", "edited", "ready_for_review", "converted_to_draft", "closed");

  /// By event, what somebody without such rights can do to what has a label: its author, or with
  /// comments and reviews anyone. The usual type that runs changed code comes first.
  private static final Map<String, List<String>> LATER =
      Map.of(
          "pull_request_target", PULL_REQUEST,
          "pull_request", PULL_REQUEST,
          "pull_request_review", List.of("submitted", "edited"),
          "pull_request_review_comment", List.of("created", "edited"),
          "issues", List.of("edited", "reopened", "closed"),
          "issue_comment", List.of("created", "edited"),
          "discussion", List.of("edited"),
          "discussion_comment", List.of("created", "edited"));

  private static final List<String> USUAL_OF_PULL_REQUESTS =
      List.of("opened", "synchronize", "reopened");

  private Labels() {}

  /// The activity types that count when a workflow names none, as far as a label's worth depends
  /// on them.
  ///
  /// @param types as the trigger has them
  static List<String> effective(String event, List<String> types) {
    if (!types.isEmpty()) {
      return types;
    }
    return switch (event) {
      case "pull_request", "pull_request_target" -> USUAL_OF_PULL_REQUESTS;
      default -> List.of();
    };
  }

  /// The activity type by which somebody without rights over labels starts a run on what has one.
  ///
  /// @param types as the trigger has them; empty for the event's usual ones
  public static Optional<String> passedBy(String event, List<String> types) {
    List<String> listens = effective(event, types);
    return LATER.getOrDefault(event, List.of()).stream()
        .filter(type -> listens.isEmpty() || listens.contains(type))
        .findFirst();
  }

  /// The weakest person who gets past a check that a label is there.
  static Reach leaves(String event, List<String> types) {
    return passedBy(event, types).isPresent() ? Reach.OUTSIDER : Reach.TRIAGER;
  }
}

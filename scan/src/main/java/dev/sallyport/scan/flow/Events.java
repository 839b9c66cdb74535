package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.Reach;
import java.util.Map;

/// What is known of the events that start workflows: who can set them off, and whether the run then
/// has the repository's rights (GitHub docs, "Events that trigger workflows", "Securely using
/// pull_request_target", "GITHUB_TOKEN permissions for forked repositories").
public final class Events {

  /// @param reach the weakest person who can set it off in a public repository
  /// @param privileged false when a run set off by that person gets a read-only token and no
  ///     secrets
  public record Event(Reach reach, boolean privileged) {}

  private static final Event OUTSIDER = new Event(Reach.OUTSIDER, true);
  private static final Event FORK = new Event(Reach.OUTSIDER, false);
  private static final Event TRIAGER = new Event(Reach.TRIAGER, true);
  private static final Event WRITER = new Event(Reach.WRITER, true);
  private static final Event NOBODY = new Event(Reach.NONE, true);

  private static final Map<String, Event> KNOWN =
      Map.ofEntries(
          Map.entry("pull_request_target", OUTSIDER),
          Map.entry("issue_comment", OUTSIDER),
          Map.entry("issues", OUTSIDER),
          Map.entry("discussion", OUTSIDER),
          Map.entry("discussion_comment", OUTSIDER),
          Map.entry("fork", OUTSIDER),
          Map.entry("watch", OUTSIDER),
          Map.entry("pull_request", FORK),
          Map.entry("pull_request_review", FORK),
          Map.entry("pull_request_review_comment", FORK),
          Map.entry("label", TRIAGER),
          Map.entry("milestone", TRIAGER),
          Map.entry("gollum", WRITER),
          Map.entry("schedule", NOBODY),
          Map.entry("merge_group", WRITER));

  private Events() {}

  /// Events not listed are set off by people who may write to the repository.
  public static Event of(String name) {
    return KNOWN.getOrDefault(name, WRITER);
  }

  /// Whether something else is known of it than that people with write access set it off.
  static boolean isKnown(String name) {
    return KNOWN.containsKey(name);
  }

  /// Events whose payload has a pull request, so that "the head" is somebody's proposal.
  public static boolean hasPullRequest(String name) {
    return name.startsWith("pull_request");
  }
}

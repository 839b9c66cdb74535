package dev.sallyport.scan.flow;

import dev.sallyport.base.model.finding.PathStep;
import dev.sallyport.base.model.finding.Reach;
import java.util.List;

/// One way a workflow gets started.
///
/// @param event as in `github.event_name`
/// @param reach the weakest person who can start it this way
/// @param privileged whether such a run has the repository's token and secrets
/// @param types activity types it listens to; empty for the event's usual ones
/// @param via how it comes to that, when another workflow lies before it
public record Entry(
    String event, Reach reach, boolean privileged, List<String> types, List<PathStep> via) {

  public Entry {
    types = List.copyOf(types);
    via = List.copyOf(via);
  }
}

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
  /// No event has more; who writes more names things that do not exist.
  private static final int MOST_TYPES = 24;

  public Entry {
    types = List.copyOf(types);
    via = List.copyOf(via);
  }

  /// The same way in, one activity type each, where the types are known and each is one of few.
  List<Entry> actions() {
    List<String> each = Labels.effective(event, types);
    if (each.size() < 2 || each.size() > MOST_TYPES) {
      return List.of(this);
    }
    return each.stream()
        .distinct()
        .map(type -> new Entry(event, reach, privileged, List.of(type), via))
        .toList();
  }
}

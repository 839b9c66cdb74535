package dev.sallyport.scan.ci.github.knowledge;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A command that a step prints: `::name::value`.
///
/// @param sinceDay of the status, null for one that works; see [#since()]
/// @param instead the variable that names the file to write to; empty for one that works
public record WorkflowCommand(
    String command, Status status, @Nullable LocalDate sinceDay, String instead, String why) {

  public enum Status {
    WORKS,
    DEPRECATED,
    /// Ignored, unless `ACTIONS_ALLOW_UNSECURE_COMMANDS` is true.
    DISABLED
  }

  public Optional<LocalDate> since() {
    return Optional.ofNullable(sinceDay);
  }

  static WorkflowCommand read(Sheet.Row row) {
    Status status = row.keyword("status", Status.class);
    LocalDate since = row.date("since");
    Sheet.require((status == Status.WORKS) == (since == null), "since goes with the status");
    return new WorkflowCommand(
        row.filled("command"), status, since, row.text("instead"), row.filled("why"));
  }
}

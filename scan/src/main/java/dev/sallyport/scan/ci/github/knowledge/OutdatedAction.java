package dev.sallyport.scan.ci.github.knowledge;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An action, or versions of it, that no longer works or has a successor.
///
/// @param sinceDay null where no day is known; see [#since()]
/// @param instead another action, or what to do
public record OutdatedAction(
    ActionPattern action, State state, @Nullable LocalDate sinceDay, String instead)
    implements ActionRow {

  /// How it came to an end.
  public enum State {
    /// GitHub makes it fail.
    SHUT_OFF,
    /// The owner ended it: nobody mends it any more.
    ARCHIVED,
    /// The same under a new name, which the old one leads to as long as nobody takes it.
    MOVED,
    /// The owner points to another one.
    REPLACED
  }

  public Optional<LocalDate> since() {
    return Optional.ofNullable(sinceDay);
  }

  static OutdatedAction read(Sheet.Row row) {
    return new OutdatedAction(
        ActionPattern.read(row),
        row.keyword("state", State.class),
        row.date("since"),
        row.filled("instead"));
  }
}

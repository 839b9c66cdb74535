package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one request wants to commit: all of it or nothing.
///
/// @param tenant whose request it is
/// @param before events that come before the main one
/// @param event the main one
/// @param contested the write that another request may have done already, such as spending a replay
///     id; at most one, so that a unit wins or loses as a whole
/// @param otherwise what is logged instead when it has; there exactly when `contested` is
/// @param fresh rows that only this unit can write
public record Unit<E extends Event>(
    int tenant,
    List<Event> before,
    E event,
    @Nullable Guard contested,
    @Nullable Event otherwise,
    List<Row> fresh) {

  public Unit {
    before = List.copyOf(before);
    fresh = List.copyOf(fresh);
    if ((contested == null) != (otherwise == null)) {
      throw new IllegalArgumentException("a contested write and its event come together");
    }
  }

  /// One event and nothing else.
  public static <E extends Event> Unit<E> of(int tenant, E event) {
    return new Unit<>(tenant, List.of(), event, null, null, List.of());
  }

  public Unit<E> after(List<Event> events) {
    return new Unit<>(tenant, events, event, contested, otherwise, fresh);
  }

  public Unit<E> contested(Guard guard, Event instead) {
    return new Unit<>(tenant, before, event, Objects.requireNonNull(guard), instead, fresh);
  }

  public Unit<E> with(List<Row> rows) {
    return new Unit<>(tenant, before, event, contested, otherwise, rows);
  }
}

package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;

/// The face of the log that everybody may have: entries go in, nothing comes out.
public interface Appender {

  /// Returns when the unit is committed and its commit survives a loss of power.
  ///
  /// @throws LogUnavailable nothing happened; [NoRoom] when the disk is nearly full and the unit is
  ///     new work
  /// @throws UnitRefused nothing happened, and trying again is of no use
  /// @throws OutcomeUnknown it may have happened
  /// @throws IllegalStateException inside an open transaction: the caller would hold its locks
  /// while
  ///     it waits for others, and could still roll back what the entry says
  <E extends Event> Appended<E> append(Unit<E> unit);
}

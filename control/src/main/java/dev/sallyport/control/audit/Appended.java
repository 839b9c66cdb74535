package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;

/// What became of a [Unit]. Both are in the log.
public sealed interface Appended<E extends Event> {

  /// Its events and all its rows are committed.
  record Done<E extends Event>(Durable<E> entry) implements Appended<E> {}

  /// Somebody else had done the contested write: none of its rows is there, and in place of its
  /// events the one for this case.
  record Lost<E extends Event>(Durable<Event> otherwise) implements Appended<E> {}
}

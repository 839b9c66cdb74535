package dev.sallyport.control.audit;

import dev.sallyport.base.model.event.Event;
import dev.sallyport.trust.log.Hash;

/// An event that is committed in the log. Only this package makes one, after the commit; so whoever
/// asks for a `Durable` in a signature cannot be reached before the entry is safe.
public final class Durable<E extends Event> {

  private final E event;
  private final String origin;
  private final long index;
  private final Hash leafHash;

  Durable(E event, String origin, long index, Hash leafHash) {
    this.event = event;
    this.origin = origin;
    this.index = index;
    this.leafHash = leafHash;
  }

  public E event() {
    return event;
  }

  /// The log that it is in.
  public String origin() {
    return origin;
  }

  /// Its place there, from 0.
  public long index() {
    return index;
  }

  /// By which it is proved to be there.
  public Hash leafHash() {
    return leafHash;
  }

  @Override
  public String toString() {
    return "%s %d %s".formatted(origin, index, leafHash);
  }
}

package dev.sallyport.control.audit.sink;

import java.io.IOException;
import java.util.List;

/// A receiver of entries. It gets all of them in their order, each at least once: what was not
/// acknowledged by a return comes again. Used by one thread at a time.
public interface Sink extends AutoCloseable {

  /// By which its cursor is kept; lower-case letters, digits and `-`.
  String name();

  /// Returns when the receiver has them, by its own promise; the page of the sink says what that
  /// promise is worth.
  ///
  /// @throws PartlyDelivered when it is known to have the first ones
  /// @throws IOException when it is not known to have any of them; the message is for operators and
  ///     holds no secret
  void deliver(List<Delivery> entries) throws IOException;

  /// Whether the receiver itself says that it has what [#deliver] returned for.
  default boolean acknowledges() {
    return true;
  }

  /// How many entries are sent again after a start and after a failure, although [#deliver] had
  /// returned for them: where nobody acknowledges, the last ones may have been lost on the way.
  default int resends() {
    return 0;
  }

  @Override
  default void close() throws IOException {}
}

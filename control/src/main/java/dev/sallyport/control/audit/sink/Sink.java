package dev.sallyport.control.audit.sink;

import java.io.IOException;
import java.util.List;

/// A receiver of entries. It gets all of them in their order, each at least once: what was not
/// acknowledged by a return comes again.
public interface Sink extends AutoCloseable {

  /// By which its cursor is kept; lower-case letters, digits and `-`.
  String name();

  /// Returns when the receiver has them, by its own promise; the page of the sink says what that
  /// promise is worth.
  ///
  /// @throws IOException when it is not known to have all of them
  void deliver(List<Delivery> entries) throws IOException;

  @Override
  default void close() throws IOException {}
}

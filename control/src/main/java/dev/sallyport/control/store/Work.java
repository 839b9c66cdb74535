package dev.sallyport.control.store;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What happens inside one transaction. It may run several times, so it changes nothing but the
/// database.
@FunctionalInterface
public interface Work<T extends @Nullable Object> {

  T run(Handle handle);
}

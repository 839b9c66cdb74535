package dev.sallyport.control.audit;

import dev.sallyport.control.store.Database;

/// How many entries are committed, whoever appended them.
public final class LogSize {

  private LogSize() {}

  /// @throws dev.sallyport.control.store.StoreRefusal when the database is not there
  public static long of(Database database) {
    return database.<Long>transaction(
        handle -> handle.createQuery("select size from log_head").mapTo(Long.class).one());
  }
}

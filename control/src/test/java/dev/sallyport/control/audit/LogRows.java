package dev.sallyport.control.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.store.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What is in the tables, compared with what callers were told.
final class LogRows {

  private LogRows() {}

  /// How many entries there are; each that was acknowledged is where it was said to be.
  static long check(Database database, List<? extends Durable<?>> acknowledged)
      throws SQLException {
    var hashes = new ArrayList<String>();
    // Not from the pool, which may hold connections that a server has left.
    try (var connection = database.owner().getConnection()) {
      connection.setAutoCommit(false);
      new Rows(connection)
          .entries(0, Long.MAX_VALUE, entry -> hashes.add(entry.index() + " " + entry.hash()));
      connection.rollback();
    }
    for (Durable<?> entry : acknowledged) {
      assertThat(hashes.get((int) entry.index())).isEqualTo(entry.index() + " " + entry.leafHash());
    }
    return hashes.size();
  }
}

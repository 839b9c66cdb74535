package dev.sallyport.bench.log;

import dev.sallyport.control.store.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/// The same rows in a table of the same form, in the same server, with JDBC and nothing of ours:
/// what the log costs is the difference.
final class PlainPostgres {

  /// The embedded server takes 60; the log has some of them.
  static final int CONNECTIONS = 40;

  private static final String INSERT =
      "insert into bench_plain (index, tenant, leaf, hash) values (?, 1, ?, ?)";
  private static final String INSERT_MANY =
      """
      insert into bench_plain (index, tenant, leaf, hash)
      select * from unnest(?::bigint[], ?::integer[], ?::bytea[], ?::bytea[])
      """;

  private final DataSource source;
  private final byte[] leaf = Events.leaf();
  private final byte[] hash = new byte[32];

  /// Processes that insert at the same time have keys of their own.
  private final AtomicLong next = new AtomicLong(ProcessHandle.current().pid() << 32);

  PlainPostgres(DataSource source) {
    this.source = source;
  }

  static PlainPostgres in(Database database) throws SQLException {
    try (Connection connection = database.owner().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create table if not exists bench_plain (
            index  bigint  primary key check (index >= 0),
            tenant integer not null,
            leaf   bytea   not null check (length(leaf) <= 65535),
            hash   bytea   not null check (length(hash) = 32)
          );
          grant insert on bench_plain to sallyport_app
          """);
    }
    return new PlainPostgres(database.owner());
  }

  /// One transaction for each row.
  Speed single(int callers, int rows) throws Exception {
    try (var pool = new Pool(Math.min(callers, CONNECTIONS))) {
      pool.use(Pool.Session::insert); // connections are made and statements known
      return Load.calls(callers, rows, () -> pool.use(Pool.Session::insert));
    }
  }

  /// One connection that commits so many rows at a time: a perfect group commit without a queue.
  Speed batches(int size, int rows) throws Exception {
    try (Connection connection = source.getConnection();
        var statement = connection.prepareStatement(INSERT_MANY)) {
      connection.setAutoCommit(false);
      insertMany(connection, statement, size);
      long from = System.nanoTime();
      int count = Math.max(1, rows / size);
      long[] nanos = new long[count];
      for (int i = 0; i < count; i++) {
        long begin = System.nanoTime();
        insertMany(connection, statement, size);
        nanos[i] = System.nanoTime() - begin;
      }
      double seconds = (System.nanoTime() - from) / 1e9;
      return new Speed(List.of(count * (double) size / seconds), nanos);
    }
  }

  private void insertMany(Connection connection, PreparedStatement statement, int size)
      throws SQLException {
    Object[] indices = new Object[size];
    Arrays.setAll(indices, _ -> next.incrementAndGet());
    Object[] tenants = new Object[size];
    Arrays.fill(tenants, 1);
    byte[][] leaves = new byte[size][];
    Arrays.fill(leaves, leaf);
    byte[][] hashes = new byte[size][];
    Arrays.fill(hashes, hash);
    statement.setArray(1, connection.createArrayOf("bigint", indices));
    statement.setArray(2, connection.createArrayOf("integer", tenants));
    statement.setArray(3, connection.createArrayOf("bytea", leaves));
    statement.setArray(4, connection.createArrayOf("bytea", hashes));
    statement.executeUpdate();
    connection.commit();
  }

  /// How long another connection waits for a row after its COMMIT was answered.
  Speed visible(int rows) throws SQLException {
    try (Connection writer = source.getConnection();
        Connection reader = source.getConnection();
        var insert = writer.prepareStatement(INSERT);
        var select = reader.prepareStatement("select leaf from bench_plain where index = ?")) {
      long[] nanos = new long[rows];
      for (int i = 0; i < rows; i++) {
        long index = insert(insert);
        long from = System.nanoTime();
        select.setLong(1, index);
        try (var found = select.executeQuery()) {
          found.next();
        }
        nanos[i] = System.nanoTime() - from;
      }
      return Speed.of(nanos);
    }
  }

  /// Hashes of entries of the log, as many as a path has, in one query by key.
  ///
  /// @param indices of each query
  Speed hashes(List<Long[]> indices) throws SQLException {
    try (Connection connection = source.getConnection();
        var select =
            connection.prepareStatement("select hash from log_entry where index = any(?)")) {
      long[] nanos = new long[indices.size()];
      for (int i = 0; i < nanos.length; i++) {
        long from = System.nanoTime();
        select.setArray(1, connection.createArrayOf("bigint", indices.get(i)));
        try (var rows = select.executeQuery()) {
          while (rows.next()) {
            rows.getBytes(1);
          }
        }
        nanos[i] = System.nanoTime() - from;
      }
      return Speed.of(nanos);
    }
  }

  /// Seconds to read all entries of the log in order, looking at nothing.
  double readAll() throws SQLException {
    long from = System.nanoTime();
    try (Connection connection = source.getConnection();
        var select =
            connection.prepareStatement("select index, leaf, hash from log_entry order by index")) {
      connection.setAutoCommit(false);
      select.setFetchSize(1000);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          rows.getBytes(2);
          rows.getBytes(3);
        }
      }
      connection.rollback();
    }
    return (System.nanoTime() - from) / 1e9;
  }

  /// Seconds to connect and read the head row and the newest checkpoint.
  double readHead() throws SQLException {
    long from = System.nanoTime();
    try (Connection connection = source.getConnection();
        var statement = connection.createStatement()) {
      for (String query :
          List.of(
              "select size, edge from log_head",
              "select note from log_checkpoint order by size desc limit 1")) {
        try (var rows = statement.executeQuery(query)) {
          rows.next();
        }
      }
    }
    return (System.nanoTime() - from) / 1e9;
  }

  private long insert(PreparedStatement statement) throws SQLException {
    long index = next.incrementAndGet();
    statement.setLong(1, index);
    statement.setBytes(2, leaf);
    statement.setBytes(3, hash);
    statement.executeUpdate();
    return index;
  }

  /// Connections in auto-commit that callers share.
  final class Pool implements AutoCloseable {

    private final List<Session> all = new ArrayList<>();
    private final BlockingQueue<Session> free;

    Pool(int size) throws SQLException {
      free = new ArrayBlockingQueue<>(size);
      for (int i = 0; i < size; i++) {
        Connection connection = source.getConnection();
        connection.setAutoCommit(true);
        all.add(new Session(connection, connection.prepareStatement(INSERT)));
      }
      free.addAll(all);
    }

    /// What a caller does with a connection.
    @FunctionalInterface
    interface Use {
      void run(Session session) throws SQLException;
    }

    void use(Use use) throws SQLException, InterruptedException {
      Session session = free.take();
      try {
        use.run(session);
      } finally {
        free.add(session);
      }
    }

    @Override
    public void close() throws SQLException {
      for (Session session : all) {
        session.statement.close();
        session.connection.close();
      }
    }

    final class Session {
      private final Connection connection;
      private final PreparedStatement statement;

      Session(Connection connection, PreparedStatement statement) {
        this.connection = connection;
        this.statement = statement;
      }

      void insert() throws SQLException {
        PlainPostgres.this.insert(statement);
      }
    }
  }
}

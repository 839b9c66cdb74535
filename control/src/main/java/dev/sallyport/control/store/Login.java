package dev.sallyport.control.store;

import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/// Where a database is and as whom one enters it. It has no text form: the password would be in it.
final class Login {

  /// Sent when a connection starts, so that nothing set for the role or the database weakens it. A
  /// commit is answered when it is on the disk. A frozen client neither keeps others waiting for a
  /// lock nor holds one for long. There is no statement timeout: it could cut a COMMIT short, whose
  /// outcome is then unknown.
  private static final String OPTIONS =
      "-c synchronous_commit=on -c lock_timeout=10s -c idle_in_transaction_session_timeout=30s"
          + " -c search_path=sallyport -c TimeZone=UTC";

  private static final int CONNECT_SECONDS = 10;

  private final PGSimpleDataSource source;
  private final String place;

  private Login(PGSimpleDataSource source, String place) {
    this.source = source;
    this.place = place;
    source.setOptions(OPTIONS);
    source.setApplicationName("sallyport");
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(2 * CONNECT_SECONDS);
    source.setTcpKeepAlive(true);
  }

  /// Over the Unix socket of the embedded server.
  static Login socket(Path socket, String database, String user, String password) {
    var source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"}); // never looked at
    source.setDatabaseName(database);
    source.setUser(user);
    source.setPassword(password);
    source.setSocketFactory(UnixSocketFactory.class.getName());
    source.setSocketFactoryArg(socket.toString());
    return new Login(source, "the embedded database");
  }

  /// A connection each time it is asked for one; the pool lies above it.
  PGSimpleDataSource source() {
    return source;
  }

  String user() {
    String user = source.getUser();
    return user == null ? "" : user;
  }

  /// For messages: host and database, never the password.
  String place() {
    return place;
  }
}

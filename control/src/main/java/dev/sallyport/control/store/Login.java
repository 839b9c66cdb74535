package dev.sallyport.control.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.regex.Pattern;
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

  /// A server that was cut off without a word: callers learn of it after this long.
  private static final int READ_SECONDS = 60;

  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127\\.[0-9.]{5,11}|::1|\\[::1\\]");

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

  /// Of a URL `postgresql://user:password@host:port/database?name=value` or the same with
  /// `jdbc:` before it, as the JDBC driver and libpq write them. Without a password the driver
  /// reads `~/.pgpass` or the file in `PGPASSFILE`. A server elsewhere must prove who it is unless
  /// the URL names another `sslmode`.
  static Login parse(String url) {
    URI uri = uri(url);
    var source = new PGSimpleDataSource();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    source.setURL("jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query);
    String entry = uri.getRawUserInfo();
    if (entry != null) {
      int colon = entry.indexOf(':');
      source.setUser(decoded(colon < 0 ? entry : entry.substring(0, colon)));
      if (colon >= 0) {
        source.setPassword(decoded(entry.substring(colon + 1)));
      }
    }
    if (!query.contains("sslmode=") && !LOOPBACK.matcher(uri.getHost()).matches()) {
      source.setSslMode("verify-full");
    }
    if (!query.contains("socketTimeout=")) {
      source.setSocketTimeout(READ_SECONDS);
    }
    return new Login(source, uri.getHost() + port + uri.getPath());
  }

  private static URI uri(String url) {
    String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
    try {
      var uri = new URI(plain);
      boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      if (known && uri.getHost() != null && uri.getPath().length() > 1) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Refused below, without its text: a password may be in it.
    }
    throw new StoreRefusal(
        "database-url",
        "postgresql://USER@HOST:PORT/DATABASE",
        "an address of another form",
        "write it so, with what has a meaning in URLs percent-encoded");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
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

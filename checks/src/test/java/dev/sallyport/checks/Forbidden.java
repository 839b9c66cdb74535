package dev.sallyport.checks;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Calls that no code here makes, each with what to use in its place.
///
/// @param name of the rule and of the method in the violator class that breaks it
/// @param instead what to write
/// @param exceptions fully qualified classes that may
/// @param call whether an access is such a call
record Forbidden(
    String name, String instead, Set<String> exceptions, Predicate<AccessTarget> call) {

  /// The one implementation that reaches out; it is made only when the user asks for it.
  private static final String FETCHER = Code.ROOT + ".cli.online.GitHttp";

  /// Reads a log that the user names; given a URL only by the commands that take one.
  private static final String LOG_READER = Code.ROOT + ".trust.log.HttpSource";

  /// The embedded database: its server is a child of ours, reached over a Unix socket.
  private static final String STORE = Code.ROOT + ".control.store.";

  /// Asks a witness that the operator of a log names.
  private static final String WITNESS_CLIENT = Code.ROOT + ".trust.witness.WitnessClient";

  /// Send the log to receivers that the operator names.
  private static final String SINK = Code.ROOT + ".control.audit.sink.";

  /// Asks the issuers that an administrator names for their keys.
  private static final String KEY_FETCH = Code.ROOT + ".control.identity.federation.HttpKeyFetch";

  /// Where the server is told to listen.
  private static final String LISTEN = Code.ROOT + ".server.settings.Listen";

  private static final String PROGRAM = Code.ROOT + ".cli.Main";
  private static final String SERVER = Code.ROOT + ".server.Main";

  static final List<Forbidden> RULES =
      List.of(
          // The promises of SECURITY.md: nothing is executed, nothing is fetched.
          rule(
              "process",
              "nothing: a scan never executes",
              Set.of(STORE + "EmbeddedPostgres", STORE + "ServerProcess"),
              type("java.lang.ProcessBuilder")),
          rule("exec", "nothing: a scan never executes", method("java.lang.Runtime", "exec")),
          rule(
              "network",
              "the Fetcher that is handed in",
              Set.of(
                  FETCHER,
                  LOG_READER,
                  WITNESS_CLIENT,
                  LISTEN,
                  KEY_FETCH,
                  STORE + "UnixSocket",
                  SINK + "SyslogConnection",
                  SINK + "OpenSearchClient"),
              types(
                  "java.net.Socket",
                  "java.net.ServerSocket",
                  "java.net.DatagramSocket",
                  "java.net.InetAddress",
                  "java.net.URLConnection",
                  "java.net.HttpURLConnection",
                  "java.net.http.HttpClient")),
          rule(
              "url",
              "the Fetcher that is handed in",
              target ->
                  owner(target).equals("java.net.URL")
                      && target.getName().matches("open(Stream|Connection)|getContent")),
          rule(
              "channel",
              "the Fetcher that is handed in",
              Set.of(STORE + "UnixSocket"),
              types("java.nio.channels.SocketChannel", "java.nio.channels.ServerSocketChannel")),
          rule(
              "deserialise",
              "a parser with limits; deserialisation runs code that the input chose",
              type("java.io.ObjectInputStream")),
          rule(
              "repository",
              "a reader of the one file that is needed; JGit's Repository obeys the hostile"
                  + " repository's configuration",
              target -> owner(target).startsWith("org.eclipse.jgit.lib.Repository")),

          // The same input gives the same output, on every machine and at every time.
          rule("sleep", "a latch, a hook or a Clock", method("java.lang.Thread", "sleep")),
          rule(
              "random",
              "a RandomGenerator with a seed; SecureRandom for secrets",
              types("java.util.Random", "java.util.concurrent.ThreadLocalRandom")),
          rule("mathRandom", "a RandomGenerator with a seed", method("java.lang.Math", "random")),
          rule(
              "now",
              "a Clock parameter",
              target ->
                  owner(target).startsWith("java.time.")
                      && target.getName().equals("now")
                      && !target.getFullName().endsWith("(java.time.Clock)")),
          rule(
              "currentTime",
              "a Clock parameter; System.nanoTime to measure",
              method("java.lang.System", "currentTimeMillis")),
          rule("zone", "ZoneOffset.UTC", method("java.time.ZoneId", "systemDefault")),
          rule(
              "charset",
              "StandardCharsets.UTF_8",
              method("java.nio.charset.Charset", "defaultCharset")),
          rule("bytes", "getBytes(UTF_8)", signature("java.lang.String.getBytes()")),
          rule(
              "string",
              "new String(bytes, UTF_8)",
              signature("java.lang.String.<init>([B)", "java.lang.String.<init>([B, int, int)")),
          rule(
              "reader",
              "Files.newBufferedReader",
              target -> owner(target).matches("java\\.io\\.File(Reader|Writer)")),
          rule("locale", "Locale.ROOT", method("java.util.Locale", "getDefault")),
          rule(
              "lowerCase",
              "toLowerCase(Locale.ROOT)",
              signature("java.lang.String.toLowerCase()", "java.lang.String.toUpperCase()")),

          // Endings and outputs belong to whoever called.
          rule(
              "exit",
              "an exit code that is returned",
              Set.of(PROGRAM, SERVER),
              signature("java.lang.System.exit(int)", "java.lang.Runtime.halt(int)")),
          rule(
              "print",
              "the writer that is handed in",
              Set.of(PROGRAM, SERVER, Code.ROOT + ".checks.TerminalPicture"),
              signature("java.lang.System.out", "java.lang.System.err")),
          rule(
              "stackTrace",
              "a message to the user, or let it pass",
              target -> target.getName().equals("printStackTrace")),
          rule(
              "digest",
              "MessageDigest.isEqual, in constant time",
              Set.of(Code.ROOT + ".scan.fix.FixWriter"), // contents of files, which are no secret
              signature("java.util.Arrays.equals([B, [B)")));

  /// Every such call in these classes, one line each, sorted.
  List<String> broken(JavaClasses classes) {
    var lines = new TreeSet<String>();
    for (JavaClass type : classes) {
      if (exceptions.contains(outermost(type))) {
        continue;
      }
      for (JavaAccess<?> access : type.getAccessesFromSelf()) {
        if (call.test(access.getTarget())) {
          lines.add("%s; instead: %s".formatted(access.getDescription(), instead));
        }
      }
    }
    return List.copyOf(lines);
  }

  @Override
  public String toString() {
    return name;
  }

  private static String outermost(JavaClass type) {
    String name = type.getName();
    int inner = name.indexOf('$');
    return inner < 0 ? name : name.substring(0, inner);
  }

  private static Forbidden rule(String name, String instead, Predicate<AccessTarget> call) {
    return new Forbidden(name, instead, Set.of(), call);
  }

  private static Forbidden rule(
      String name, String instead, Set<String> exceptions, Predicate<AccessTarget> call) {
    return new Forbidden(name, instead, exceptions, call);
  }

  private static Predicate<AccessTarget> type(String name) {
    return types(name);
  }

  private static Predicate<AccessTarget> types(String... names) {
    Set<String> wanted = Set.of(names);
    return target -> wanted.contains(owner(target));
  }

  private static Predicate<AccessTarget> method(String owner, String name) {
    return target -> owner(target).equals(owner) && target.getName().equals(name);
  }

  private static Predicate<AccessTarget> signature(String... fullNames) {
    Set<String> wanted = Set.of(fullNames);
    return target -> wanted.contains(target.getFullName());
  }

  private static String owner(AccessTarget target) {
    return target.getOwner().getName();
  }
}

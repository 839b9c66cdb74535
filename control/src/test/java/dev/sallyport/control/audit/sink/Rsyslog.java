package dev.sallyport.control.audit.sink;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real rsyslog with TLS on this machine, which writes what it gets to `audit.log` in its folder.
/// The configuration is that of docs/sinks/syslog.md.
public final class Rsyslog implements Closeable {

  private static final Path PROGRAM = Path.of("/usr/sbin/rsyslogd");

  private final Path folder;
  private final int port;
  private String certificate = "server";
  private boolean wantsCertificate;
  private @Nullable Process process;

  private Rsyslog(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /// Skips the test where there is none.
  public static Rsyslog start(Path folder) throws IOException {
    assumeTrue(Files.isExecutable(PROGRAM), "not run: rsyslog is missing");
    boolean tls;
    try (Stream<Path> libraries = Files.walk(Path.of("/usr/lib"))) {
      tls = libraries.anyMatch(file -> file.endsWith("rsyslog/lmnsd_gtls.so"));
    }
    assumeTrue(tls, "not run: rsyslog's TLS (rsyslog-gnutls) is missing");
    var rsyslog = new Rsyslog(folder, freePort());
    rsyslog.start();
    return rsyslog;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public SyslogSettings settings() {
    var tls = TlsFiles.trusting(TestPki.get().certificates("ca"));
    return SyslogSettings.of("syslog", "localhost", port, tls);
  }

  /// Its file.
  public Path file() {
    return folder.resolve("audit.log");
  }

  /// With another certificate, and whether it asks for one.
  void restart(String certificate, boolean wantsCertificate) throws IOException {
    stop();
    this.certificate = certificate;
    this.wantsCertificate = wantsCertificate;
    start();
  }

  public void start() throws IOException {
    var pki = TestPki.get();
    String mode =
        wantsCertificate
            ? "streamDriver.authMode=\"x509/name\" permittedPeer=[\"client.example\"]"
            : "streamDriver.authMode=\"anon\"";
    Path configuration =
        Files.writeString(
            folder.resolve("rsyslog.conf"),
            """
            global(workDirectory="%1$s" maxMessageSize="128k"
              defaultNetstreamDriver="gtls"
              defaultNetstreamDriverCAFile="%2$s"
              defaultNetstreamDriverCertFile="%3$s"
              defaultNetstreamDriverKeyFile="%4$s")
            module(load="imtcp" streamDriver.name="gtls" streamDriver.mode="1" %5$s)
            template(name="raw" type="string" string="%%rawmsg%%\\n")
            input(type="imtcp" port="%6$d" address="127.0.0.1" supportOctetCountedFraming="on")
            *.* action(type="omfile" file="%1$s/audit.log" template="raw")
            """
                .formatted(
                    folder,
                    pki.certificates("ca"),
                    pki.certificates(certificate),
                    pki.key(certificate),
                    mode,
                    port));
    process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-n",
                "-f",
                configuration.toString(),
                "-i",
                folder.resolve("pid").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    Process running = process;
    Eventually.holds(() -> listens() || !running.isAlive() || !said().isEmpty());
    if (!listens()) {
      kill();
      throw new IOException("rsyslog: " + said());
    }
  }

  private String said() {
    try {
      return Files.readString(folder.resolve("said"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean listens() {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Asks it to end, and waits.
  public void stop() {
    end(false);
  }

  /// Ends it at once, with what it had not written.
  public void kill() {
    end(true);
  }

  private void end(boolean atOnce) {
    Process running = process;
    process = null;
    if (running != null) {
      if (atOnce) {
        running.destroyForcibly();
      } else {
        running.destroy();
      }
      running.onExit().join();
    }
  }

  @Override
  public void close() {
    kill();
  }
}

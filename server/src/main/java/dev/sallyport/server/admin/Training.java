package dev.sallyport.server.admin;

import dev.sallyport.server.output.Libraries;
import dev.sallyport.server.output.ServerLog;
import dev.sallyport.server.settings.Listen;
import dev.sallyport.server.settings.ServerSettings;
import dev.sallyport.server.web.WebSettings;
import dev.sallyport.trust.log.HttpSource;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What the launcher runs once to let the JVM record which classes the server needs: a start, an
/// entry from another command, a few readers, a stop.
final class Training {

  private static final int MAX_BYTES = 1 << 20;
  private static final List<String> READ =
      List.of(
          "health/live",
          "health/ready",
          "metrics",
          "log/key",
          "log/checkpoint",
          "log/tile/0/000.p/1",
          "log/tile/entries/000.p/1",
          "log/tile/0/001",
          "");

  private Training() {}

  /// @param args a directory of its own that is not there yet
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    var nothing = new PrintWriter(Writer.nullWriter());
    var clock = Clock.systemUTC();
    var output = new ServerLog(nothing, ServerLog.Form.JSON, clock);
    Libraries.warnTo(output);
    Path state = Path.of(args[0]);
    var parts = new Service.Parts(state, null, settings(), new WitnessOptions(), Map.of(), clock);
    try (var service = Service.open(parts, output)) {
      append(state, clock, nothing);
      var source =
          new HttpSource(URI.create("http://127.0.0.1:" + service.port()), Duration.ofSeconds(10));
      for (int round = 0; round < 3; round++) {
        READ.forEach(path -> source.read(path, MAX_BYTES));
      }
    }
  }

  private static ServerSettings settings() {
    return new ServerSettings(
        new WebSettings(Listen.ANY_PORT, null, Duration.ofSeconds(10)), null, List.of());
  }

  private static void append(Path state, Clock clock, PrintWriter nothing) {
    AuditCommand.commandLine(clock, Map.of())
        .setOut(nothing)
        .setErr(nothing)
        .execute(
            "append",
            "--state=" + state,
            "--verb=deploy.observed",
            "--environment=production",
            "--artifact=sha256:" + "0".repeat(64),
            "--actor=training");
  }
}

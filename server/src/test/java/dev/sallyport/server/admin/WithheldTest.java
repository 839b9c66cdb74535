package dev.sallyport.server.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.server.Main;
import dev.sallyport.server.output.ServerLog;
import dev.sallyport.server.settings.Listen;
import dev.sallyport.server.settings.ServerSettings;
import dev.sallyport.server.web.WebSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A server and a command that do not agree about witnesses, or whose witness is down.
final class WithheldTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of("SALLYPORT_PASSPHRASE", "correct horse battery staple");
  private static final Pattern LAG =
      Pattern.compile("^sallyport_log_publish_lag_seconds ([0-9.]+)$", Pattern.MULTILINE);

  private record Outcome(int code, String out, String err) {}

  @TempDir private Path folder;
  @TempDir private Path policies;
  private final StringWriter said = new StringWriter();

  private Path state() {
    return folder;
  }

  /// Nobody listens on port 1 of this host.
  private String[] required() throws IOException {
    Path policy =
        Files.writeString(
            policies.resolve("policy"),
            """
            witness one witness.example/one+bc299d6b+BN9eMX/cBDSD73eliaRGA1aHEYFz5rRg+y0+enEJbaBP \
            http://127.0.0.1:1/
            quorum one
            """);
    return new String[] {"--witness-policy=" + policy, "--witness-mode=required"};
  }

  private Service serve(String... witnesses) {
    var web = new WebSettings(Listen.ANY_PORT, null, Duration.ofSeconds(5));
    var parts =
        new Service.Parts(
            state(),
            null,
            new ServerSettings(web, null, List.of()),
            CommandLine.populateCommand(new WitnessOptions(), witnesses),
            ENVIRONMENT,
            Clock.systemUTC());
    return Service.open(
        parts, new ServerLog(new PrintWriter(said), ServerLog.Form.JSON, Clock.systemUTC()));
  }

  private Outcome append(String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "audit",
                "append",
                "--state=" + state(),
                "--verb=deploy.observed",
                "--environment=production",
                "--artifact=sha256:" + "ab".repeat(32),
                "--actor=ada"));
    arguments.addAll(List.of(more));
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine(Clock.systemUTC(), ENVIRONMENT, new Stop())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments.toArray(String[]::new));
    return new Outcome(code, out.toString(), err.toString());
  }

  @Test
  @SuppressWarnings("try") // how it closes is what is asked
  void whatTheServerKeepsBackIsNotPublished() throws IOException {
    try (var service = serve(required())) {
      Outcome kept = append();
      assertThat(kept.code()).as(kept.err()).isEqualTo(ExitCode.UNPUBLISHED);
      assertThat(kept.out()).contains("index   0").doesNotContain("size");
      assertThat(kept.err())
          .startsWith("logged, but not published yet: the process that has the log open keeps it");
      var metrics = URI.create("http://127.0.0.1:" + service.port() + "/metrics").toURL();
      try (var in = metrics.openStream()) {
        var lag = LAG.matcher(new String(in.readAllBytes(), UTF_8));
        assertThat(lag.find()).isTrue();
        assertThat(Double.parseDouble(lag.group(1))).isGreaterThan(5);
      }
      service.close();
      assertThat(service.isClean()).isFalse();
      assertThat(said.toString())
          .contains("the last entries are not published", "the quorum one is not met");
    }
  }

  @Test
  @SuppressWarnings("try") // how it closes is what is asked
  void quorumThatTheServerDoesNotAskForIsMissed() throws IOException {
    try (var service = serve()) {
      Outcome plain = append(required());
      assertThat(plain.code()).as(plain.err()).isEqualTo(ExitCode.UNPUBLISHED);
      assertThat(plain.err())
          .startsWith("logged and published, but without its quorum: the quorum one is not met")
          .contains("with its own --witness-policy");
      assertThat(append(required()[0]).err())
          .contains("warning: published, but the quorum one is not met");
      service.close();
      assertThat(service.isClean()).isTrue();
    }
  }

  @Test
  void modeWithoutPolicyIsWrongUsage() {
    Outcome outcome = append("--witness-mode=required");
    assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err()).contains("--witness-mode required needs --witness-policy FILE");
    assertThat(state()).isEmptyDirectory();
  }
}

package dev.sallyport.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.server.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is refused before anything is opened.
final class ServeCommandTest {

  private record Outcome(int code, String err) {}

  @TempDir private Path folder;

  private Outcome serve(String... arguments) {
    var err = new StringWriter();
    var all = new ArrayList<>(List.of("serve", "--state=" + folder.resolve("state")));
    all.addAll(List.of(arguments));
    int code =
        Main.commandLine(Clock.systemUTC(), Map.of(), new Stop())
            .setErr(new PrintWriter(err))
            .execute(all.toArray(String[]::new));
    assertThat(folder.resolve("state")).doesNotExist();
    return new Outcome(code, err.toString());
  }

  private void assertRefused(Outcome outcome, String code) {
    assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err())
        .startsWith("not started: " + code + "\n  wanted: ")
        .contains("\n  got:    ", "\n  remedy: ");
  }

  @Test
  void openAddressWantsTls() {
    assertRefused(serve("--listen=0.0.0.0:8443"), "listen-open");
    assertRefused(serve("--listen=[::]:8443"), "listen-open");
    assertRefused(serve("--listen=8443"), "listen-wrong");
  }

  @Test
  void tlsFilesAreLookedAtFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("a.pem"), "no PEM");
    assertRefused(serve("--tls-cert=" + file), "tls-half");
    assertRefused(serve("--tls-cert=" + file, "--tls-key=" + file), "tls-files");
    Path missing = folder.resolve("missing.pem");
    assertRefused(serve("--tls-cert=" + missing, "--tls-key=" + missing), "tls-files");
  }

  @Test
  void configurationIsReadFirst() throws IOException {
    assertRefused(serve("--config=" + folder.resolve("missing.yaml")), "config-unreadable");
    Path file = Files.writeString(folder.resolve("c.yaml"), "version: 1\nlistn: x\nsink: []\n");
    Outcome outcome = serve("--config=" + file);
    assertThat(outcome.code()).isEqualTo(ExitCode.USAGE);
    assertThat(outcome.err())
        .contains(
            "the configuration has 2 problems", "Did you mean 'listen'?", "Did you mean 'sinks'?");
  }

  @Test
  void commandLineWinsOverTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("c.yaml"), "version: 1\nlisten: 127.0.0.1:1\n");
    assertRefused(serve("--config=" + file, "--listen=0.0.0.0:2"), "listen-open");
  }
}

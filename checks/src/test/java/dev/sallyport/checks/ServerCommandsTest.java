package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.audit.AuditCommand;
import dev.sallyport.cli.audit.OnServer;
import dev.sallyport.server.Main;
import dev.sallyport.server.admin.Stop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// One `--help` lists both programs: the scanner's lists what the server's has, in the same words.
final class ServerCommandsTest {

  private static final CommandLine SERVER =
      Main.commandLine(Clock.systemUTC(), Map.of(), new Stop());

  @Test
  void helpListsTheCommandsOfTheServer() {
    assertThat(SERVER.getSubcommands().keySet()).containsExactlyInAnyOrder("audit", "serve");
    assertThat(description(new CommandLine(new OnServer.Serve())))
        .isEqualTo(description(SERVER.getSubcommands().get("serve")));
    var server = audit().getSubcommands();
    var listed = AuditCommand.with(Clock.systemUTC()).getSubcommands();
    assertThat(server).isNotEmpty();
    assertThat(listed.keySet()).containsAll(server.keySet()).endsWith("help");
    for (String name : List.of("append", "search", "erase", "reindex")) {
      assertThat(description(listed.get(name))).isEqualTo(description(server.get(name)));
    }
  }

  @Test
  void launcherKnowsWhichAreTheServers() throws Exception {
    String launcher = Files.readString(Path.of(System.getProperty("sallyport.root"), "sallyport"));
    assertThat(launcher).contains("[ \"${1:-}\" = serve ]");
    for (String name : audit().getSubcommands().keySet()) {
      assertThat(launcher).contains("[ \"${2:-}\" = " + name + " ]");
    }
  }

  private static CommandLine audit() {
    return Objects.requireNonNull(SERVER.getSubcommands().get("audit"));
  }

  private static String description(@Nullable CommandLine command) {
    Objects.requireNonNull(command);
    return String.join("\n", command.getCommandSpec().usageMessage().description());
  }
}

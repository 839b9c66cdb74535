package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.audit.AuditCommand;
import dev.sallyport.server.Main;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// One `--help` lists both programs: the scanner's lists what the server's has, in the same words.
final class ServerCommandsTest {

  private static final CommandLine SERVER = Main.commandLine(Clock.systemUTC(), Map.of());

  @Test
  void helpListsTheCommandsOfTheServer() {
    assertThat(SERVER.getSubcommands().keySet()).containsExactly("audit");
    var server = SERVER.getSubcommands().get("audit").getSubcommands();
    var listed = AuditCommand.with(Clock.systemUTC()).getSubcommands();
    assertThat(server).isNotEmpty();
    assertThat(listed.keySet()).containsAll(server.keySet());
    for (String name : List.of("append", "reindex")) {
      assertThat(description(listed.get(name))).isEqualTo(description(server.get(name)));
    }
  }

  @Test
  void launcherKnowsWhichAreTheServers() throws Exception {
    String launcher = Files.readString(Path.of(System.getProperty("sallyport.root"), "sallyport"));
    for (String name : SERVER.getSubcommands().get("audit").getSubcommands().keySet()) {
      assertThat(launcher).contains("[ \"${2:-}\" = " + name + " ]");
    }
  }

  private static String description(CommandLine command) {
    return String.join("\n", command.getCommandSpec().usageMessage().description());
  }
}

package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Our own shell scripts, seen by ShellCheck.
@Tag("slow")
final class ScriptsTest {

  private static final List<String> SCRIPTS =
      List.of(
          "sallyport",
          "dev",
          ".ci/run",
          "tools/picture.sh",
          "tools/action.sh"); // -x: and what they source

  @Test
  void shellCheckFindsNothing() throws IOException {
    Checkout here = Checkout.here();
    assumeTrue(installed(), "not run: shellcheck is not installed");
    var command = new java.util.ArrayList<>(List.of("shellcheck", "-x", "-s", "bash"));
    command.addAll(SCRIPTS);
    assertThat(here.run(here.root(), command.toArray(String[]::new)).out()).isEmpty();
  }

  private static boolean installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "shellcheck")));
  }
}

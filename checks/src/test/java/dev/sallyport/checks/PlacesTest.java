package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.checks.Checkout.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The places of use in `docs/use.md`, each run as its host would run it.
@Tag("slow")
final class PlacesTest {

  private final Checkout here = Checkout.here();
  @TempDir Path workspace;

  @BeforeEach
  void sample() throws IOException {
    Path workflows = Files.createDirectories(workspace.resolve(".github/workflows"));
    try (Stream<Path> files = Files.list(here.root().resolve("docs/sample/workflows"))) {
      for (Path file : files.toList()) {
        Files.copy(file, workflows.resolve(file.getFileName()));
      }
    }
  }

  @Test
  void actionFailsOnFindingsAndLeavesTheReport() throws IOException {
    Outcome outcome = action(Map.of("INPUT_FORMAT", "sarif", "INPUT_OUTPUT", "a report.sarif"));
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(workspace.resolve("a report.sarif")).content().contains("template-injection");
    assertThat(workspace.resolve("outputs")).hasContent("report=a report.sarif");
  }

  @Test
  void actionPassesOptionsOn() throws IOException {
    Outcome outcome =
        action(Map.of("INPUT_FAIL_ON", "never", "INPUT_ARGS", "--quiet\n --only missing-*"));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("missing-permissions").doesNotContain("template-injection");
  }

  /// An option wins over the repository's own configuration, so it is given only when it is set.
  @Test
  void actionLeavesUnsetInputsToTheConfiguration() throws IOException {
    assertThat(action(Map.of()).code()).isEqualTo(1);
    Files.writeString(workspace.resolve(".sallyport.yaml"), "version: 1\nfail-on: never\n");
    assertThat(action(Map.of()).code()).isZero();
    assertThat(action(Map.of("INPUT_FAIL_ON", "high")).code()).isEqualTo(1);
    assertThat(here.root().resolve("action.yml"))
        .content()
        .doesNotContain("default: high", "default: default");
    assertThat(here.root().resolve("templates/gitlab-ci.yml"))
        .content()
        .doesNotContain("default: high", "default: default")
        .contains("${SALLYPORT_FAIL_ON:+--fail-on \"$SALLYPORT_FAIL_ON\"}");
  }

  @Test
  void actionTakesInputsAsDataOnly() throws IOException {
    for (String input :
        new String[] {"PATH", "FORMAT", "OUTPUT", "FAIL_ON", "PERSONA", "BASELINE", "ARGS"}) {
      action(Map.of("INPUT_" + input, "$(touch made)`touch made`;touch made"));
      action(Map.of("INPUT_" + input, "x\nreport=forged"));
    }
    assertThat(workspace.resolve("made")).doesNotExist();
    assertThat(workspace.resolve("outputs")).content().doesNotContain("forged");
  }

  @Test
  void everyInputOfTheActionReachesItsScript() throws IOException {
    String action = Files.readString(here.root().resolve("action.yml"));
    String script = Files.readString(here.root().resolve("tools/action.sh"));
    Matcher inputs =
        Pattern.compile("(INPUT_[A-Z_]+): \\$\\{\\{ inputs\\.([a-z-]+) }}").matcher(action);
    int count = 0;
    while (inputs.find()) {
      assertThat(script).contains("${" + inputs.group(1) + ":-");
      assertThat(action).contains("\n  " + inputs.group(2) + ":\n");
      count++;
    }
    assertThat(count).isEqualTo(7);
    assertThat(action.substring(action.indexOf("run: "))).doesNotContain("${{");
  }

  @Test
  void preCommitHookFailsOnFindings() throws IOException {
    String hooks = Files.readString(here.root().resolve(".pre-commit-hooks.yaml"));
    String entry = value(hooks, "entry");
    String[] command = entry.split(" ", -1);
    // As pre-commit does for `language: script`: the first word is a path in the hook's repository.
    command[0] = here.root().resolve(command[0]).toString();
    Outcome outcome = here.run(workspace, command);
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains(".github/workflows/greet.yml:");

    // A workflow's scripts may have any name: nothing but all files would do.
    assertThat(value(hooks, "always_run")).isEqualTo("true");
    assertThat(value(hooks, "pass_filenames")).isEqualTo("false");
    assertThat(hooks).doesNotContain("files:");
  }

  @Test
  void ourOwnPipelinesAreClean() throws IOException {
    Outcome outcome = here.sallyport("scan", "--persona", "pedantic", "--fail-on", "info", ".");
    assertThat(outcome.code()).as(outcome.out()).isZero();
  }

  private Outcome action(Map<String, String> inputs) throws IOException {
    Checkout checkout = here.with("GITHUB_OUTPUT", workspace.resolve("outputs").toString());
    for (var input : inputs.entrySet()) {
      checkout = checkout.with(input.getKey(), input.getValue());
    }
    return checkout.run(workspace, here.root().resolve("tools/action.sh").toString());
  }

  private static String value(String yaml, String key) {
    Matcher matcher = Pattern.compile("(?m)^  " + key + ": (.+)$").matcher(yaml);
    assertThat(matcher.find()).as(key).isTrue();
    return matcher.group(1);
  }
}

package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// What the pages say of the command line, and how many rules they promise.
final class DocumentationTest {
  private static final Pattern OPTION = Pattern.compile("`(-{1,2}[a-zA-Z][a-z-]*)");

  @Test
  void thePageHasARowForEveryOptionAndNoOther() throws IOException {
    String page = read("docs/use.md");
    int from = page.indexOf("## Options of scan");
    Set<String> documented = new TreeSet<>();
    page.substring(from, page.indexOf("\n\nThe width of", from))
        .lines()
        .filter(line -> line.startsWith("| `-"))
        .forEach(
            line ->
                OPTION
                    .matcher(line.split("\\|", -1)[1])
                    .results()
                    .forEach(found -> documented.add(found.group(1))));
    Set<String> options = new TreeSet<>();
    CommandLine scan = new CommandLine(new ScanCommand(Clock.systemUTC(), Map.of()));
    for (OptionSpec option : scan.getCommandSpec().options()) {
      options.addAll(Set.of(option.names()));
    }
    assertThat(documented).isEqualTo(options);
  }

  @Test
  void theHelpSaysEveryWordThatAnOptionTakes() {
    String help = CommandLineTool.run("scan", "--help").out();
    assertThat(help).doesNotContain("${", "%n");
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void thePagesPromiseAsManyRulesAsThereAre() throws IOException {
    int all = PipelineRules.all().size();
    long online = PipelineRules.all().stream().filter(rule -> rule.info().network()).count();
    assertThat(read("README.md"))
        .contains(all + " pages", online + " of the rules run with `--online` only");
    assertThat(read("CHANGELOG.md"))
        .contains(all + " rules (" + online + " of them with `--online` only)");
    assertThat(read("docs/rules/README.md")).contains("\n" + all + " rules.");
    for (String name : Set.of("README.md", "CHANGELOG.md", "docs/use.md", "docs/rules/README.md")) {
      Matcher number = Pattern.compile("([0-9]+) rules").matcher(read(name));
      while (number.find()) {
        assertThat(number.group(1)).as(name).isEqualTo(String.valueOf(all));
      }
    }
  }

  @Test
  void everyCommentOfTheConfigurationPageHidesSomething(@TempDir Path root) throws IOException {
    Path workflows = Files.createDirectories(root.resolve(".github/workflows"));
    Matcher blocks =
        Pattern.compile("```yaml workflow\n([^`]*)```").matcher(read("docs/configuration.md"));
    int count = 0;
    while (blocks.find()) {
      Files.writeString(workflows.resolve(count++ + ".yml"), blocks.group(1));
    }
    String said =
        CommandLineTool.run(
                "scan",
                root.toString(),
                "--no-cache",
                "--all",
                "--persona=auditor",
                "--format=json")
            .out();
    assertThat(count).isEqualTo(2);
    assertThat(said)
        .contains("All of this script", "The next line of this script", "Two rules, one decision")
        .doesNotContain("hides nothing");
    assertThat(said.indexOf("All of this script"))
        .as("the worst one first")
        .isLessThan(said.indexOf("We own acme"));
  }

  private static String read(String name) throws IOException {
    Path here = Path.of(name);
    return Files.readString(Files.exists(here) ? here : Path.of("..").resolve(name));
  }
}

package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The page is the fixture: its examples load, and what it says of errors is what is said.
final class ConfigurationPageTest {

  @Test
  void everyBlockIsOfAKindThatIsTested() {
    assertThat(ConfigurationPage.blocks())
        .extracting(ConfigurationPage.Block::kind)
        .containsOnly(
            "yaml",
            "yaml refused",
            "yaml workflow",
            "text",
            "text baseline",
            "text patterns",
            "console");
  }

  @Test
  void configurationsLoad() {
    assertThat(ConfigurationPage.blocks("yaml"))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(text -> assertThat(Samples.problems(text)).isEmpty());
  }

  @Test
  void theFirstExampleShowsEveryKey() {
    String all = ConfigurationPage.blocks("yaml").getFirst();
    for (List<String> keys :
        List.of(
            ConfigurationReader.KEYS,
            ConfigurationReader.RULE_KEYS,
            ConfigurationReader.PATHS_KEYS,
            PoliciesReader.KEYS)) {
      assertThat(keys).allSatisfy(key -> assertThat(all).contains(key + ":"));
    }
    assertThat(SuppressionReader.KEYS)
        .allSatisfy(
            key -> assertThat(ConfigurationPage.docs("configuration.md")).contains("| `" + key));
  }

  @Test
  void patternsMatchWhatThePageSays() {
    List<String> lines = ConfigurationPage.blocks("text patterns").getFirst().lines().toList();
    assertThat(lines).hasSizeGreaterThan(5);
    for (String line : lines) {
      String pattern = line.substring(0, line.indexOf(' '));
      String path = line.substring(line.lastIndexOf(' ') + 1);
      assertThat(Glob.of(pattern).matches(path)).as(line).isEqualTo(line.contains(" matches "));
    }
  }

  @Test
  void theRefusedOneIsRefusedInTheseWords() {
    String refused = ConfigurationPage.blocks("yaml refused").getFirst();
    String said = ConfigurationPage.blocks("text").getFirst();
    assertThat(Samples.problems(refused)).containsExactlyElementsOf(said.lines().toList());
  }

  @Test
  void commentsOfTheWorkflowsHideWhatThePageSays() {
    List<String> workflows = ConfigurationPage.blocks("yaml workflow");
    assertThat(workflows).hasSize(2);
    assertThat(covered(workflows.getFirst()))
        .containsExactly("acme/report@v1", "acme/nightly@main", "acme/lint@v2");
    assertThat(covered(workflows.getLast()))
        .containsExactly("acme/one:latest", "acme/two:latest", "acme/four:latest");
  }

  /// Which of the names `acme/…` stand on a line that a comment covers.
  private static List<String> covered(String text) {
    SourceText file = Samples.file("ci.yml", text);
    InlineComments.Result read = InlineComments.read(file, Samples.RULES);
    assertThat(read.notices()).isEmpty();
    return text.lines()
        .flatMap(line -> List.of(line.split("\\s+")).stream())
        .filter(word -> word.startsWith("acme/"))
        .filter(
            word ->
                read.suppressions().stream()
                    .anyMatch(s -> s.lines().contains(file.lines().line(text.indexOf(word)))))
        .toList();
  }

  @Test
  void theBaselineLoadsAndIsInOrder() {
    String text = ConfigurationPage.blocks("text baseline").getFirst();
    assertThat(Baseline.read("b", text))
        .isInstanceOfSatisfying(
            Baseline.Result.Loaded.class,
            loaded -> assertThat(loaded.baseline().size()).isEqualTo(2));
    assertThat(Baseline.write(List.of())).isEqualTo(text.substring(0, text.indexOf("\n7d2f") + 1));
  }
}

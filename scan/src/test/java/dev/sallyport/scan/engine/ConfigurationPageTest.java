package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.source.SourceText;
import java.util.List;
import java.util.stream.IntStream;
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
    assertThat(covered(workflows.getFirst(), "uses:"))
        .containsExactly("acme/report@v1", "acme/nightly@main", "actions/checkout@v4");
    assertThat(covered(workflows.getLast(), "printf")).containsExactly("one", "two", "four");
  }

  /// Which of the words behind `before` stand on a line that a comment covers.
  private static List<String> covered(String text, String before) {
    SourceText file = Samples.file("ci.yml", text);
    InlineComments.Result read = InlineComments.read(file, Samples.RULES);
    assertThat(read.notices()).isEmpty();
    return IntStream.rangeClosed(1, file.lines().lines())
        .filter(line -> file.lines().text(line).contains(before + " "))
        .filter(line -> read.suppressions().stream().anyMatch(s -> s.lines().contains(line)))
        .mapToObj(line -> file.lines().text(line))
        .map(line -> line.substring(line.indexOf(before) + before.length()).strip())
        .map(words -> words.split(" ", 2)[0])
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

package dev.sallyport.scan.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// `docs/rules/coverage.md` names only rules that exist, and every one of them.
final class CoverageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|");
  private static final Pattern LAST_COLUMN =
      Pattern.compile("(?m)^\\|.*(?<!\\\\)\\| ([^|\n]+) \\|$");
  private static final Pattern ID = Pattern.compile("`([a-z0-9-]+)`");

  @Test
  void rowsAreNumberedWithoutGap() throws IOException {
    List<Integer> numbers =
        ROW.matcher(page()).results().map(r -> Integer.valueOf(r.group(1))).toList();
    assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 79).boxed().toList());
  }

  @Test
  void everyRowHasARuleOrAReason() throws IOException {
    assertThat(lastColumns())
        .hasSizeGreaterThan(79)
        .allMatch(
            cell ->
                cell.equals("Found by") || cell.startsWith("not found") || ID.matcher(cell).find());
  }

  @Test
  void namesTheRegistryAndNothingElse() throws IOException {
    var named = new TreeSet<String>();
    for (String cell : lastColumns()) {
      ID.matcher(cell).results().map(r -> r.group(1)).forEach(named::add);
    }
    assertThat(named)
        .containsExactlyElementsOf(PipelineRules.all().stream().map(r -> r.info().id()).toList());
  }

  private static List<String> lastColumns() throws IOException {
    return LAST_COLUMN.matcher(page()).results().map((MatchResult r) -> r.group(1)).toList();
  }

  private static String page() throws IOException {
    return Files.readString(RulePage.directory().resolve("coverage.md"), UTF_8);
  }
}

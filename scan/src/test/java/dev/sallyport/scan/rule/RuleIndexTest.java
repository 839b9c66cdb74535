package dev.sallyport.scan.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// `docs/rules/README.md` is made from the registry. After a change of a rule's metadata, run with
/// `-Dsallyport.golden=update`.
final class RuleIndexTest {

  @Test
  void listsTheRegistry() throws IOException {
    Path index = RulePage.directory().resolve("README.md");
    String wanted = index(PipelineRules.all().stream().map(Rule::info).toList());
    if ("update".equals(System.getProperty("sallyport.golden"))) {
      Files.writeString(index, wanted, UTF_8);
    }
    assertThat(index).as("run with -Dsallyport.golden=update to make it").exists();
    assertThat(Files.readString(index, UTF_8)).isEqualTo(wanted);
  }

  private static String index(List<RuleInfo> rules) {
    StringBuilder out = new StringBuilder();
    out.append("# Rules\n\n")
        .append(rules.size())
        .append(" rules. The severity is the usual one: where an attacker drives the weakness, ")
        .append("[who, with what and past which\ncheck](../grading.md) decides. Rules of another ")
        .append("persona than `default` speak only when asked: see [use](../use.md). What ")
        .append("each\nknown weakness is found by, and what is not found, is in ")
        .append("[coverage](coverage.md).\n\n")
        .append("| Rule | Finds | Severity | Persona |\n|---|---|---|---|\n");
    for (RuleInfo rule : rules) {
      out.append(
          "| [%s](%s.md) | %s%s | %s | %s |\n"
              .formatted(
                  rule.id(),
                  rule.id(),
                  rule.title().replace("|", "\\|"),
                  rule.network() ? " (needs `--online`)" : "",
                  rule.severity().name().toLowerCase(Locale.ROOT),
                  rule.persona().name().toLowerCase(Locale.ROOT)));
    }
    return out.toString();
  }
}

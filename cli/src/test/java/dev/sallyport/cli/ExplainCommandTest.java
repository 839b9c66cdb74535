package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.engine.ExitCodes;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule's page is found on the class path, where the build puts `docs/rules`.
final class ExplainCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static List<String> ids() {
    return PipelineRules.all().stream().map(rule -> rule.info().id()).toList();
  }

  @ParameterizedTest
  @MethodSource("ids")
  void everyRuleHasItsPage(String id) {
    assertThat(run("explain", id)).as(err::toString).isEqualTo(ExitCodes.CLEAN);
    assertThat(out.toString())
        .startsWith(id + "\n\nWhat\n\n  ")
        .contains("\nFix\n")
        .doesNotContain("```", "title=\"", "\n#", "](", "\u001b");
  }

  @Test
  void unknownRuleGetsAHint() {
    assertThat(run("explain", "template-injektion")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("template-injection");
  }

  @Test
  void withoutARuleItSaysWhatIsWanted() {
    assertThat(run("explain")).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("expected the id of a rule", "sallyport rules");
  }

  @Test
  void terminalsGetColour() {
    assertThat(run("explain", "unpinned-action", "--color=always")).isEqualTo(ExitCodes.CLEAN);
    assertThat(out.toString()).startsWith("\u001b[1munpinned-action\u001b[0m\n");
  }

  /// The index lies beside the pages and is no page.
  @Test
  void indexIsNoRule() {
    assertThat(run("explain", "README")).isEqualTo(ExitCodes.USAGE);
  }

  private int run(String... args) {
    return Main.run(
        new PrintWriter(out, true), new PrintWriter(err, true), Clock.systemUTC(), args);
  }
}

package dev.sallyport.scan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Reference;
import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every rule says of itself.
final class RuleInfoTest {
  private static final List<RuleInfo> RULES = PipelineRules.all().stream().map(Rule::info).toList();

  @Test
  void everyRuleNamesTheWeaknessItIsAbout() {
    assertThat(RULES)
        .isNotEmpty()
        .allSatisfy(
            rule ->
                assertThat(rule.references())
                    .as("%s has a CWE or CICD-SEC reference", rule.id())
                    .anyMatch(
                        r ->
                            r.kind() == Reference.Kind.CWE
                                || r.kind() == Reference.Kind.OWASP_CICD));
  }

  @Test
  void titlesAreOneLineWithoutFullStop() {
    assertThat(RULES)
        .allSatisfy(
            rule ->
                assertThat(rule.title())
                    .as(rule.id())
                    .isNotBlank()
                    .doesNotEndWith(".")
                    .doesNotContain("\n")
                    .hasSizeLessThanOrEqualTo(100));
  }

  @Test
  void titlesAreDifferent() {
    assertThat(RULES).extracting(RuleInfo::title).doesNotHaveDuplicates();
  }
}

package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.RuleInfo;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SkippedRulesTest {
  private static final List<RuleInfo> ALL = PipelineRules.all().stream().map(Rule::info).toList();

  @Test
  void saysNothingWhereAllRan() {
    assertThat(SkippedRules.sentences(ALL, ids(ALL), true)).isEmpty();
  }

  @Test
  void namesThoseThatNeedTheCodeHost() {
    List<RuleInfo> local = ALL.stream().filter(rule -> !rule.network()).toList();
    assertThat(SkippedRules.sentences(ALL, ids(local), false))
        .singleElement()
        .asString()
        .contains("did not run", "--online", "impostor-commit");
  }

  @Test
  void tellsThemFromThoseThatSomebodyLeftOut() {
    assertThat(SkippedRules.sentences(ALL, Set.of("template-injection"), false))
        .hasSize(2)
        .last()
        .asString()
        .contains("--skip", " and " + (ids(ALL).size() - 9) + " more");
  }

  private static Set<String> ids(List<RuleInfo> rules) {
    return rules.stream().map(RuleInfo::id).collect(Collectors.toSet());
  }
}

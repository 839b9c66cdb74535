package dev.sallyport.scan.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.ConfigurationEffect;
import dev.sallyport.base.model.finding.ConfigurationEffect.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConfigurationWordsTest {

  private static ConfigurationEffect effect(Origin origin, List<String> excluded, int hidden) {
    return new ConfigurationEffect(
        "a.yaml",
        origin,
        "never",
        origin,
        excluded,
        List.of("z-rule", "a-rule"),
        hidden,
        2,
        3,
        0,
        true);
  }

  @Test
  void withoutAFileThereIsNothingToSay() {
    assertThat(ConfigurationWords.sentence(ConfigurationEffect.NONE)).isEmpty();
    assertThat(ConfigurationEffect.NONE.hides()).isFalse();
  }

  @Test
  void everythingThatWasTakenAwayIsNamed() {
    ConfigurationEffect effect = effect(Origin.TREE, List.of("6", "1", "5", "2", "4", "3", "7"), 1);
    assertThat(effect.hides()).isTrue();
    assertThat(ConfigurationWords.sentence(effect))
        .contains(
            "a.yaml of the scanned tree decided: 7 files excluded (1, 2, 3, 4, 5 and 2 more),"
                + " 2 rules off (a-rule, z-rule), 1 finding hidden by rules and paths,"
                + " 2 findings graded lower, 3 findings suppressed, policies apply,"
                + " fail-on is never. --no-config scans without it.");
  }

  @Test
  void aFileThatTheUserNamedIsHisOwn() {
    assertThat(ConfigurationWords.sentence(effect(Origin.FILE, List.of(), 0)).orElseThrow())
        .startsWith("a.yaml decided: 2 rules off")
        .endsWith("fail-on is never.");
  }

  @Test
  void aFileThatHidesNothingIsInForceAllTheSame() {
    ConfigurationEffect effect =
        new ConfigurationEffect(
            "a.yaml", Origin.FILE, "low", Origin.OPTION, List.of(), List.of(), 0, 0, 0, 0, false);
    assertThat(effect.hides()).isFalse();
    assertThat(ConfigurationWords.sentence(effect))
        .contains("a.yaml is in force and hides nothing.");
  }
}

package dev.sallyport.scan.syntax.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Characters beyond the basic plane, wherever the engine's buffer happens to end.
final class YamlSurrogatesTest {
  private static final String EMOJI = "\ud83d\ude00";

  @Test
  void readsThemAtEveryOffsetAroundTheBuffer() {
    for (int before = 1_000; before < 1_060; before++) {
      for (int count = 1; count < 4; count++) {
        String value = EMOJI.repeat(count) + "x";
        YamlResult result = YamlParser.parse("#" + "a".repeat(before) + "\nkey: " + value + "\n");
        assertThat(value(result)).as("%d %d", before, count).isEqualTo(value);
      }
    }
  }

  @Test
  void readsLongRunsOfThem() {
    for (String shift : new String[] {"", "a"}) {
      String value = shift + EMOJI.repeat(5_000);
      assertThat(value(YamlParser.parse("key: " + value))).isEqualTo(value);
    }
  }

  @Test
  void refusesHalfPairsWithoutThrowing() {
    for (int before = 1_000; before < 1_060; before++) {
      assertThat(YamlParser.parse("#" + "a".repeat(before) + "\ud83d\ud83d\n"))
          .isInstanceOf(YamlResult.Bad.class);
      assertThat(YamlParser.parse("#" + "a".repeat(before) + "\ud83d"))
          .isInstanceOf(YamlResult.Bad.class);
      assertThat(YamlParser.parse("#" + "a".repeat(before) + "\ude00"))
          .isInstanceOf(YamlResult.Bad.class);
    }
  }

  private static String value(YamlResult result) {
    if (result instanceof YamlResult.Ok(YamlMapping root, var _)
        && root.get("key").orElseThrow() instanceof YamlScalar scalar) {
      assertThat(scalar.raw()).isEqualTo(scalar.value());
      return scalar.value();
    }
    return "no mapping: " + result;
  }
}

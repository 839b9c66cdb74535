package dev.sallyport.scan.ci.github.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenNeedsTest {
  @Test
  void saysThatThereAreOthers() {
    TokenNeeds all = TokenNeeds.NONE;
    for (int i = 0; i < 50; i++) {
      all = all.and(TokenNeeds.unknown("action a/b" + i));
      all = all.and(TokenNeeds.unknown("action a/b" + i));
    }
    assertThat(all.unknown()).hasSize(41).endsWith("action a/b39", "and others");
  }
}

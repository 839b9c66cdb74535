package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FewTest {
  @Test
  void saysHowManyMore() {
    assertThat(Few.of(List.of("a", "b", "c"), 3)).isEqualTo("a, b, c");
    assertThat(Few.of(List.of("a", "b", "c", "d"), 2)).isEqualTo("a, b and 2 more");
    assertThat(Few.of(List.of("a", "b", "c"), 2, "; ")).isEqualTo("a; b and 1 more");
  }
}

package dev.sallyport.server.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExpositionTest {

  @Test
  void writesTheTextFormat() {
    var out =
        new Exposition()
            .gauge("a", "With a \\ and\na line.", 0.25)
            .counter("b_total", "B.", Map.of("y", "2", "x", "\"\\\n"), 3)
            .counter("b_total", "B.", Map.of("x", "z"), Long.MAX_VALUE);
    assertThat(out.toString())
        .isEqualTo(
            """
            # HELP a With a \\\\ and\\na line.
            # TYPE a gauge
            a 0.25
            # HELP b_total B.
            # TYPE b_total counter
            b_total{x="\\"\\\\\\n",y="2"} 3
            b_total{x="z"} 9223372036854775807
            """);
  }

  @Test
  void refusesWhatReadersRefuse() {
    var out = new Exposition().gauge("a", "A.", 1).gauge("b", "B.", 1);
    assertThatIllegalArgumentException().isThrownBy(() -> out.gauge("a", "A.", 2));
    assertThatIllegalArgumentException().isThrownBy(() -> out.counter("c", "C.", Map.of(), 2));
  }
}

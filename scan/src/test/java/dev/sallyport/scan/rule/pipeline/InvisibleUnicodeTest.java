package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleUnicodeTest {

  private static List<Finding> named(String name) {
    return Found.by(
        new InvisibleUnicode(),
        """
        name: %s
        on: push
        jobs:
          work:
            runs-on: ubuntu-24.04
            steps:
              - run: make
        """
            .formatted(name));
  }

  private static String points(int... points) {
    return new String(points, 0, points.length);
  }

  /// Also in a comment, behind which another reader may see a step.
  @ParameterizedTest
  @ValueSource(ints = {0x85, 0x2028, 0x2029})
  void lineBreaksOfOtherReadersAreSeen(int point) {
    assertThat(named("a # b" + points(point) + "- run: evil"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
              assertThat(finding.message()).contains("U+%04X".formatted(point));
            });
  }

  @Test
  void hiddenSentenceIsOneFinding() {
    assertThat(named("a" + points(0xE0068, 0xE0069, 0xE0021) + "b"))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.HIGH);
              assertThat(finding.message()).contains("3 characters from U+E0068");
            });
  }

  @Test
  void flagsAreSpelledWithTags() {
    assertThat(named(points(0x1F3F4, 0xE0067, 0xE0062, 0xE007F))).isEmpty();
  }

  @Test
  void joinersBelongToPicturesAndScriptsOnly() {
    assertThat(named(points('a', 0x200D, 'b'))).hasSize(1);
    assertThat(named(points(0x1F468, 0x200D, 0x1F4BB))).isEmpty();
    assertThat(named(points(0x0915, 0x094D, 0x200D, 0x0937))).isEmpty();
  }

  @Test
  void byteOrderMarkInTheMiddle() {
    assertThat(named("a" + points(0xFEFF) + "b"))
        .extracting(Finding::severity)
        .containsExactly(Severity.MEDIUM);
  }
}

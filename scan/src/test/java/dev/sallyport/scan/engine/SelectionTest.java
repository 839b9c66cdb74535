package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SelectionTest {

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', missing-permissions persisted-credentials script-injection template-injection unpinned-action unpinned-image",
    "unpinned-*, '', unpinned-action unpinned-image",
    "unpinned-image missing-permissions, '', missing-permissions unpinned-image",
    "'', unpinned-*, missing-permissions persisted-credentials script-injection template-injection",
    "unpinned-*, unpinned-image, unpinned-action",
    "*-action, '', unpinned-action",
  })
  void picks(String only, String skip, String rules) {
    assertThat(Selection.of(words(only), words(skip), Samples.RULES))
        .isEqualTo(new Selection.Result.Selected(words(rules)));
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(Selection.of(List.of("unpined-action", "xyz"), List.of("foo-*", "/"), Samples.RULES))
        .isEqualTo(
            new Selection.Result.Unknown(
                List.of(
                    "--only: there is no rule 'unpined-action'; did you mean 'unpinned-action'?",
                    "--only: there is no rule 'xyz'",
                    "--skip: there is no rule 'foo-*'",
                    "--skip: there is no rule '/'")));
  }

  @Test
  void refusesToRunNothing() {
    assertThat(Selection.of(List.of("unpinned-*"), List.of("*"), Samples.RULES))
        .isEqualTo(
            new Selection.Result.Unknown(
                List.of("--only and --skip together leave no rule to run")));
  }
}

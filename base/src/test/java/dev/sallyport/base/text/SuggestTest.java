package dev.sallyport.base.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestTest {
  private static final List<String> RULES =
      List.of("unpinned-action", "missing-permissions", "unpinned-image", "reason", "owner");

  @ParameterizedTest
  @CsvSource({
    "unpined-action, unpinned-action",
    "unpinned-acton, unpinned-action",
    "Unpinned-Action, unpinned-action",
    "misssing-permissions, missing-permissions",
    "missing_permissions, missing-permissions",
    "raeson, reason",
    "resaon, reason",
    "owners, owner",
  })
  void findsTheNearest(String word, String wanted) {
    assertThat(Suggest.closest(word, RULES)).contains(wanted);
  }

  @ParameterizedTest
  @CsvSource({"zebra", "x", "''", "unpinned", "' '"})
  void staysSilentWhenNothingIsNear(String word) {
    assertThat(Suggest.closest(word, RULES)).isEmpty();
    assertThat(Suggest.hint(word, RULES)).isEmpty();
  }

  @Test
  void takesTheAlphabeticallyFirstOfEquals() {
    assertThat(Suggest.closest("bat", List.of("hat", "cat"))).contains("cat");
  }

  @Test
  void countsSwappedNeighboursOnce() {
    assertThat(Suggest.distance("ab", "ba")).isEqualTo(1);
    assertThat(Suggest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggest.distance("", "abc")).isEqualTo(3);
  }

  @Test
  void refusesLongWordsAtOnce() {
    assertThat(Suggest.closest("a".repeat(1_000_000), Collections.nCopies(1_000, "aaa"))).isEmpty();
  }

  @Test
  void putsTheSuggestionIntoAQuestion() {
    assertThat(Suggest.hint("ownr", RULES)).isEqualTo("; did you mean 'owner'?");
  }
}

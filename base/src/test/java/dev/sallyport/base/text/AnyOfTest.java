package dev.sallyport.base.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnyOfTest {

  @Test
  void findsAWordAtTheStartInTheMiddleAndAtTheEnd() {
    AnyOf either = AnyOf.of("curl", "wget");

    assertThat(either.in("curl x")).isTrue();
    assertThat(either.in("sudo wget x")).isTrue();
    assertThat(either.in("run curl")).isTrue();
    assertThat(either.in("run cur")).isFalse();
    assertThat(either.in("Curl")).isFalse();
    assertThat(either.in("")).isFalse();
    assertThat(either.in("c")).isFalse();
  }

  @Test
  void charactersWithTheSameSixBitsAreNotConfused() {
    AnyOf word = AnyOf.of("ab");

    assertThat(word.in("!\"")).isFalse();
    assertThat(word.in("\u0121\u0122")).isFalse();
    assertThat(word.in("\u0121ab")).isTrue();
  }

  @Test
  void saysWhatLookingForOneAfterTheOtherSays() {
    List<String> words = List.of("ab", "bca", "aa", "cccc");
    AnyOf any = AnyOf.of(words);
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(9); i > 0; i--) {
        text.append((char) ('a' + random.nextInt(4)));
      }

      assertThat(any.in(text.toString()))
          .as(text.toString())
          .isEqualTo(words.stream().anyMatch(text.toString()::contains));
    }
  }

  @Test
  void aWordOfOneCharacterIsRefused() {
    assertThatThrownBy(() -> AnyOf.of("ab", "c")).isInstanceOf(IllegalArgumentException.class);
  }
}

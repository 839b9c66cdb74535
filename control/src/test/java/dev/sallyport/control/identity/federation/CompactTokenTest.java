package dev.sallyport.control.identity.federation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompactTokenTest {

  private static final Instant NOW = Instant.ofEpochSecond(TestTokens.NOW);
  private static final TokenVerifier VERIFIER =
      new TokenVerifier(
          List.of(
              new Issuer(
                  1,
                  TestTokens.GITHUB,
                  new GitHubIssuer(),
                  Algorithm.RS256,
                  Duration.ofMinutes(15),
                  Duration.ofSeconds(30),
                  new PinnedKeys(keys()))));

  private static KeySet keys() {
    try {
      String jwk = TestTokens.rsaJwk("rsa-1", TestTokens.RSA, "");
      return KeySet.parse(TestTokens.jwks(jwk).getBytes(UTF_8));
    } catch (ValueReader.Malformed e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isTaken(String token) {
    try {
      VERIFIER.verify(1, token, TestTokens.AUDIENCE, NOW);
      return true;
    } catch (Refused e) {
      assertThat(e.refusal().got()).matches("[ -~]{0,123}");
      return false;
    }
  }

  /// Any other byte makes it another token; only the one that was signed is taken.
  @Test
  void takesNoOtherByte() {
    String good = TestTokens.github().signed();
    assertThat(isTaken(good)).isTrue();
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      int at = random.nextInt(good.length());
      char other = (char) (' ' + random.nextInt(95));
      if (other != good.charAt(at)) {
        assertThat(isTaken(good.substring(0, at) + other + good.substring(at + 1))).isFalse();
      }
    }
    for (int end = 0; end < good.length(); end++) {
      assertThat(isTaken(good.substring(0, end))).isFalse();
    }
  }

  @Test
  void saysNothingOfItself() throws Refused {
    String good = TestTokens.github().signed();
    CompactToken token = CompactToken.parse(good);
    assertThat(token.toString()).matches("token sha256:[0-9a-f]{64}");
  }

  /// Whatever comes in, a refusal comes out.
  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    assertThat(isTaken(data.consumeRemainingAsString())).isFalse();
  }

  /// Whatever an issuer's key set holds, it is read or refused.
  @FuzzTest
  void fuzzKeys(FuzzedDataProvider data) {
    try {
      assertThat(KeySet.parse(data.consumeRemainingAsBytes()).knows("")).isIn(true, false);
    } catch (ValueReader.Malformed e) {
      assertThat(e).hasMessageMatching("[ -~]+");
    }
  }
}

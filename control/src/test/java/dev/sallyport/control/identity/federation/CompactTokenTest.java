package dev.sallyport.control.identity.federation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
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
                  new PinnedKeys(keys(TestTokens.rsaJwk("rsa-1", TestTokens.RSA, ""))))));

  private static KeySet keys(String jwk) {
    try {
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

  /// (r, n - s) is right whenever (r, s) is: both are one token.
  @Test
  void twinOfASignatureIsTheSameToken() throws Refused {
    var order =
        new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    List<String> parts = TestTokens.gitlab().without("jti").parts();
    byte[] signature = Base64.getUrlDecoder().decode(parts.getLast());
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    byte[] other = order.subtract(s).toByteArray();
    Arrays.fill(signature, 32, 64, (byte) 0);
    int length = Math.min(32, other.length);
    System.arraycopy(other, other.length - length, signature, 64 - length, length);
    String twin = parts.get(0) + "." + parts.get(1) + "." + TestTokens.base64(signature);
    var verifier = gitlab();
    VerifiedToken one = verifier.verify(1, String.join(".", parts), TestTokens.AUDIENCE, NOW);
    VerifiedToken two = verifier.verify(1, twin, TestTokens.AUDIENCE, NOW);
    assertThat(twin).isNotEqualTo(String.join(".", parts));
    assertThat(two.replayId()).isEqualTo(one.replayId());
  }

  private static TokenVerifier gitlab() {
    return new TokenVerifier(
        List.of(
            new Issuer(
                1,
                TestTokens.GITLAB,
                new GitLabIssuer(),
                Algorithm.ES256,
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                new PinnedKeys(keys(TestTokens.ecJwk("ec-1", TestTokens.EC, ""))))));
  }

  @Test
  void numbersTooLongForALongAreRefused() {
    String digits = "\"%s\"".formatted("9".repeat(20));
    assertThat(isTaken(TestTokens.github().claim("run_attempt", digits).signed())).isFalse();
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

package dev.sallyport.control.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Stored forms of keys: what lies on a disk may have been changed by anybody.
final class KeyFormsFuzzTest {

  private static final Envelope ENVELOPE = new Envelope(new byte[Envelope.ROOT_SIZE]);

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();

    Sealed.parse(bytes).ifPresent(value -> check(value, bytes));
    RootParameters.parse(bytes)
        .ifPresent(parameters -> assertThat(parameters.bytes()).isEqualTo(bytes));
    LogKey.decode(bytes).ifPresent(key -> assertThat(key.pair().getPublic()).isNotNull());
  }

  private static void check(Sealed value, byte[] bytes) {
    assertThat(value.bytes()).isEqualTo(bytes);
    assertThat(ENVELOPE.open(value, Context.of("fuzz"))).isEmpty();
  }
}

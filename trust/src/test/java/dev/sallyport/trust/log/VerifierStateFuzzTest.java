package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

final class VerifierStateFuzzTest {

  /// With the right checksum, so that what lies behind it is read.
  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString() + "\n";
    byte[] sum = TreeHasher.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    byte[] bytes = Samples.utf8(text + "sha256 " + Hash.of(sum) + "\n");
    try {
      assertThat(VerifierState.parse(bytes).bytes()).isEqualTo(bytes);
    } catch (MalformedLog e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}

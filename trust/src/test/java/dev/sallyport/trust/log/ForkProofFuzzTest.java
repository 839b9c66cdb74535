package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class ForkProofFuzzTest {

  /// Refused, or read; what is read is written the same, and proves nothing without a signature.
  @FuzzTest
  void parse(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();
    ForkProof proof;
    try {
      proof = ForkProof.parse(bytes);
    } catch (MalformedLog _) {
      return;
    }
    assertThat(ForkProof.parse(proof.bytes())).isEqualTo(proof);
    assertThat(proof.verify(Samples.POLICY)).isNotNull();
  }
}

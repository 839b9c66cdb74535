package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class TlogProofFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();
    try {
      var proof = TlogProof.parse(bytes);
      assertThat(proof.bytes()).isEqualTo(bytes);
      proof.verify(Samples.entry(3), Samples.POLICY);
    } catch (MalformedLog e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}

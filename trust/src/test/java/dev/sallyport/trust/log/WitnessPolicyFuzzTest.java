package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class WitnessPolicyFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();
    try {
      var policy = WitnessPolicy.parse(bytes);
      var note = Samples.signed(TreeEdge.EMPTY);
      assertThat(policy.check(note)).isNotNull();
    } catch (MalformedLog e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}

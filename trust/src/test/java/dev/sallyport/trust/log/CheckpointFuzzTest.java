package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class CheckpointFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    try {
      assertThat(Checkpoint.parse(text).text()).isEqualTo(text);
    } catch (MalformedLog e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}

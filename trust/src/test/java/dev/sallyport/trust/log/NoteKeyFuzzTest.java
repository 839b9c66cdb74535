package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class NoteKeyFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String vkey = data.consumeRemainingAsString();
    try {
      assertThat(NoteKey.parse(vkey).vkey()).isEqualTo(vkey);
    } catch (MalformedLog e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}

package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class EntryBundleFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    int width = data.consumeInt(1, TilePath.FULL);
    byte[] bytes = data.consumeRemainingAsBytes();
    try {
      var bundle = EntryBundle.parse(new TilePath(TilePath.ENTRIES, 0, width), bytes);
      assertThat(bundle.size()).isEqualTo(width);
      assertThat(EntryBundle.of(bundle.entries()).bytes()).isEqualTo(bytes);
      assertThat(bundle.leafHashes(new TreeHasher())).hasSize(width * Hash.SIZE);
    } catch (MalformedLog e) {
      assertThat(e).hasMessageContaining("byte");
    }
  }
}

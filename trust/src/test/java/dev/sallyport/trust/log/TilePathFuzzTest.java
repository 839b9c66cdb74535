package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class TilePathFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String path = data.consumeRemainingAsString();
    TilePath.parse(path).ifPresent(tile -> assertThat(tile.path()).isEqualTo(path));
  }
}

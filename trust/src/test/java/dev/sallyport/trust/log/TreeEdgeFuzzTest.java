package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class TreeEdgeFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();
    try {
      var edge = TreeEdge.parse(bytes);
      assertThat(edge.bytes()).isEqualTo(bytes);
      assertThat(edge.root()).isNotNull();
    } catch (MalformedLog e) {
      assertThat(e).hasMessageContaining("edge");
    }
  }
}

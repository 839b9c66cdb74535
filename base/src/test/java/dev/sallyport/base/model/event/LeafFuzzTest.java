package dev.sallyport.base.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.base.json.MalformedJson;

final class LeafFuzzTest {

  /// What is accepted is an event that has exactly these bytes; what is not is [MalformedJson].
  @FuzzTest
  void parse(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();
    Leaf.Entry entry;
    try {
      entry = Leaf.read(bytes);
    } catch (MalformedJson _) {
      return;
    }
    assertThat(Leaf.of(entry.tenant(), entry.event()).bytes()).isEqualTo(bytes);
  }
}

package dev.sallyport.trust.witness;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.trust.log.MalformedLog;

final class AddCheckpointFuzzTest {

  /// Refused, or read; what is read is written the same.
  @FuzzTest
  void parse(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();
    AddCheckpoint request;
    try {
      request = AddCheckpoint.parse(bytes);
    } catch (MalformedLog _) {
      return;
    }
    assertThat(request.bytes()).isEqualTo(bytes);
  }
}

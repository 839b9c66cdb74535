package dev.sallyport.control.audit.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;

/// Whatever a server says, it is an answer to what was sent or an [IOException].
final class BulkAnswerFuzzTest {

  @FuzzTest
  void check(FuzzedDataProvider data) {
    List<Delivery> sent = AuditSinkContract.entries(0, data.consumeInt(1, 3));
    try {
      BulkAnswer.check(sent, data.consumeRemainingAsBytes());
    } catch (PartlyDelivered e) {
      assertThat(e.next()).isBetween(0L, sent.size() - 1L);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("answer");
    }
  }
}

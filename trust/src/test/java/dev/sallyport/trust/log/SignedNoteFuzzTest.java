package dev.sallyport.trust.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

final class SignedNoteFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();
    try {
      var note = SignedNote.parse(bytes);
      // What can be read has one spelling.
      assertThat(note.bytes()).isEqualTo(bytes);
      note.verify(List.of(Samples.LOG.key(), Samples.witness(1).key()));
    } catch (MalformedLog e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}

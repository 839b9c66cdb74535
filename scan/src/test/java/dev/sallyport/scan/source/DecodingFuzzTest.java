package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.scan.source.Decoding.Decoded;

/// What is taken for text gives its bytes back, so nothing was guessed or replaced.
final class DecodingFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void fuzz(FuzzedDataProvider data) {
    byte[] bytes = data.consumeRemainingAsBytes();

    switch (Decoding.decode(bytes)) {
      case Decoded.Text(String text, Decoding.Encoding encoding) ->
          assertThat(encoding.encode(text)).isEqualTo(bytes);
      case Decoded.NotText(int line, String why) -> {
        assertThat(line).isPositive();
        assertThat(why).isNotEmpty();
      }
    }
  }
}

package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/// Whatever the bytes, there is an outcome, and no entry is made of bytes that are not there.
final class GitIndexFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void fuzz(FuzzedDataProvider data) {
    int version = data.consumeInt(1, 5);
    int count = data.consumeInt();
    byte[] body = data.consumeRemainingAsBytes();
    // A good beginning and a trailer of zeroes, or nothing would get past the checksum.
    byte[] bytes =
        Arrays.copyOf(
            "DIRC".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 12 + body.length + 20);
    bytes[7] = (byte) version;
    for (int i = 0; i < 4; i++) {
      bytes[8 + i] = (byte) (count >>> (24 - 8 * i));
    }
    System.arraycopy(body, 0, bytes, 12, body.length);

    switch (GitIndex.read(bytes, _ -> true)) {
      case GitIndex.Outcome.Tracked(var entries) ->
          assertThat(entries.size()).isLessThanOrEqualTo(body.length / 62);
      case GitIndex.Outcome.Unreadable(String why) -> assertThat(why).isNotEmpty();
    }
  }
}

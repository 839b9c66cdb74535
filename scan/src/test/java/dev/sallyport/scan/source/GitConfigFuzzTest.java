package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class GitConfigFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String address = data.consumeString(200);
    GitConfig.originHost("[remote \"origin\"]\nurl=" + address)
        .ifPresent(host -> assertThat(host).isNotEmpty().doesNotContain("/", "@", ":", " "));
    GitConfig.originHost(data.consumeRemainingAsString());
  }
}

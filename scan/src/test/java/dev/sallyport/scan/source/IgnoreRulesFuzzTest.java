package dev.sallyport.scan.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.scan.source.Wildcard.Steps;

/// No ignore file makes matching fail or go on for longer than the budget allows.
final class IgnoreRulesFuzzTest {

  @FuzzTest(maxDuration = "30s")
  void fuzz(FuzzedDataProvider data) {
    String path = IgnoreRules.bytes(data.consumeString(64));
    boolean directory = data.consumeBoolean();
    byte[] file = data.consumeRemainingAsBytes();
    Steps steps = new Steps(1L << 20);

    boolean ignored = IgnoreRules.NONE.and("", file).ignores(path, directory, steps);

    assertThat(ignored && steps.spent()).isFalse();
    assertThat(ignored && file.length == 0).isFalse();
  }
}

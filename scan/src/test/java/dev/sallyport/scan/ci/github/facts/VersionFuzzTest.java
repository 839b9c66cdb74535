package dev.sallyport.scan.ci.github.facts;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;

class VersionFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    Optional<Version> left = Version.parse(data.consumeString(80));
    Optional<Version> right = Version.parse(data.consumeRemainingAsString());
    if (left.isPresent() && right.isPresent()) {
      int order = left.get().compareTo(right.get());
      assertThat(Integer.signum(right.get().compareTo(left.get())))
          .isEqualTo(-Integer.signum(order));
      assertThat(left.get().equals(right.get())).isEqualTo(order == 0);
    }
    // Written out it may be one separator longer than what was read, and then too long to be read.
    left.filter(v -> v.toString().length() <= 64)
        .ifPresent(v -> assertThat(Version.parse(v.toString())).contains(v));
  }
}

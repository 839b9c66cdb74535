package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

final class GlobFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String pattern = data.consumeString(100);
    String path = data.consumeRemainingAsString();
    if (!(Glob.parse(pattern) instanceof Glob.Result.Ok(Glob glob))) {
      return;
    }
    boolean matches = glob.matches(path);
    if (pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0) {
      assertThat(matches).isEqualTo(pattern.equals(path));
    }
    // Whatever matches still does below any directory when the pattern may start anywhere.
    if (matches && pattern.length() < 100) {
      assertThat(Glob.of("**/" + pattern).matches("dir/" + path)).isTrue();
    }
  }
}

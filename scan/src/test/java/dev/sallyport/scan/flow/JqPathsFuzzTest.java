package dev.sallyport.scan.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Set;

class JqPathsFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String program = data.consumeRemainingAsString();
    assertThat(JqPaths.of(program, Set.of(""))).isEqualTo(JqPaths.of(program, Set.of("")));
  }
}

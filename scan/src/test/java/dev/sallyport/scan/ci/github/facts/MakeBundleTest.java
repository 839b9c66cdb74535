package dev.sallyport.scan.ci.github.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class MakeBundleTest {

  @Test
  @EnabledIfEnvironmentVariable(
      named = "SALLYPORT_DATA",
      matches = ".+",
      disabledReason = "not run: SALLYPORT_DATA names no directory of collected facts")
  void committedBundleIsWhatTheFactsGive() throws Exception {
    MakeBundle.make(Path.of(System.getenv("SALLYPORT_DATA")))
        .forEach((name, text) -> assertThat(Bundle.text(name)).as(name).isEqualTo(text));
  }

  @Test
  void staysSmall() {
    assertThat(Bundle.text(Bundle.TAGS).length()).isLessThan(600_000);
    assertThat(Bundle.text(Bundle.ADVISORIES).length()).isLessThan(150_000);
  }
}

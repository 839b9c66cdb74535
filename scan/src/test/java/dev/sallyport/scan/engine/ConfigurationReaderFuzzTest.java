package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import dev.sallyport.scan.syntax.settings.ConfigProblems;
import java.util.List;

final class ConfigurationReaderFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    SourceText file = Samples.config(data.consumeRemainingAsString());
    switch (ConfigurationReader.read(file, Samples.RULES)) {
      case ConfigurationResult.Loaded(Configuration configuration) -> {
        assertThat(configuration.digest()).hasSize(64);
        assertThat(configuration.suppressions()).allMatch(s -> !s.reason().isBlank());
        assertThat(Samples.RULES).containsAll(configuration.rules().keySet());
      }
      case ConfigurationResult.Invalid(List<ConfigProblem> problems) -> {
        assertThat(problems).isNotEmpty().hasSizeLessThanOrEqualTo(ConfigProblems.MOST + 1);
        assertThat(problems)
            .allSatisfy(
                problem -> {
                  assertThat(problem.line()).isBetween(1, file.lines().lines());
                  assertThat(problem.column()).isPositive();
                  assertThat(problem.toString().chars()).noneMatch(Character::isISOControl);
                });
      }
    }
  }
}

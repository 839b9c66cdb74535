package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.base.text.Span;
import dev.sallyport.scan.syntax.settings.ConfigProblem;
import java.util.List;

final class BaselineFuzzTest {

  /// Read never throws, and what is written of any path and message reads back.
  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String text = data.consumeString(1_000);
    switch (Baseline.read("base", text)) {
      case Baseline.Result.Loaded(Baseline baseline) ->
          assertThat(baseline.size()).isLessThanOrEqualTo(text.length() / 32);
      case Baseline.Result.Invalid(List<ConfigProblem> problems) ->
          assertThat(problems).isNotEmpty();
    }
    String path = data.consumeRemainingAsString();
    Finding finding =
        Samples.finding(
            "unpinned-action", Severity.LOW, Samples.file(path, "on: push"), new Span(0, 2), 7);
    assertThat(Baseline.read("base", Baseline.write(List.of(finding))))
        .isInstanceOfSatisfying(
            Baseline.Result.Loaded.class,
            loaded ->
                assertThat(loaded.baseline().apply(List.of(finding), List.of(), List.of()).kept())
                    .isEmpty());
  }
}

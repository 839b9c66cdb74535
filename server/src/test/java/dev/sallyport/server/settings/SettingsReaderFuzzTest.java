package dev.sallyport.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.syntax.settings.ConfigProblems;
import java.nio.file.Path;

final class SettingsReaderFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    var file = new SourceText("f", data.consumeRemainingAsString(), "");
    switch (SettingsReader.read(file, Path.of("/"))) {
      case SettingsReader.Outcome.Read(FileSettings settings) ->
          assertThat(settings.sinks()).allSatisfy(sink -> assertThat(sink.name()).isNotEmpty());
      case SettingsReader.Outcome.Invalid(var problems) ->
          assertThat(problems).isNotEmpty().hasSizeLessThanOrEqualTo(ConfigProblems.MOST + 1);
    }
  }
}

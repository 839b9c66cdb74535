package dev.sallyport.scan.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.sallyport.base.model.source.SourceText;

final class InlineCommentsFuzzTest {

  @FuzzTest
  void fuzz(FuzzedDataProvider data) {
    String name = data.consumeBoolean() ? "ci.yml" : "build.sh";
    SourceText file = Samples.file(name, data.consumeRemainingAsString());
    InlineComments.Result read = InlineComments.read(file, Samples.RULES);
    int lines = file.lines().lines();
    assertThat(read.suppressions())
        .allSatisfy(
            found -> {
              assertThat(found.rules()).isNotEmpty().isSubsetOf(Samples.RULES);
              assertThat(found.reason()).isNotBlank();
              assertThat(found.lines().last()).isLessThanOrEqualTo(lines);
              assertThat(found.location().span().in(file.text())).startsWith("#");
            });
    assertThat(read.notices())
        .allSatisfy(
            notice -> assertThat(notice.toString().chars()).noneMatch(Character::isISOControl));
  }
}

package dev.sallyport.scan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.scan.rule.SampleRewriter.Rewrite;
import dev.sallyport.scan.syntax.yaml.YamlEntry;
import dev.sallyport.scan.syntax.yaml.YamlMapping;
import dev.sallyport.scan.syntax.yaml.YamlNode;
import dev.sallyport.scan.syntax.yaml.YamlParser;
import dev.sallyport.scan.syntax.yaml.YamlResult;
import dev.sallyport.scan.syntax.yaml.YamlScalar;
import dev.sallyport.scan.syntax.yaml.YamlSequence;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SampleRewriterTest {
  private static final String TEXT =
      """
      on: [push]
      jobs:
        build:
          runs-on: ubuntu-24.04 # a comment
          timeout-minutes: 10
          outputs:
            v: ${{ steps.v.outputs.it }}
          env: { EMPTY:, LIST: "it's" }
          steps:
            - id: v
              env:
                A: x
                B: 'y'
              run: |
                echo "a	b"

                  echo c
            - env:
                A: x
                B: 'y'
              run: >-
                one
                two
        next:
          needs: build
          if: needs.build.outputs.v != steps['v'].x
      """;

  @ParameterizedTest
  @EnumSource
  void isWrittenOtherwise(Rewrite how) {
    assertThat(SampleRewriter.rewrite(TEXT, how)).isNotEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RENAMED")
  void saysTheSame(Rewrite how) {
    assertThat(said(SampleRewriter.rewrite(TEXT, how))).isEqualTo(said(TEXT));
  }

  @Test
  void idsAreRenamedWithTheirReferences() {
    assertThat(SampleRewriter.rewrite(TEXT, Rewrite.RENAMED))
        .contains("  job-1:\n", "  job-2:\n", "- id: step-1\n", "needs: job-1\n")
        .contains("${{ steps.step-1.outputs.it }}")
        .contains("needs.job-1.outputs.v != steps['step-1'].x");
  }

  @Test
  void quotesKeepCommentsAndNumbers() {
    assertThat(SampleRewriter.rewrite(TEXT, Rewrite.SINGLE_QUOTED))
        .contains("'ubuntu-24.04' # a comment", "timeout-minutes: 10\n", "'it''s'");
    assertThat(SampleRewriter.rewrite(TEXT, Rewrite.DOUBLE_QUOTED))
        .contains("run: \"echo \\\"a\\tb\\\"\\n\\n  echo c\\n\"\n", "run: \"one two\"\n");
  }

  @Test
  void flowIsOneLine() {
    assertThat(SampleRewriter.rewrite(TEXT, Rewrite.FLOW).lines()).hasSize(1);
  }

  @Test
  void whatIsRepeatedBecomesAnAlias() {
    assertThat(SampleRewriter.rewrite(TEXT, Rewrite.ANCHORED))
        .containsPattern("env: &a\\d+\n")
        .containsPattern("env: \\*a\\d+\n");
  }

  @Test
  void keysAreReversed() {
    assertThat(SampleRewriter.rewrite(TEXT, Rewrite.REORDERED))
        .startsWith("jobs:\n  next:\n    if:");
  }

  @Test
  void whatMeansSomethingElseStays() {
    for (String text : List.of("a: 1\na: 2\n", "a: [\n", "")) {
      assertThat(SampleRewriter.rewrite(text, Rewrite.REORDERED)).isEqualTo(text);
    }
  }

  /// The values alone, keys sorted.
  private static Object said(String text) {
    return switch (YamlParser.parse(text)) {
      case YamlResult.Ok ok -> said(Objects.requireNonNull(ok.root()));
      case YamlResult.Bad bad -> throw new AssertionError(bad.message() + " in\n" + text);
    };
  }

  private static Object said(YamlNode node) {
    return switch (node) {
      case YamlScalar s -> s.isNull() ? "null" : s.value();
      case YamlSequence s -> s.items().stream().map(SampleRewriterTest::said).toList();
      case YamlMapping m -> {
        var entries = new TreeMap<String, Object>();
        for (YamlEntry entry : m.entries()) {
          entries.put(entry.key().value(), said(entry.value()));
        }
        yield entries;
      }
    };
  }
}

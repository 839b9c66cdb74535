package dev.sallyport.scan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.rule.RulePage.Sample;
import dev.sallyport.scan.rule.RulePage.SampleFile;
import dev.sallyport.scan.rule.SampleRewriter.Rewrite;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What a rule finds does not hang on how the file is written: each sample of its page gives the
/// same number of findings when it is written otherwise. [RulePagesTest] checks the samples as they
/// are.
final class RuleRewritesTest {

  /// A rule that looks at the form itself, or may not know better.
  private record Exempt(String rule, Rewrite rewrite, String reason) {}

  private static final List<Exempt> EXEMPT =
      Stream.of(Rewrite.FLOW, Rewrite.ANCHORED, Rewrite.REORDERED)
          .flatMap(
              how ->
                  Stream.of(
                      new Exempt(
                          "undocumented-permission", how, "asks for comments, which are lost"),
                      new Exempt(
                          "version-comment-mismatch", how, "asks for comments, which are lost")))
          .toList();

  @TestFactory
  Stream<DynamicTest> rules() {
    return PipelineRules.all().stream()
        .flatMap(
            rule ->
                Stream.of(Rewrite.values())
                    .map(
                        how ->
                            DynamicTest.dynamicTest(
                                rule.info().id() + " " + how, () -> holds(rule, how))));
  }

  private static void holds(Rule rule, Rewrite how) {
    List<String> differences = differences(rule, how);
    List<Exempt> exempt =
        EXEMPT.stream()
            .filter(e -> e.rule().equals(rule.info().id()) && e.rewrite() == how)
            .toList();
    if (exempt.isEmpty()) {
      assertThat(differences).isEmpty();
    } else {
      assertThat(differences).as("no longer needed: %s", exempt).isNotEmpty();
    }
  }

  private static List<String> differences(Rule rule, Rewrite how) {
    RulePage page = RulePage.read(rule.info().id());
    List<String> differences = new ArrayList<>();
    Stream.of(page.before(), page.after(), page.near())
        .flatMap(List::stream)
        .forEach(
            sample -> {
              int wanted = RulePagesTest.run(rule, sample).size();
              Sample other = rewritten(sample, how);
              int got = RulePagesTest.run(rule, other).size();
              if (!same(how, wanted, got)) {
                differences.add(
                    "%s: %d findings instead of %d in%n%s"
                        .formatted(sample.name(), got, wanted, text(other)));
              }
            });
    return differences;
  }

  /// What an alias repeats stands in one place only, and is one finding there.
  private static boolean same(Rewrite how, int wanted, int got) {
    return how == Rewrite.ANCHORED ? got <= wanted && (got == 0) == (wanted == 0) : got == wanted;
  }

  private static Sample rewritten(Sample sample, Rewrite how) {
    return new Sample(
        sample.name(), sample.files().stream().map(file -> rewritten(file, how)).toList());
  }

  private static SampleFile rewritten(SampleFile file, Rewrite how) {
    SourceText source = file.source();
    String path = source.path();
    if (!path.endsWith(".yml") && !path.endsWith(".yaml")) {
      return file;
    }
    String text = SampleRewriter.rewrite(source.text(), how);
    return new SampleFile(new SourceText(path, text, source.contentId()), file.finds());
  }

  private static String text(Sample sample) {
    StringBuilder out = new StringBuilder();
    sample.files().forEach(f -> out.append(f.source().text()));
    return out.toString();
  }
}

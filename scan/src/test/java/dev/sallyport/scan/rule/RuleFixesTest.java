package dev.sallyport.scan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.fix.ChangedFile;
import dev.sallyport.scan.fix.FixApplier;
import dev.sallyport.scan.rule.RulePage.Sample;
import dev.sallyport.scan.rule.RulePage.SampleFile;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every fix that a rule offers on its own page's samples: it can be applied, the finding is gone
/// after it, nothing new of that rule is there, and a second time changes nothing.
final class RuleFixesTest {
  private final Set<String> exercised = new TreeSet<>();
  private final List<String> wrong = new ArrayList<>();

  @Test
  void everyFixMends() {
    for (Rule rule : PipelineRules.all()) {
      RulePage page = RulePage.read(rule.info().id());
      page.before().forEach(sample -> mends(rule, sample));
    }
    assertThat(wrong).isEmpty();
    assertThat(exercised)
        .contains(
            "excessive-permissions",
            "expression-in-script",
            "indirect-injection",
            "inherited-secrets",
            "insecure-commands",
            "missing-permissions",
            "persisted-credentials",
            "spoofable-bot-condition",
            "template-injection",
            "unpinned-workflow",
            "unsound-condition",
            "unsound-contains");
  }

  private void mends(Rule rule, Sample sample) {
    List<Finding> before = RulePagesTest.run(rule, sample);
    List<Finding> fixable = before.stream().filter(f -> !f.fixes().isEmpty()).toList();
    if (fixable.isEmpty()) {
      return;
    }
    exercised.add(rule.info().id());
    Sample fixed = apply(fixable, sample);
    Set<String> gone =
        fixable.stream().map(Finding::fingerprint).collect(Collectors.toCollection(TreeSet::new));
    List<Finding> after = RulePagesTest.run(rule, fixed);
    int expected = before.size() - fixable.size();
    if (after.size() > expected || after.stream().anyMatch(f -> gone.contains(f.fingerprint()))) {
      wrong.add(
          rule.info().id()
              + " / "
              + sample.name()
              + ": still "
              + after.stream().map(f -> f.primary() + " " + f.message()).toList()
              + "\n"
              + fixed.files().getFirst().source().text());
    }
    if (!texts(apply(after, fixed)).equals(texts(fixed)) && !after.isEmpty()) {
      wrong.add(rule.info().id() + " / " + sample.name() + ": a second time changes it again");
    }
  }

  private static Map<String, String> texts(Sample sample) {
    Map<String, String> out = new HashMap<>();
    sample.files().forEach(f -> out.put(f.source().path(), f.source().text()));
    return out;
  }

  private static Sample apply(List<Finding> findings, Sample sample) {
    Map<String, SourceText> texts = new HashMap<>();
    sample.files().forEach(f -> texts.put(f.source().path(), f.source()));
    FixApplier.Outcome outcome = FixApplier.apply(findings, texts, Safety.UNSAFE);
    for (ChangedFile file : outcome.files()) {
      texts.put(file.path(), new SourceText(file.path(), file.after(), "fixed"));
    }
    List<SampleFile> files =
        sample.files().stream()
            .map(
                f ->
                    new SampleFile(
                        java.util.Objects.requireNonNull(texts.get(f.source().path())), List.of()))
            .toList();
    return new Sample(sample.name(), files);
  }
}

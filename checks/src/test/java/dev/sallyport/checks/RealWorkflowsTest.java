package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Problem;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.engine.Analysis;
import dev.sallyport.scan.engine.ScanProgress;
import dev.sallyport.scan.engine.ScanRequest;
import dev.sallyport.scan.engine.Scanner;
import dev.sallyport.scan.fix.ChangedFile;
import dev.sallyport.scan.fix.FixApplier;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import dev.sallyport.scan.source.Branches;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.Definitions;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.source.Lookup;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Workflows as people write them. They have no labels, so this says nothing about whether findings
/// are right: only that every file is looked into, and that safe fixes mend what they say and
/// break nothing.
@Tag("slow")
final class RealWorkflowsTest {

  @Test
  void everyFileIsLookedInto() throws IOException {
    Map<String, SourceText> texts = byPath(Corpus.workflows("workflows-realworld.zip"));
    Analysis analysis = scan(texts);
    print("findings", count(analysis.findings()));
    assertThat(analysis.files()).isEqualTo(texts.size()).isGreaterThan(1_000);
    assertThat(analysis.problems())
        .filteredOn(problem -> problem.kind() == Problem.Kind.INCOMPLETE)
        .isEmpty();
    assertThat(analysis.findings()).isNotEmpty();
  }

  @Test
  void safeFixesMendAndBreakNothing() throws IOException {
    Map<String, SourceText> texts = byPath(Corpus.workflows("workflows-realworld.zip"));
    Analysis before = scan(texts);
    FixApplier.Outcome outcome = FixApplier.apply(before.findings(), texts, Safety.SAFE);
    print("fixed", count(outcome.applied().stream().map(FixApplier.Applied::finding).toList()));
    assertThat(outcome.applied()).isNotEmpty();

    Map<String, SourceText> fixed = after(texts, outcome);
    Analysis again = scan(fixed);
    assertThat(again.problems())
        .as("files that no longer parse")
        .filteredOn(problem -> problem.kind() == Problem.Kind.INCOMPLETE)
        .isEmpty();
    assertThat(left(before.findings(), outcome, again.findings())).isEmpty();

    Set<String> skippedBefore = paths(outcome.skipped());
    FixApplier.Outcome second = FixApplier.apply(again.findings(), fixed, Safety.SAFE);
    assertThat(second.files().stream().map(ChangedFile::path))
        .as("files that change again though nothing was left for another run")
        .allSatisfy(path -> assertThat(skippedBefore).contains(path));
    Map<String, SourceText> twice = after(fixed, second);
    assertThat(FixApplier.apply(scan(twice).findings(), twice, Safety.SAFE).files())
        .as("files that never come to rest")
        .isEmpty();
  }

  /// By file and rule: where not as many findings are gone as fixes were applied.
  private static List<String> left(
      List<Finding> before, FixApplier.Outcome outcome, List<Finding> after) {
    Map<String, Integer> was = perFile(before);
    Map<String, Integer> is = perFile(after);
    return perFile(outcome.applied().stream().map(FixApplier.Applied::finding).toList())
        .entrySet()
        .stream()
        .filter(
            e ->
                is.getOrDefault(e.getKey(), 0)
                    > java.util.Objects.requireNonNull(was.get(e.getKey())) - e.getValue())
        .map(
            e ->
                "%s: %d found, %d fixed, %d left"
                    .formatted(
                        e.getKey(),
                        was.get(e.getKey()),
                        e.getValue(),
                        is.getOrDefault(e.getKey(), 0)))
        .toList();
  }

  private static Map<String, Integer> perFile(List<Finding> findings) {
    Map<String, Integer> out = new TreeMap<>();
    findings.forEach(f -> out.merge(f.primary().path() + " " + f.rule(), 1, Integer::sum));
    return out;
  }

  private static Set<String> paths(List<FixApplier.Skipped> skipped) {
    return skipped.stream()
        .filter(FixApplier.Skipped::again)
        .map(s -> s.finding().primary().path())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, SourceText> after(
      Map<String, SourceText> texts, FixApplier.Outcome outcome) {
    Map<String, SourceText> out = new TreeMap<>(texts);
    for (ChangedFile file : outcome.files()) {
      out.put(file.path(), new SourceText(file.path(), file.after(), "fixed " + file.path()));
    }
    return out;
  }

  private static Map<String, SourceText> byPath(Map<String, SourceText> byName) {
    Map<String, SourceText> out = new TreeMap<>();
    byName.values().forEach(text -> out.put(text.path(), text));
    return out;
  }

  private static Analysis scan(Map<String, SourceText> texts) {
    ScanRequest request =
        new ScanRequest(
            List.copyOf(texts.values()),
            Set.of(),
            texts.keySet(),
            List.of(),
            PipelineRules.all().stream().filter(rule -> !rule.info().network()).toList(),
            Policies.DEFAULT,
            Lookup.none(),
            Fetcher.refusing(),
            Definitions.none(),
            Branches.none(),
            true,
            ScanRequest.SECONDS);
    return Scanner.scan(request, ScanProgress.NONE, ContentCache.none());
  }

  private static Map<String, Integer> count(List<Finding> findings) {
    Map<String, Integer> out = new TreeMap<>();
    findings.forEach(finding -> out.merge(finding.rule(), 1, Integer::sum));
    return out;
  }

  private static void print(String what, Map<String, Integer> counts) {
    System.out.println(what + " in real workflows:");
    counts.forEach((rule, count) -> System.out.printf("%7d  %s%n", count, rule));
  }
}

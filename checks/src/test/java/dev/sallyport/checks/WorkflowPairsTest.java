package dev.sallyport.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.engine.Analysis;
import dev.sallyport.scan.engine.ScanProgress;
import dev.sallyport.scan.engine.ScanRequest;
import dev.sallyport.scan.engine.Scanner;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.pipeline.PipelineRules;
import dev.sallyport.scan.source.Branches;
import dev.sallyport.scan.source.ContentCache;
import dev.sallyport.scan.source.Definitions;
import dev.sallyport.scan.source.Fetcher;
import dev.sallyport.scan.source.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pairs of workflows, one with a weakness and one without: `docs/pairs.md` says which rule tells
/// them apart, or why none does, and this holds it to that in both directions.
@Tag("slow")
final class WorkflowPairsTest {
  private static final int TOLD_APART = 47;

  /// @param rules found in the vulnerable file and not in the safe one; empty when none tells
  /// @param reason why none does
  private record Row(Set<String> rules, String reason) {}

  @Test
  void rulesTellVulnerableFromSafe() throws IOException {
    Map<String, SourceText> files = Corpus.workflows("workflow-pairs.zip");
    Map<String, Row> table = table();
    List<String> wrong = new ArrayList<>();
    Set<String> pairs = new TreeSet<>();
    for (String name : files.keySet()) {
      SourceText safe = files.get(name.replace("-vulnerable.", "-safe."));
      if (name.contains("-vulnerable.") && safe != null) {
        String pair = name.substring(0, name.indexOf("-vulnerable."));
        pairs.add(pair);
        Set<String> apart = new TreeSet<>(rules(files.get(name)));
        apart.removeAll(rules(safe));
        wrong.addAll(compare(pair, table.get(pair), apart));
      }
    }
    assertThat(wrong).as("docs/pairs.md and reality").isEmpty();
    assertThat(table.keySet()).isEqualTo(pairs);
  }

  @Test
  void everyPairHasARuleOrAReason() throws IOException {
    Map<String, Row> table = table();
    assertThat(table).hasSize(54);
    assertThat(table.values())
        .allSatisfy(row -> assertThat(row.rules().isEmpty()).isNotEqualTo(row.reason().isEmpty()));
    assertThat(table.values().stream().filter(row -> !row.rules().isEmpty()).count())
        .isEqualTo(TOLD_APART);
    Set<String> known =
        PipelineRules.all().stream().map(rule -> rule.info().id()).collect(Collectors.toSet());
    assertThat(table.values()).allSatisfy(row -> assertThat(known).containsAll(row.rules()));
  }

  private static List<String> compare(String pair, @Nullable Row row, Set<String> apart) {
    if (row == null) {
      return List.of(pair + ": has no row; told apart by " + apart);
    }
    if (!apart.containsAll(row.rules())) {
      return List.of(pair + ": " + row.rules() + " expected, told apart by " + apart);
    }
    return row.rules().isEmpty() && !apart.isEmpty()
        ? List.of(pair + ": the row says that no rule does, but told apart by " + apart)
        : List.of();
  }

  private static Set<String> rules(SourceText text) {
    ScanRequest request =
        new ScanRequest(
            List.of(text),
            Set.of(),
            Set.of(text.path()),
            List.of(),
            PipelineRules.all().stream().filter(rule -> !rule.info().network()).toList(),
            Policies.DEFAULT,
            Lookup.none(),
            Fetcher.refusing(),
            Definitions.none(),
            Branches.none(),
            true,
            ScanRequest.SECONDS);
    Analysis analysis = Scanner.scan(request, ScanProgress.NONE, ContentCache.none());
    // What only an auditor sees is a question, not a finding.
    return analysis.findings().stream()
        .filter(finding -> finding.persona() != Persona.AUDITOR)
        .map(Finding::rule)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// Rows of the page's table, by pair.
  private static Map<String, Row> table() throws IOException {
    Map<String, Row> out = new TreeMap<>();
    for (String line : Files.readAllLines(Checkout.here().root().resolve("docs/pairs.md"))) {
      String[] cells = line.split("\\|", -1);
      if (cells.length == 5 && cells[1].strip().startsWith("`")) {
        out.put(cells[1].strip().replace("`", ""), row(cells[2].strip(), cells[3].strip()));
      }
    }
    return out;
  }

  private static Row row(String rules, String reason) {
    Set<String> ids = new TreeSet<>();
    for (String id : rules.split(",")) {
      if (!id.isBlank()) {
        // As on all pages, an id is a link to its page.
        ids.add(id.strip().replaceAll("^\\[|\\]\\(rules/.*\\)$", ""));
      }
    }
    return new Row(ids, reason);
  }
}

package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Fix;
import dev.sallyport.base.model.finding.Safety;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.fix.ChangedFile;
import dev.sallyport.scan.fix.FixApplier;
import dev.sallyport.scan.rule.Findings;
import dev.sallyport.scan.rule.Policies;
import dev.sallyport.scan.rule.Rule;
import dev.sallyport.scan.rule.RuleContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class PermissionsFixTest {
  private static final String MAIN = ".github/workflows/main.yml";
  private static final String CALLED = ".github/workflows/called.yml";

  private static final String TEST_JOB =
      """
        test:
          runs-on: ubuntu-24.04
          steps:
            - uses: actions/checkout@v4
      """;

  @Test
  void saysPerJobWhatItNeedsAndWhy() {
    Fix fix = only(new MissingPermissions(), "on: push\njobs:\n" + TEST_JOB);
    assertThat(fix.safety()).isEqualTo(Safety.SAFE);
    assertThat(fix.explanation())
        .isEqualTo("Job 'test' needs contents: read, as it fetches the repository.");
  }

  @Test
  void tellsWhatIsKnownFromWhatIsNot() {
    Fix fix =
        only(
            new MissingPermissions(),
            "on: push\njobs:\n" + TEST_JOB + "      - uses: octo/unheard-of@v1\n");
    assertThat(fix.safety()).isEqualTo(Safety.UNSAFE);
    assertThat(fix.explanation())
        .isEqualTo(
            "Check what job 'test' needs besides: action octo/unheard-of@v1 (code of its own). Job"
                + " 'test' needs contents: read, as it fetches the repository.");
  }

  @Test
  void givesACalledWorkflowWhatItAsksFor() {
    String called =
        """
        on: workflow_call
        permissions:
          contents: read
        jobs:
          publish:
            runs-on: ubuntu-24.04
            permissions:
              packages: write
            steps: []
          plain:
            runs-on: ubuntu-24.04
            steps: []
        """;
    Outcome outcome = apply(new MissingPermissions(), calls("./" + CALLED), Map.of(CALLED, called));
    assertThat(outcome.fixes())
        .singleElement()
        .satisfies(
            fix -> {
              assertThat(fix.safety()).isEqualTo(Safety.SAFE);
              assertThat(fix.explanation())
                  .contains("Job 'call' needs contents: read, packages: write, as it calls");
            });
    assertThat(outcome.text()).contains("permissions: {}", "contents: read", "packages: write");
  }

  @Test
  void leavesTheJobAloneWhoseCalledWorkflowIsNotKnown() {
    String remote = "octo/flows/.github/workflows/release.yml@v1";
    Outcome outcome = apply(new MissingPermissions(), calls(remote), Map.of());
    assertThat(outcome.fixes())
        .singleElement()
        .satisfies(
            fix -> {
              assertThat(fix.safety()).isEqualTo(Safety.UNSAFE);
              assertThat(fix.explanation())
                  .contains("Job 'call' keeps what it has", "the called workflow " + remote)
                  .doesNotContain("Job 'call' needs");
            });
    assertThat(outcome.text())
        .contains("contents: read")
        .doesNotContain("permissions: {}")
        .contains("  call:\n    uses: " + remote + "\n");
  }

  @Test
  void offersNothingWhereNothingIsKnown() {
    String only =
        "on: push\njobs:\n  call:\n    uses: octo/flows/.github/workflows/release.yml@v1\n";
    assertThat(fixes(new MissingPermissions(), only)).isEmpty();
    assertThat(fixes(new ExcessivePermissions(), "permissions: write-all\n" + only)).isEmpty();
  }

  @Test
  void keepsWriteAllForACalledWorkflowThatIsNotKnown() {
    Outcome outcome =
        apply(
            new ExcessivePermissions(),
            "permissions: write-all\n" + calls("octo/flows/.github/workflows/release.yml@v1"),
            Map.of());
    assertThat(outcome.fixes()).extracting(Fix::safety).containsExactly(Safety.UNSAFE);
    assertThat(outcome.text())
        .startsWith("permissions: {}\n")
        .contains("    permissions: write-all");
  }

  @Test
  void aCalledWorkflowThatAsksForAllIsNotKnown() {
    String all = "on: workflow_call\npermissions: write-all\njobs:\n" + TEST_JOB;
    Outcome outcome = apply(new MissingPermissions(), calls("./" + CALLED), Map.of(CALLED, all));
    assertThat(outcome.fixes()).extracting(Fix::safety).containsExactly(Safety.UNSAFE);
  }

  @Test
  void workflowsThatCallThemselvesOverAndOverEnd() {
    StringBuilder jobs = new StringBuilder("on: workflow_call\njobs:\n");
    for (int i = 0; i < 50; i++) {
      jobs.append("  j").append(i).append(":\n    uses: ./").append(CALLED).append('\n');
    }
    Outcome outcome =
        apply(new MissingPermissions(), calls("./" + CALLED), Map.of(CALLED, jobs.toString()));
    assertThat(outcome.fixes())
        .singleElement()
        .satisfies(fix -> assertThat(fix.explanation()).contains("calls itself"));
  }

  private static String calls(String callee) {
    return "on: push\njobs:\n" + TEST_JOB + "  call:\n    uses: " + callee + "\n";
  }

  private record Outcome(List<Fix> fixes, String text) {}

  private static Fix only(Rule rule, String workflow) {
    List<Fix> fixes = fixes(rule, workflow);
    assertThat(fixes).hasSize(1);
    return fixes.getFirst();
  }

  private static List<Fix> fixes(Rule rule, String workflow) {
    return apply(rule, workflow, Map.of()).fixes();
  }

  private static Outcome apply(Rule rule, String workflow, Map<String, String> others) {
    Map<String, SourceText> texts = new TreeMap<>();
    texts.put(MAIN, new SourceText(MAIN, workflow, "test"));
    others.forEach((path, text) -> texts.put(path, new SourceText(path, text, "test")));
    List<GithubFile> files = new ArrayList<>();
    for (SourceText text : texts.values()) {
      if (GithubParser.parse(text, GithubPaths.Kind.WORKFLOW)
          instanceof GithubParser.Outcome.Parsed(GithubFile file)) {
        files.add(file);
      }
    }
    Findings out = new Findings(rule.info());
    rule.check(
        new RuleContext(new Project(files, Map.of(), texts.keySet()), Policies.DEFAULT), out);
    List<Finding> findings =
        out.list().stream().filter(f -> f.primary().path().equals(MAIN)).toList();
    FixApplier.Outcome applied = FixApplier.apply(findings, texts, Safety.UNSAFE);
    String after = applied.files().stream().map(ChangedFile::after).findFirst().orElse(workflow);
    return new Outcome(findings.stream().flatMap(f -> f.fixes().stream()).toList(), after);
  }
}

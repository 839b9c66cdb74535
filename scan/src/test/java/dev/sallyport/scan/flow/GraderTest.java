package dev.sallyport.scan.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubFile;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Project;
import dev.sallyport.scan.ci.github.Workflow;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reach x privilege x gate of the job `work`.
final class GraderTest {
  private static Workflow workflow(String text) {
    SourceText source = new SourceText(".github/workflows/a.yml", text, "test");
    if (GithubParser.parse(source, GithubPaths.Kind.WORKFLOW)
        instanceof GithubParser.Outcome.Parsed(Workflow workflow)) {
      return workflow;
    }
    throw new AssertionError(text);
  }

  private static Grade grade(String text, Reach cap) {
    Workflow workflow = workflow(text);
    List<GithubFile> files = List.of(workflow);
    Project project = new Project(files, Map.of(), Set.of(workflow.file().path()), Map.of());
    Grader grader = new Grader(new Entries(project), new PermissionChecks());
    Job job = workflow.job("work").orElseThrow();
    return grader.grade(Frame.root(workflow), job, null, Set.of(), cap).orElseThrow();
  }

  private static final String NEEDS =
      """
      on: issue_comment
      jobs:
        ask:
          if: github.event.comment.author_association == 'OWNER'
          runs-on: ubuntu-24.04
          steps: [run: make]
        work:
          needs: ask
          %s
          runs-on: ubuntu-24.04
          steps: [run: make]
      """;

  @ParameterizedTest
  @CsvSource({
    "name: a, WRITER",
    "if: success(), WRITER",
    "if: always(), OUTSIDER",
    "if: failure(), OUTSIDER",
    "if: '!cancelled()', OUTSIDER",
  })
  void aNeededJobsGateHoldsUnlessTheJobRunsRegardless(String line, Reach reach) {
    assertThat(grade(NEEDS.formatted(line), Reach.OUTSIDER).reach()).isEqualTo(reach);
  }

  @Test
  void whoeverControlsTheValueIsACap() {
    assertThat(grade(NEEDS.formatted("if: always()"), Reach.TRIAGER).reach())
        .isEqualTo(Reach.TRIAGER);
    assertThat(grade(NEEDS.formatted("name: a"), Reach.TRIAGER).reach()).isEqualTo(Reach.WRITER);
  }

  @Test
  void aForksPullRequestHasNoRightsUnlessOnlyWritersAreLeft() {
    String text =
        """
        on: pull_request
        permissions: {contents: write, issues: read, id-token: write}
        jobs:
          work:
            %s
            runs-on: ubuntu-24.04
            steps: [{run: make, env: {A: '${{ secrets.DEPLOY }}'}}]
        """;
    Privilege fork = grade(text.formatted("name: a"), Reach.OUTSIDER).privilege();
    assertThat(fork.strong()).isFalse();
    String own = "if: github.event.pull_request.head.repo.fork == false";
    Privilege writer = grade(text.formatted(own), Reach.OUTSIDER).privilege();
    assertThat(writer.writes()).containsExactly("contents", "id-token");
    assertThat(writer.secrets()).containsExactly("DEPLOY");
    assertThat(writer.oidc()).isTrue();
    assertThat(writer.strong()).isTrue();
  }

  @Test
  void anEnvironmentIsAGateThatLowersTheSeverity() {
    String text = NEEDS.formatted("if: always()");
    Grade open = grade(text, Reach.OUTSIDER);
    Grade asked =
        grade(text.replace("if: always()", "environment: x\n    if: always()"), open.reach());
    assertThat(asked.reach()).isEqualTo(Reach.OUTSIDER);
    assertThat(asked.severity()).isEqualTo(Grade.lower(open.severity()));
    assertThat(asked.gates()).extracting(Gate::kind).containsExactly(Gate.Kind.ENVIRONMENT);
  }
}

package dev.sallyport.scan.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Reach;
import dev.sallyport.base.model.source.SourceText;
import dev.sallyport.scan.ci.github.GithubParser;
import dev.sallyport.scan.ci.github.GithubPaths;
import dev.sallyport.scan.ci.github.Job;
import dev.sallyport.scan.ci.github.Step;
import dev.sallyport.scan.ci.github.Workflow;
import dev.sallyport.scan.flow.Gates.Passage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who gets past a condition, and past a step that asks.
final class GatesTest {
  private static final String CONTRIBUTOR =
      "github.event.comment.author_association == 'CONTRIBUTOR'";
  private static final String OWNER = "github.event.comment.author_association == 'OWNER'";

  private static Job job(String lines) {
    SourceText source = new SourceText("a.yml", "on: push\njobs:\n  a:\n" + lines, "test");
    return GithubParser.parse(source, GithubPaths.Kind.WORKFLOW)
            instanceof GithubParser.Outcome.Parsed(Workflow workflow)
        ? workflow.jobs().getFirst()
        : shouldParse(lines);
  }

  private static Job shouldParse(String lines) {
    throw new AssertionError(lines);
  }

  private static Passage passage(String event, String condition) {
    Job job =
        job(
            """
                if: >-
                  %s
                runs-on: ubuntu-24.04
                steps: [run: make]
            """
                .formatted(condition));
    return Gates.of(job.file(), job.condition(), event, List.of());
  }

  private static Passage comment(String condition) {
    return passage("issue_comment", condition);
  }

  @ParameterizedTest
  @CsvSource({"||, CONTRIBUTOR", "&&, WRITER"})
  void theEasierOfTwoWaysAndTheHarderOfTwoGatesDecide(String operator, Reach leaves) {
    for (String condition :
        List.of(
            CONTRIBUTOR + " " + operator + " " + OWNER,
            OWNER + " " + operator + " " + CONTRIBUTOR)) {
      Passage passage = comment(condition);
      assertThat(passage.reachable()).isTrue();
      assertThat(passage.leaves()).as(condition).isEqualTo(leaves);
      assertThat(passage.gates())
          .extracting(Gate::leaves)
          .containsExactlyInAnyOrder(Reach.CONTRIBUTOR, Reach.WRITER);
    }
  }

  @Test
  void theOppositeOfAConditionTurnsItsOperators() {
    String both = "!(github.event.comment.author_association != 'OWNER' || !(" + CONTRIBUTOR + "))";
    assertThat(comment(both).leaves()).isEqualTo(Reach.WRITER);
    String either =
        "!(github.event.comment.author_association != 'OWNER' && !(" + CONTRIBUTOR + "))";
    assertThat(comment(either).leaves()).isEqualTo(Reach.CONTRIBUTOR);
  }

  @Test
  void aGateOnOneWayOnlyIsNone() {
    assertThat(comment(OWNER + " || github.event.comment.body == '/go'")).isEqualTo(Passage.OPEN);
    assertThat(comment("github.event.comment.body == '/go' || " + OWNER)).isEqualTo(Passage.OPEN);
  }

  @Test
  void aWayThatNobodyCanTakeDoesNotCount() {
    String shut = "github.event_name == 'push'";
    assertThat(comment(shut)).isEqualTo(Passage.SHUT);
    assertThat(comment(shut + " || " + OWNER).leaves()).isEqualTo(Reach.WRITER);
    assertThat(comment(OWNER + " || " + shut).leaves()).isEqualTo(Reach.WRITER);
    assertThat(comment(OWNER + " && " + shut)).isEqualTo(Passage.SHUT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          pull_request_target | github.event.pull_request.head.repo.fork | OUTSIDER
          pull_request_target | !github.event.pull_request.head.repo.fork | WRITER
          pull_request_target | github.event.pull_request.head.repo.fork == false | WRITER
          pull_request_target | github.event.pull_request.head.repo.fork == true | OUTSIDER
          pull_request_target | github.event.pull_request.head.repo.full_name == github.repository | WRITER
          pull_request_target | github.event.pull_request.head.repo.full_name != github.repository | OUTSIDER
          pull_request_target | github.event.pull_request.head.repo.name == github.event.repository.name | OUTSIDER
          pull_request_target | github.event.pull_request.merged | CONTRIBUTOR
          pull_request_target | !github.event.pull_request.merged | OUTSIDER
          pull_request_target | github.event.pull_request.merged == true | CONTRIBUTOR
          pull_request_target | github.event.pull_request.merged != false | CONTRIBUTOR
          pull_request_target | github.event.pull_request.merged == false | OUTSIDER
          pull_request_target | github.event.label.name == 'safe' | TRIAGER
          pull_request_target | contains(github.event.pull_request.labels.*.name, 'safe') | OUTSIDER
          issue_comment | contains(github.event.issue.labels.*.name, 'safe') | OUTSIDER
          pull_request_target | github.actor == 'dependabot[bot]' | OUTSIDER
          pull_request_target | github.event.pull_request.user.login == 'dependabot[bot]' | WRITER
          pull_request_target | github.event.pull_request.author_association != 'NONE' | OUTSIDER
          issue_comment | github.event.comment.author_association != 'NONE' | CONTRIBUTOR
          issue_comment | github.event.issue.author_association == 'OWNER' | OUTSIDER
          issue_comment | github.event.comment.user.login == 'octocat' | WRITER
          issue_comment | github.event.issue.user.login == 'octocat' | OUTSIDER
          issue_comment | github.actor == 'octocat' | WRITER
          issue_comment | contains(fromJSON('["OWNER", "NONE"]'), github.event.comment.author_association) | OUTSIDER
          issue_comment | contains(fromJSON('["OWNER", "CONTRIBUTOR"]'), github.event.comment.author_association) | CONTRIBUTOR
          workflow_run | github.event.workflow_run.event == 'push' | WRITER
          workflow_run | github.event.workflow_run.event == 'pull_request' | OUTSIDER
          push | github.ref == 'refs/heads/main' | WRITER
          issues | github.ref == 'refs/heads/main' | OUTSIDER
          push | startsWith(github.ref, 'refs/tags/') | WRITER
          issues | startsWith(github.ref, 'refs/tags/') | OUTSIDER
          """)
  void whoIsLeft(String event, String condition, Reach leaves) {
    assertThat(passage(event, condition).leaves()).isEqualTo(leaves);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          pull_request_target | labeled | TRIAGER
          pull_request_target | opened labeled | TRIAGER
          pull_request_target | labeled synchronize | OUTSIDER
          pull_request_target | labeled reopened | OUTSIDER
          pull_request        | labeled synchronize | OUTSIDER
          issues              | labeled | TRIAGER
          issues              | labeled edited | OUTSIDER
          push                | x | TRIAGER
          """)
  void aLabelHoldsOffNobodyWhoStartsTheRunLater(String event, String types, Reach leaves) {
    assertThat(Labels.leaves(event, List.of(types.split(" ")))).isEqualTo(leaves);
  }

  @Test
  void tellsAFewGatesAndTheFirstAboutAPersonAndAnEnvironment() {
    Gate gate = comment(OWNER).gates().getFirst();
    List<Gate> many =
        List.of(
            of(gate, Gate.Kind.EVENT, "a"),
            of(gate, Gate.Kind.REF, "b"),
            of(gate, Gate.Kind.REF, "b"),
            of(gate, Gate.Kind.MERGED, "c"),
            of(gate, Gate.Kind.REF, "d"),
            of(gate, Gate.Kind.ACTOR, "e"),
            of(gate, Gate.Kind.ACTOR, "f"),
            of(gate, Gate.Kind.ENVIRONMENT, "g"),
            of(gate, Gate.Kind.ENVIRONMENT, "h"));
    assertThat(new Passage(true, Reach.WRITER, many).gates())
        .extracting(Gate::text)
        .containsExactly("a", "b", "c", "e", "g");
  }

  private static Gate of(Gate like, Gate.Kind kind, String text) {
    return new Gate(kind, like.leaves(), like.location(), text);
  }

  private static Step step(String step) {
    return job("    runs-on: ubuntu-24.04\n    steps:\n      - " + step.replace("\n", "\n        "))
        .steps()
        .getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          getCollaboratorPermissionLevel() core.setFailed(1) | true
          getCollaboratorPermissionLevel() throw x | true
          getCollaboratorPermissionLevel() core.setOutput(1) | false
          getMembershipForUserInOrg() return x | false
          checkCollaborator() | true
          """)
  void scriptsThatAsk(String script, boolean fails) {
    Step step = step("uses: actions/github-script@v7\nwith: {script: '" + script + "'}\n");
    assertThat(GateSteps.of(step)).contains(new GateSteps.Question(fails, Reach.WRITER, false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gh api repos/o/r/collaborators/x/permission; exit 1 | true
          gh api repos/o/r/collaborators/x/permission >> $GITHUB_OUTPUT | false
          """)
  void commandsThatAsk(String run, boolean fails) {
    assertThat(GateSteps.of(step("run: '" + run + "'\n")))
        .contains(new GateSteps.Question(fails, Reach.WRITER, false));
  }

  @ParameterizedTest
  @CsvSource({
    "run: 'gh api repos/o/r/collaborators/x/permission'",
    "run: 'gh api repos/o/r/collaborators/x || exit 1'",
    "run: 'gh api permission || exit 1'",
  })
  void commandsThatDoNotDecide(String step) {
    assertThat(GateSteps.of(step(step + "\n"))).isEmpty();
  }

  @Test
  void scriptsThatDoNotDecide() {
    String head = "uses: actions/github-script@v7\nwith: {script: '";
    assertThat(GateSteps.of(step(head + "getCollaboratorPermissionLevel()'}\n"))).isEmpty();
    assertThat(GateSteps.of(step(head + "core.setFailed(1)'}\n"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "mheap/github-action-required-labels@v5, true, TRIAGER",
    "im-open/is-actor-authorized@v1, true, WRITER",
    "actions-cool/check-user-permission@v2, false, WRITER",
  })
  void actionsThatAsk(String uses, boolean fails, Reach leaves) {
    assertThat(GateSteps.of(step("uses: " + uses + "\n")))
        .contains(new GateSteps.Question(fails, leaves, true));
  }
}

package dev.sallyport.scan.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.model.finding.Finding;
import dev.sallyport.base.model.finding.Persona;
import dev.sallyport.base.model.finding.Severity;
import dev.sallyport.scan.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a weakness is only half one: who hears of it, and what has to be there for more.
class QuieterFindingsTest {

  /// What a step makes of a file of the artifact in directory `pr` becomes `n`, which is pasted.
  private static List<Finding> artifact(Rule rule, String script) {
    return Found.by(
        rule,
        """
        on:
          workflow_run:
            workflows: [ci]
            types: [completed]
        permissions:
          contents: write
        jobs:
          comment:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/download-artifact@v4
                with:
                  run-id: ${{ github.event.workflow_run.id }}
                  path: pr
              - id: read
                run: |
                  %s
                  echo "n=$n" >> "$GITHUB_OUTPUT"
              - run: gh pr view ${{ steps.read.outputs.n }}
        """
            .formatted(script));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "n=$(cat pr/n); [[ $n =~ ^[0-9]+$ ]] || exit 1",
        "n=$(<pr/n); [[ $n =~ ^[0-9]+$ ]] || exit 1",
        "read -r n < pr/n; grep -Eqx '[0-9]+' <<< \"$n\" || exit 1",
        "n=$(head -n 1 pr/n); echo \"$n\" | grep -qE '^[0-9]+$' || exit 1",
        "n=$(cat pr/n); case $n in ''|*[!0-9]*) exit 1 ;; esac",
        "n=$(tr -cd 0-9 < pr/n)",
        "n=$(grep -oE '[0-9]+' pr/n)",
        "n=$(sed 's/[^0-9]//g' pr/n)",
        "n=$(jq -r '.number | tonumber' pr/n.json)",
        "n=$(curl -s https://api.example.com/x | jq -r .number)",
      })
  void whatIsCheckedIsNotTold(String script) {
    assertThat(artifact(new IndirectInjection(), script)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          n=$(cat pr/n)                                                    ==> CRITICAL DEFAULT
          n=$(<pr/n)                                                       ==> CRITICAL DEFAULT
          read -r n < pr/n                                                 ==> CRITICAL DEFAULT
          n=$(jq -r .title pr/n.json)                                      ==> CRITICAL DEFAULT
          n=$(cat pr/n); [[ $n =~ [0-9]+ ]] || exit 1                      ==> CRITICAL DEFAULT
          n=$(cat pr/n); echo "$n" | grep -Eqx '[0-9]+' || exit 1          ==> LOW PEDANTIC
          n=$(cat pr/n); grep -qE '^[0-9]+$' <<< "$n" || exit 1            ==> LOW PEDANTIC
          """)
  void aLineIsNotTheWholeText(String script, String expected) {
    assertThat(artifact(new IndirectInjection(), script))
        .extracting(f -> f.severity() + " " + f.persona())
        .containsExactly(expected);
  }

  @Test
  void theMessageSaysWhatTheCheckMisses() {
    String script = "n=$(cat pr/n); echo \"$n\" | grep -Eqx '[0-9]+' || exit 1";
    assertThat(artifact(new OutputInjection(), script))
        .singleElement()
        .extracting(Finding::message)
        .asString()
        .contains("lines one by one");
  }

  private static List<Finding> proposed(String later) {
    return Found.by(
        new UntrustedCheckout(),
        """
        on: pull_request_target
        permissions:
          pull-requests: write
        jobs:
          look:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v4
              - uses: actions/checkout@v4
                with:
                  ref: ${{ github.event.pull_request.head.sha }}
                  path: ./proposal/
        """
            + later.indent(6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          - run: diff -r docs proposal/docs                                ==> LOW PEDANTIC
          - run: python3 tools/count.py proposal/docs                      ==> LOW PEDANTIC
          - run: cd proposal && git diff --stat                            ==> LOW PEDANTIC
          - {uses: actions/upload-artifact@v4, with: {path: proposal}}     ==> LOW PEDANTIC
          - {uses: acme/style@v1, with: {path: proposal-old}}              ==> LOW PEDANTIC
          - {uses: acme/style@v1, with: {path: proposal/src}}              ==> MEDIUM DEFAULT
          - run: cd proposal && acme-style                                 ==> MEDIUM DEFAULT
          - {working-directory: proposal, run: acme-style}                 ==> MEDIUM DEFAULT
          """)
  void aDirectoryOfItsOwnThatIsOnlyRead(String later, String expected) {
    assertThat(proposed(later))
        .extracting(f -> f.severity() + " " + f.persona())
        .containsExactly(expected);
  }

  private static List<Finding> unpacked(String before) {
    return Found.by(
        new ArtifactPoisoning(),
        """
        on:
          workflow_run:
            workflows: [ci]
            types: [completed]
        permissions:
          contents: write
        jobs:
          look:
            runs-on: ubuntu-24.04
            steps:
              %s
              - uses: actions/download-artifact@v4
                with:
                  run-id: ${{ github.event.workflow_run.id }}
              - uses: acme/comment@v1
        """
            .formatted(before));
  }

  @Test
  void anEmptyWorkspaceHasNothingToReplace() {
    assertThat(unpacked("- run: echo hello"))
        .extracting(Finding::severity, Finding::persona)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Severity.LOW, Persona.PEDANTIC));
    assertThat(unpacked("- uses: actions/checkout@v4"))
        .extracting(Finding::severity, Finding::persona)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Severity.MEDIUM, Persona.DEFAULT));
  }

  private static List<Finding> pasted(String trigger) {
    return Found.by(
        new TemplateInjection(),
        """
        on:
          push:
        %sjobs:
          look:
            runs-on: ubuntu-24.04
            steps:
              - run: echo ${{ github.ref }}
        """
            .formatted(trigger.indent(4)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'branches: [main, release-1.x]' | 0",
        "'tags: [\"v[0-9]+.[0-9]+\"]' | 0",
        "'branches: [\"release/*\"]' | 1",
        "'{branches: [main], tags: [\"v*\"]}' | 1",
        "'tags: [\"v[^0-9]\"]' | 1",
        "'paths: [src]' | 1",
      })
  void aFilterMayLeaveNoNameToChoose(String trigger, int findings) {
    String block = trigger.startsWith("{") ? "branches: [main]\ntags: [\"v*\"]" : trigger;
    assertThat(pasted(block)).hasSize(findings);
  }

  private static List<Finding> answer(String with) {
    return Found.by(
        new IndirectInjection(),
        """
        on: pull_request_target
        permissions:
          contents: write
        jobs:
          look:
            runs-on: ubuntu-24.04
            steps:
              - id: ask
                uses: octokit/%s
              - run: echo '${{ steps.ask.outputs.data }}'
        """
            .formatted(with));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          query p($r: String!) { repository(name: $r) { pullRequests(first: 9) { nodes { number } } } } ==> 0
          query { repository { pullRequest { number title } } } ==> 1
          query { repository { ...parts } } ==> 1
          """)
  void anAnswerOfNumbersHoldsNoText(String query, int findings) {
    assertThat(answer("graphql-action@v2.x\n        with:\n          query: '" + query + "'"))
        .hasSize(findings);
  }

  @Test
  void aPermissionIsTheForgesWord() {
    String route = "request-action@v2.x\n        with:\n          route: GET /repos/x/y/";
    assertThat(answer(route + "collaborators/{username}/permission")).isEmpty();
    assertThat(answer(route + "pulls/1")).hasSize(1);
  }

  @Test
  void aSkippedJobHandsNothingOn() {
    String workflow =
        """
        on: [push, pull_request_target]
        permissions:
          contents: write
        jobs:
          first:
            if: github.event_name == '%s'
            runs-on: ubuntu-24.04
            outputs:
              title: ${{ github.event.pull_request.title }}
            steps:
              - run: make
          second:
            needs: first
            if: always()
            runs-on: ubuntu-24.04
            steps:
              - run: echo ${{ needs.first.outputs.title }}
        """;
    assertThat(Found.by(new IndirectInjection(), workflow.formatted("push"))).isEmpty();
    assertThat(Found.by(new IndirectInjection(), workflow.formatted("pull_request_target")))
        .hasSize(1);
  }

  @Test
  void whatIsSentIsNotWhereItGoes() {
    String workflow =
        """
        on: issues
        permissions:
          contents: write
        jobs:
          send:
            runs-on: ubuntu-24.04
            env:
              TITLE: ${{ github.event.issue.title }}
            steps:
              - run: curl %s
        """;
    assertThat(
            Found.by(new RequestForgery(), workflow.formatted("-d \"$TITLE\" https://example.com")))
        .isEmpty();
    assertThat(Found.by(new RequestForgery(), workflow.formatted("-s \"$TITLE\""))).hasSize(1);
  }

  @Test
  void whatTheRunnerSetsItselfIsKnown() {
    String workflow =
        """
        on: pull_request_target
        permissions:
          contents: write
        jobs:
          look:
            runs-on: ubuntu-24.04
            steps:
              - id: names
                run: echo "head=$%s" >> "$GITHUB_OUTPUT"
              - run: echo ${{ steps.names.outputs.head }}
        """;
    assertThat(Found.by(new IndirectInjection(), workflow.formatted("GITHUB_HEAD_REF"))).hasSize(1);
    assertThat(Found.by(new IndirectInjection(), workflow.formatted("GITHUB_BASE_REF"))).isEmpty();
  }

  @Test
  void aBotThatIsKeptOutLetsNobodyIn() {
    String workflow =
        """
        on: pull_request_target
        permissions:
          contents: write
        jobs:
          look:
            if: %s
            runs-on: ubuntu-24.04
            steps:
              - run: make
        """;
    assertThat(
            Found.by(
                new SpoofableBotCondition(),
                workflow.formatted("\"!(github.actor == 'dependabot[bot]')\"")))
        .isEmpty();
    assertThat(
            Found.by(
                new SpoofableBotCondition(),
                workflow.formatted("github.actor == 'dependabot[bot]'")))
        .hasSize(1);
  }

  private static List<Finding> cached(String download) {
    return Found.by(
        new ReleaseCache(),
        """
        on: push
        jobs:
          test:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/cache@v4
                with:
                  path: node_modules
                  key: a
              - uses: actions/upload-artifact@v4
                with:
                  name: report
          publish:
            needs: test
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/download-artifact@v4
                with:
                  name: %s
              - run: npm publish
        """
            .formatted(download));
  }

  @Test
  void aTestThatHandsNothingToTheReleaseIsNoPartOfIt() {
    assertThat(cached("package")).isEmpty();
    assertThat(cached("report")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          ./scripts/build.sh                                     ==> 1
          cd sub && npm test                                     ==> 1
          base/scripts/build.sh                                  ==> 0
          cd base && npm test                                    ==> 0
          rm -rf scripts && mv base/scripts . && scripts/x.sh    ==> 0
          cp -r base/scripts tools && tools/scripts/x.sh         ==> 0
          cp -r base/scripts tools && npm test                   ==> 1
          """)
  void ownFilesOverForeignOnes(String script, int findings) {
    String workflow =
        """
        on: pull_request_target
        permissions:
          contents: write
        jobs:
          build:
            runs-on: ubuntu-24.04
            steps:
              - uses: actions/checkout@v4
                with:
                  ref: ${{ github.event.pull_request.head.sha }}
              - uses: actions/checkout@v4
                with:
                  path: base
              - run: %s
        """
            .formatted(script);
    assertThat(Found.by(new UntrustedExecution(), workflow)).hasSize(findings);
  }
}

package dev.sallyport.scan.ci.github.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sallyport.scan.ci.github.knowledge.Scope.Access;
import dev.sallyport.scan.ci.github.knowledge.UntrustedOutput.Content;
import dev.sallyport.scan.ci.github.knowledge.UntrustedOutput.Form;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionKnowledgeTest {

  @Test
  void usesAreParsed() {
    assertThat(ActionUse.parse("Actions/Checkout/sub@v4"))
        .contains(new ActionUse("actions/checkout/sub", "v4"));
    assertThat(use("github/codeql-action/init@v3").repository()).isEqualTo("github/codeql-action");
    assertThat(ActionUse.parse("./local")).isEmpty();
    assertThat(ActionUse.parse("./local@x")).isEmpty();
    assertThat(ActionUse.parse("docker://a/b@sha256:0")).isEmpty();
    assertThat(ActionUse.parse("a@b")).isEmpty();
    assertThat(ActionUse.parse("")).isEmpty();
  }

  @Test
  void codeInputs() {
    assertThat(ActionKnowledge.codeInputs(use("actions/github-script@v7")))
        .extracting(CodeInput::input, CodeInput::language)
        .containsExactly(tuple("script", CodeInput.Language.JAVASCRIPT));
    assertThat(ActionKnowledge.codeInputs(use("docker/build-push-action@v6"))).isEmpty();
    assertThat(ActionKnowledge.codeInputs(use("actions/checkout@v4"))).isEmpty();
  }

  @Test
  void versionBoundsDecide() {
    assertThat(ActionKnowledge.codeInputs(use("gradle/actions/setup-gradle@v3"))).hasSize(1);
    assertThat(ActionKnowledge.codeInputs(use("gradle/actions/setup-gradle@v4"))).isEmpty();
    assertThat(ActionKnowledge.codeInputs(use("gradle/actions/setup-gradle@main"))).isEmpty();
  }

  @Test
  void shortTagCountsAsTheNewestOfItsFamily() {
    assertThat(forms("tj-actions/branch-names@v9", "current_branch", Inputs.NONE))
        .containsExactly(Form.SHELL_ESCAPED);
    assertThat(forms("tj-actions/branch-names@v8", "current_branch", Inputs.NONE))
        .containsExactly(Form.RAW);
  }

  @Test
  void changedFilesAreEscapedUnlessSwitchedOff() {
    Inputs off = Inputs.with(Map.of("safe_output", "false"));
    assertThat(forms("tj-actions/changed-files@v40", "all_changed_files", Inputs.NONE))
        .containsExactly(Form.RAW);
    assertThat(forms("tj-actions/changed-files@v45", "all_changed_files", Inputs.NONE))
        .containsExactly(Form.SHELL_ESCAPED);
    assertThat(forms("tj-actions/changed-files@v45", "src_all_changed_files", off))
        .containsExactly(Form.RAW);
    assertThat(forms("tj-actions/changed-files@v45", "any_changed", off)).isEmpty();
  }

  @Test
  void derivedOutputsNameTheirInput() {
    assertThat(ActionKnowledge.untrustedOutputs(use("actions-ecosystem/action-regex-match@v2")))
        .filteredOn(output -> output.names("group1"))
        .singleElement()
        .returns(Content.DERIVED, UntrustedOutput::content)
        .returns("text", UntrustedOutput::from);
  }

  @Test
  void buildActions() {
    Inputs checkout = Inputs.with(Map.of("context", "."));
    assertThat(ActionKnowledge.buildActions(use("docker/build-push-action@v6")))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.when().holds(checkout)).isEqualTo(Truth.YES);
              assertThat(row.when().holds(Inputs.NONE)).isEqualTo(Truth.NO);
              assertThat(row.files()).containsExactly("Dockerfile");
            });
  }

  @Test
  void tokenNeeds() {
    assertThat(needs("actions/checkout@v4", Inputs.NONE).certain())
        .containsExactly(entry(Scope.CONTENTS, Access.READ));
    assertThat(needs("actions/setup-node@v4", Inputs.NONE)).isEqualTo(TokenNeeds.NONE);
    assertThat(ActionKnowledge.tokenNeeds(use("nobody/nothing@v1"), Inputs.NONE)).isEmpty();
  }

  @Test
  void anotherTokenNeedsNothingOfTheJobs() {
    Inputs own = Inputs.with(Map.of("token", "${{ secrets.PAT }}"));
    assertThat(needs("peter-evans/create-pull-request@v7", own)).isEqualTo(TokenNeeds.NONE);
    Inputs either = Inputs.with(Map.of("token", "${{ secrets.PAT || github.token }}"));
    assertThat(needs("peter-evans/create-pull-request@v7", either))
        .satisfies(
            needs -> {
              assertThat(needs.certain()).isEmpty();
              assertThat(needs.possible())
                  .containsExactly(
                      entry(Scope.CONTENTS, Access.WRITE),
                      entry(Scope.PULL_REQUESTS, Access.WRITE));
            });
  }

  @Test
  void needsDependOnInputs() {
    Inputs ghcr = Inputs.with(Map.of("push", "true", "tags", "ghcr.io/me/app:1", "context", "."));
    assertThat(needs("docker/build-push-action@v6", ghcr).certain())
        .containsExactly(entry(Scope.PACKAGES, Access.WRITE));
    Inputs computed =
        Inputs.with(
            Map.of("push", "true", "tags", "${{ steps.meta.outputs.tags }}", "context", "."));
    assertThat(needs("docker/build-push-action@v6", computed).possible())
        .containsExactly(entry(Scope.PACKAGES, Access.WRITE));
    assertThat(needs("actions/github-script@v7", Inputs.NONE).open()).isTrue();
    assertThat(needs("github/codeql-action/analyze@v3", Inputs.NONE).certain())
        .containsEntry(Scope.SECURITY_EVENTS, Access.WRITE);
  }

  @Test
  void everyScopeHasItsKey() {
    assertThat(Scope.PULL_REQUESTS.key()).isEqualTo("pull-requests");
    assertThat(Scope.ID_TOKEN.key()).isEqualTo("id-token");
  }

  @Test
  void caches() {
    assertThat(cached("actions/cache@v4", Map.of())).isEqualTo(Truth.YES);
    assertThat(cached("actions/setup-go@v5", Map.of())).isEqualTo(Truth.YES);
    assertThat(cached("actions/setup-go@v5", Map.of("cache", "false"))).isEqualTo(Truth.NO);
    assertThat(cached("actions/setup-go@v3", Map.of())).isEqualTo(Truth.NO);
    assertThat(cached("actions/setup-node@v4", Map.of("cache", "npm"))).isEqualTo(Truth.YES);
    assertThat(cached("actions/setup-node@v4", Map.of())).isEqualTo(Truth.NO);
    assertThat(cached("actions/setup-node@v6", Map.of())).isEqualTo(Truth.YES);
    assertThat(cached("actions/setup-node@v6", Map.of("package-manager-cache", "false")))
        .isEqualTo(Truth.NO);
    assertThat(cached("docker/build-push-action@v6", Map.of("cache-to", "type=gha,mode=max")))
        .isEqualTo(Truth.YES);
    assertThat(cached("docker/build-push-action@v6", Map.of("cache-to", "type=inline")))
        .isEqualTo(Truth.NO);
    assertThat(cached("ruby/setup-ruby@v1", Map.of("bundler-cache", "${{ inputs.c }}")))
        .isEqualTo(Truth.MAYBE);
    assertThat(cached("actions/checkout@v4", Map.of())).isEqualTo(Truth.NO);
  }

  @Test
  void agents() {
    assertThat(ActionKnowledge.agentInputs(use("anthropics/claude-code-action@v1")))
        .filteredOn(row -> row.input().equals("allowed_non_write_users"))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.isDangerous("*")).isTrue();
              assertThat(row.isDangerous("bob, *")).isTrue();
              assertThat(row.isDangerous("bob")).isFalse();
            });
    assertThat(ActionKnowledge.agentInputs(use("actions/checkout@v4"))).isEmpty();
  }

  @Test
  void gates() {
    assertThat(ActionKnowledge.gates(use("prince-chrismc/check-actor-permissions-action@v3")))
        .singleElement()
        .returns(GateAction.Effect.OUTPUT, GateAction::effect)
        .returns("permitted", GateAction::output);
    assertThat(ActionKnowledge.gates(use("prince-chrismc/check-actor-permissions-action@v2")))
        .singleElement()
        .returns(GateAction.Effect.FAILS, GateAction::effect);
  }

  @Test
  void staticCredentials() {
    ActionUse pypi = use("pypa/gh-action-pypi-publish@release/v1");
    Inputs password = Inputs.with(Map.of("password", "${{ secrets.PYPI }}"));
    assertThat(ActionKnowledge.staticCredentials(pypi, password)).hasSize(1);
    assertThat(ActionKnowledge.staticCredentials(pypi, Inputs.NONE)).isEmpty();
    Inputs elsewhere =
        Inputs.with(
            Map.of("password", "${{ secrets.P }}", "repository-url", "https://pypi.example.com"));
    assertThat(ActionKnowledge.staticCredentials(pypi, elsewhere)).isEmpty();
    Inputs role = Inputs.with(Map.of("role-to-assume", "arn:aws:iam::1:role/r"));
    assertThat(
            ActionKnowledge.staticCredentials(
                use("aws-actions/configure-aws-credentials@v4"), role))
        .isEmpty();
  }

  @Test
  void unpinnedTools() {
    assertThat(unpinned("oven-sh/setup-bun@v2", Map.of())).isEqualTo(Truth.YES);
    assertThat(unpinned("oven-sh/setup-bun@v2", Map.of("bun-version", "latest")))
        .isEqualTo(Truth.YES);
    assertThat(unpinned("oven-sh/setup-bun@v2", Map.of("bun-version", "1.2.3")))
        .isEqualTo(Truth.NO);
    assertThat(unpinned("oven-sh/setup-bun@v2", Map.of("bun-version", "${{ matrix.v }}")))
        .isEqualTo(Truth.MAYBE);
  }

  private static Truth unpinned(String uses, Map<String, String> with) {
    return ActionKnowledge.unpinnedTools(use(uses)).getFirst().isUnpinned(Inputs.with(with));
  }

  @Test
  void outdated() {
    assertThat(ActionKnowledge.outdated(use("actions/upload-artifact@v3")).orElseThrow())
        .returns(OutdatedAction.State.SHUT_OFF, OutdatedAction::state)
        .returns(LocalDate.of(2025, 1, 30), found -> found.since().orElseThrow());
    assertThat(ActionKnowledge.outdated(use("actions/upload-artifact@v4"))).isEmpty();
    assertThat(ActionKnowledge.outdated(use("actions/cache@v4"))).isEmpty();
    assertThat(ActionKnowledge.outdated(use("actions/cache@v4.1.2"))).isPresent();
    assertThat(ActionKnowledge.outdated(use("actions/cache@main"))).isEmpty();
    assertThat(ActionKnowledge.outdated(use("nick-invision/retry@v2")).orElseThrow().instead())
        .isEqualTo("nick-fields/retry");
  }

  private static Truth cached(String uses, Map<String, String> with) {
    return ActionKnowledge.caches(use(uses)).stream()
        .map(row -> row.isOn(Inputs.with(with)))
        .max(Truth::compareTo)
        .orElse(Truth.NO);
  }

  private static TokenNeeds needs(String uses, Inputs inputs) {
    return ActionKnowledge.tokenNeeds(use(uses), inputs).orElseThrow();
  }

  private static List<Form> forms(String uses, String output, Inputs inputs) {
    return ActionKnowledge.untrustedOutputs(use(uses)).stream()
        .filter(row -> row.names(output) && row.when().holds(inputs) == Truth.YES)
        .map(UntrustedOutput::form)
        .toList();
  }

  static ActionUse use(String uses) {
    return ActionUse.parse(uses).orElseThrow();
  }
}

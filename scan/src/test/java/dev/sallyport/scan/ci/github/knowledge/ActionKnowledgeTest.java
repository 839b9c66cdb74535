package dev.sallyport.scan.ci.github.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sallyport.scan.ci.github.knowledge.UntrustedOutput.Content;
import dev.sallyport.scan.ci.github.knowledge.UntrustedOutput.Form;
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
        .containsExactly(
            tuple("script", CodeInput.Language.JAVASCRIPT));
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
